"""Whether each task has its limit, and each limit would run."""

from collections import Counter
from collections.abc import Iterator

from zhiheng.bpmn.elements.draft import Draft
from zhiheng.bpmn.telling.findings import finding
from zhiheng.model.chart import Chart, Meaning, VariableType
from zhiheng.model.finding import Finding
from zhiheng.model.limit import Limit, LimitUnit

_TASK_STARTS = ("enter", "receipt", "decision", "event")
_DECISIONS = {Meaning.GRANT, Meaning.REFUSAL}


def check_limits(draft: Draft) -> Iterator[Finding]:
    """Findings on limits of tasks and of the whole case."""
    for task in draft.chart.tasks:
        if bool(task.limits) == (task.no_limit is not None):
            yield finding("BPM060", (task.path,), draft.line(task.path), task=task.path)
    for owner, limits in _owned(draft.chart):
        for kind, count in Counter(limit.kind for limit in limits).items():
            if count > 1:
                yield _of(draft, "BPM064", owner, kind=kind.value)
        for limit in limits:
            yield from _limit(draft, owner, limit)


def _owned(chart: Chart) -> Iterator[tuple[str, tuple[Limit, ...]]]:
    yield chart.key, chart.limits
    yield from ((task.path, task.limits) for task in chart.tasks)


def _limit(draft: Draft, owner: str, limit: Limit) -> Iterator[Finding]:
    if not _has_number(draft.chart, limit):
        yield _of(draft, "BPM062", owner)
    whole_case = owner == draft.chart.key
    if whole_case and limit.start != "acceptance":
        yield _of(draft, "BPM063", owner)
    # A task's limit starts when the task opens or on a day, and looks up no number of units.
    in_hours_of_a_day = limit.from_a_day and limit.unit is LimitUnit.HOUR
    unfit = limit.start not in _TASK_STARTS or limit.variable is not None or in_hours_of_a_day
    if not whole_case and unfit:
        yield _of(draft, "BPM063", owner)
    for event in sorted(_unheard(draft.chart, limit)):
        yield _of(draft, "BPM065", owner, event=event)


def _has_number(chart: Chart, limit: Limit) -> bool:
    if limit.variable is None:
        return limit.n is not None and limit.n >= 1
    variable = chart.variables.get(limit.variable)
    return limit.n is None and variable is not None and variable.type is VariableType.INTEGER


def _unheard(chart: Chart, limit: Limit) -> set[str]:
    """The events of the limit that no outcome of a task brings about."""
    effects = {outcome.means for task in chart.tasks for outcome in task.outcomes}
    heard = {"acceptance"} if Meaning.ACCEPTANCE in effects else set()
    if effects & _DECISIONS:
        heard.add("decision")
    return {limit.start, limit.end} & {"acceptance", "decision"} - heard


def _of(draft: Draft, rule: str, owner: str, **facts: object) -> Finding:
    return finding(rule, (owner,), draft.line(owner), owner=owner, **facts)
