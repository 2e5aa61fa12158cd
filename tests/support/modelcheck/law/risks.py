"""Risk checkpoints: no step is passed before each measure of its risks is discharged.

Source: 000 L9, L26; 001-1 L151 (三个不能); 003 L141 (A: 分管领导 manages, 主要领导 supervises).
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from support.modelcheck.law.reception import values_of
from support.modelcheck.law.seen import Seen
from support.modelcheck.law.surveys import WANTED
from zhiheng.expr import Condition, EvaluationError, compile_condition, from_canonical
from zhiheng.model.chart import Chart, Task, VariableType
from zhiheng.model.guards import GUARDS
from zhiheng.model.risk import Measure

WAYS = ("gate", "document", "rule", "step", "confirmation")


@lru_cache(maxsize=256)
def _compiled(source: str, types: tuple[tuple[str, VariableType], ...]) -> Condition:
    return compile_condition(source, dict(types))


def holds(chart: Chart, source: str, values: dict[str, Any]) -> bool | None:
    """None where there is no answer."""
    types = {n: v.type for n, v in chart.variables.items()}
    types |= {n: p.type for n, p in chart.parameters.items()}
    condition = _compiled(source, tuple(types.items()))
    if not set(condition.names) <= set(values):
        return None
    try:
        return condition.holds({n: from_canonical(types[n], values[n]) for n in condition.names})
    except EvaluationError:
        return None


def _values(seen: Seen, task: Any, definition: Task) -> dict[str, Any]:
    state = seen.before.state
    values = {**state.parameters, **state.variables}
    if task.content is None:
        declared = seen.before.scene.chart.variables
        for name in state.written.get(task.path, ()):
            values.pop(name, None)
        filled = values_of(seen, definition)
        values |= {n: v for n, v in filled.items() if n in declared}
    return values


def _way(measure: Measure) -> tuple[str, str | None]:
    for way, by in zip(WAYS[1:4], (measure.document, measure.holds, measure.step), strict=True):
        if by is not None:
            return way, by
    return ("confirmation", None) if measure.confirm else ("gate", measure.guard)


def _kept(
    seen: Seen, task: Any, definition: Task
) -> Iterator[tuple[str, Measure, tuple[str, str | None], bool, bool]]:
    """Each measure: its key, itself, its way, whether it is called for, whether it is kept."""
    values, state = _values(seen, task, definition), seen.before.state
    papers = (
        set(seen.command.documents) if task.content is None else set(state.filed.get(task.id, ()))
    )
    done = set(state.done) - {t.path for t in state.open.values()}
    confirmed = set(task.confirmed) | set(seen.command.confirmations)
    chart = seen.before.scene.chart
    for risk in definition.risks:
        for no, measure in enumerate(risk.measures, 1):
            way = _way(measure)
            called = measure.when is None or holds(chart, measure.when, values) is not False
            kept = {
                "gate": True,
                "document": way[1] in papers,
                "rule": way[0] == "rule" and holds(chart, way[1] or "", values) is True,
                "step": way[1] in done,
                "confirmation": f"{risk.id}.{no}" in confirmed,
            }[way[0]]
            yield f"{risk.id}.{no}", measure, way, called, kept


def undischarged(seen: Seen, task: Any, definition: Task, *, completes: bool) -> set[str]:
    """A measure that is left; one by content at once, since nobody can mend it later."""
    for _, _, way, called, kept in _kept(seen, task, definition):
        if called and not kept and (completes or way[0] in ("document", "rule", "step")):
            return {"risk-undischarged"}
    return set()


def written(seen: Seen, definition: Task, *, completes: bool) -> Iterator[str]:
    """Each measure is on record with how it was kept; leaders learn of high risks that wait."""
    task, _ = seen.task()
    said = {f"{x.risk}.{x.measure}": (x.how, x.by) for x in seen.of("RiskDischarged")}
    expected: dict[str, tuple[str, str | None]] = {}
    for key in seen.command.confirmations:
        expected[key] = ("confirmation", None)
    for key, measure, way, called, _ in _kept(seen, task, definition):
        if completes and not called:
            expected[key] = ("not-called-for", None)
        elif not completes or key in seen.command.confirmations:
            continue
        elif way[0] == "gate":
            gates = GUARDS[measure.guard or ""].gates
            found = said.get(key, ("", None))
            stand = {g.value for g in gates} & {*_standing(seen, definition), "always"}
            first = found[0] == "gate" and found[1] in stand
            expected[key] = found if first else ("gate", gates[0].value)
        elif way[0] != "confirmation":
            expected[key] = way
    if said != expected:
        yield f"discharged {said}, and not {expected}"
    noticed = [(x.task, x.risk, x.grade) for x in seen.of("RiskNoticed")]
    opened = [x.task for x in seen.of("TaskOpened")]
    if noticed != [n for path in opened for n in _told(seen, path)]:
        yield f"told of high risks: {noticed}"


def _standing(seen: Seen, definition: Task) -> frozenset[str]:
    return WANTED[seen.before.scene.chart.key][definition.path]


def _told(seen: Seen, path: str) -> Iterator[tuple[str, str, str]]:
    for risk in seen.definition(path).risks:
        if risk.inherent == "high":
            grade = seen.roster.posts[risk.post].grade if risk.post else "clerk"
            leader = "deputy-head" if grade in ("clerk", "section-chief") else "head"
            yield path, risk.id, leader
