"""Whether a limit that counts from a day, on or back (倒算), says which, and can be counted so."""

from collections.abc import Iterator

from zhiheng.bpmn.elements.draft import Draft
from zhiheng.model.chart import Chart, VariableType
from zhiheng.model.finding import Finding
from zhiheng.model.limit import Limit, LimitUnit, Reading, Roll

_COUNTED = (LimitUnit.WORKING_DAY, LimitUnit.DAY)


def check_counting_back(draft: Draft) -> Iterator[Finding]:
    """Findings on limits that count from a day, and on words for such on those that do not."""
    for task in draft.chart.tasks:
        for limit in task.limits:
            yield from _limit(draft, task.path, limit, of_task=True)
    for owner, limit in _others(draft.chart):
        yield from _limit(draft, owner, limit, of_task=False)


def _limit(draft: Draft, owner: str, limit: Limit, *, of_task: bool) -> Iterator[Finding]:
    if not (limit.backward or limit.from_a_day):
        if limit.event is not None or limit.reading is Reading.LOOSE:
            yield draft.at("BPM149", owner)
        return
    if limit.backward and not (of_task and _countable(limit)):
        yield draft.at("BPM148", owner)
    if not _is_date(draft.chart, limit.event):
        yield draft.at("BPM147", owner, event=limit.event or "")


def _countable(limit: Limit) -> bool:
    """It stands from the opening of its task to the end of it, and no rule moves its last day."""
    return (
        limit.unit in _COUNTED
        and limit.roll is Roll.NONE
        and (limit.start, limit.end) == ("enter", "leave")
        and limit.extension is None
    )


def _is_date(chart: Chart, name: str | None) -> bool:
    variable = chart.variables.get(name or "")
    return variable is not None and variable.type is VariableType.DATE


def _others(chart: Chart) -> Iterator[tuple[str, Limit]]:
    yield from ((chart.key, limit) for limit in chart.limits)
    yield from ((node.path, node.wait) for node in chart.nodes.values() if node.wait is not None)
