"""Risk checkpoints (风险点): a task waits until each measure of its risks is discharged.

Source: 000 L9, L26 (廉政风险源点 are the control nodes of the case as it runs), 001-1 L151
(三个不能, in software); R-200. Nobody decides that a measure does not apply: the chart does, by
`when`.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from zhiheng.expr import EvaluationError
from zhiheng.facts import Scalar
from zhiheng.model.chart import Chart, Meaning, Task
from zhiheng.model.guards import GUARDS, Gate
from zhiheng.model.risk import Measure, Risk
from zhiheng.model.sign_off import SignOffKind
from zhiheng.rules.acceptance import CHECKLIST
from zhiheng.rules.conditions import condition_holds

GATE, DOCUMENT, RULE, STEP, CONFIRMATION = "gate", "document", "rule", "step", "confirmation"
NOT_CALLED_FOR = "not-called-for"


@dataclass(frozen=True, slots=True)
class Way:
    """What discharges a measure. by: the gate, paper, condition or step; None: the signer."""

    how: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a case offers at one visit of a task.

    papers: filed at this visit. done: tasks completed before. confirmed: keys of measures.
    """

    papers: Collection[str]
    values: Mapping[str, Scalar]
    done: Collection[str]
    confirmed: Collection[str]


def key_of(risk: Risk, no: int) -> str:
    """The name of a measure within its task: `U1-check.1`."""
    return f"{risk.id}.{no}"


def measures(task: Task) -> Iterator[tuple[str, Risk, int, Measure]]:
    """The measures of all risks of the task: key, risk, number in it from 1, measure."""
    for risk in task.risks:
        for no, measure in enumerate(risk.measures, 1):
            yield key_of(risk, no), risk, no, measure


def way_of(chart: Chart, task: Task, measure: Measure) -> Way | None:
    """What discharges the measure there; None: nothing ever would, which `check` refuses."""
    if measure.document is not None:
        return Way(DOCUMENT, measure.document)
    if measure.holds is not None:
        return Way(RULE, measure.holds)
    if measure.step is not None:
        return Way(STEP, measure.step)
    if measure.confirm:
        return Way(CONFIRMATION)
    guard = GUARDS.get(measure.guard or "")
    kept = gates(chart, task)
    return next((Way(GATE, g.value) for g in guard.gates if g in kept), None) if guard else None


def gates(chart: Chart, task: Task) -> frozenset[Gate]:
    """The gates that stand on the task; looked for once."""
    key = (id(task), id(chart.separations))
    known = _standing.get(key)
    if known is None:
        if len(_standing) >= _MOST_STANDING:
            _standing.clear()
        known = _standing[key] = (_gates(chart, task), task, chart.separations)
    return known[0]


_standing: dict[tuple[int, int], tuple[frozenset[Gate], object, object]] = {}
"""Each keeps what it was found for, so that nothing else can take its id."""
_MOST_STANDING = 4096


def _gates(chart: Chart, task: Task) -> frozenset[Gate]:
    hands, meanings = task.sign_off, {o.means for o in task.outcomes}
    kind = hands.kind if hands else None
    card = task.qualification or (hands.qualification if hands else None)
    fields = task.form.get("properties", {}).values()
    standing = {
        Gate.ALWAYS: True,
        Gate.SEPARATION: any(s.side(task.path) for s in chart.separations),
        Gate.TWO_PERSON: hands is not None,
        Gate.OTHER_SECTION: hands is not None and hands.from_section is not None,
        Gate.DUAL: kind == SignOffKind.DUAL,
        Gate.COLLECTIVE: kind == SignOffKind.COLLECTIVE,
        Gate.CARD: card is not None,
        Gate.OPINION: task.opinion == "required",
        Gate.FORM: bool(task.form.get("required")),
        Gate.CHECKLIST: any(isinstance(f, Mapping) and f.get(CHECKLIST) for f in fields),
        Gate.SUPPLEMENT: Meaning.SUPPLEMENT in meanings,
        Gate.RECEPTION: bool(meanings & {Meaning.ACCEPTANCE, Meaning.NON_ACCEPTANCE}),
        Gate.LIMIT: bool(task.limits),
        Gate.EXTERNAL: task.external is not None,
        Gate.AMOUNT: task.amount is not None,
        Gate.BOUNDED: any(b.low is not None for b in task.bounds),
        Gate.CROSSCHECK: task.crosscheck is not None,
        Gate.FOLLOW: bool(task.follows),
        Gate.VETO: task.collective is not None and bool(task.collective.veto),
    }
    return frozenset(gate for gate, there in standing.items() if there)


def discharged(chart: Chart, task: Task, measure: Measure, key: str, found: Found) -> Way | None:
    """How the measure is discharged by now; None while it is not.

    Gates are met by whoever completes the task, since it cannot be completed past them.
    """
    if measure.when is not None and _holds(chart, measure.when, found.values) is False:
        return Way(NOT_CALLED_FOR)
    way = way_of(chart, task, measure)
    if way is None:
        return None
    met = {
        GATE: True,
        DOCUMENT: measure.document in found.papers,
        RULE: measure.holds is not None and _holds(chart, measure.holds, found.values) is True,
        STEP: measure.step in found.done,
        CONFIRMATION: key in found.confirmed,
    }
    return way if met[way.how] else None


def _holds(chart: Chart, source: str, values: Mapping[str, Scalar]) -> bool | None:
    """None, too, where there is no answer: what cannot be judged discharges nothing."""
    try:
        return condition_holds(chart, source, values)
    except EvaluationError:
        return None


LEADERS: Mapping[str, str] = {"clerk": "deputy-head", "section-chief": "deputy-head"}
"""Grade of the responsible post -> grade of the leader who is told of a high risk.

Source: 003 L141 (A: 分管领导 manages, 主要领导 supervises). The head answers for leaders.
"""


def leader_of(grade: str | None) -> str:
    """The grade told of a high risk; grade: of the post that answers for it, None if none does."""
    return LEADERS.get(grade or "clerk", "head")


def high(task: Task) -> tuple[Risk, ...]:
    """The risks that are high before any measure: what happens if none of them is kept."""
    return tuple(risk for risk in task.risks if risk.inherent == "high")
