"""Whether a limit that counts back (倒算) says from which day, and can be counted so."""

from collections.abc import Iterator

from zhiheng.bpmn.draft import Draft
from zhiheng.model.chart import Chart, VariableType
from zhiheng.model.finding import Finding
from zhiheng.model.limit import Limit, LimitUnit, Reading, Roll

_COUNTED = (LimitUnit.WORKING_DAY, LimitUnit.DAY)


def check_counting_back(draft: Draft) -> Iterator[Finding]:
    """Findings on limits that count back, and on words for such on those that do not."""
    chart = draft.chart
    waits = [(x.path, x.wait) for x in chart.nodes.values() if x.wait is not None]
    for owner, limit in (*((chart.key, x) for x in chart.limits), *waits):
        if limit.backward:
            yield draft.at("BPM148", owner)
    for task in chart.tasks:
        for limit in task.limits:
            if not limit.backward:
                continue
            if not _countable(limit):
                yield draft.at("BPM148", task.path)
            if not _is_date(chart, limit.event):
                yield draft.at("BPM147", task.path, event=limit.event or "")
    for owner, limit in _all(chart):
        forward = not limit.backward
        if forward and (limit.event is not None or limit.reading is Reading.LOOSE):
            yield draft.at("BPM149", owner)


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


def _all(chart: Chart) -> Iterator[tuple[str, Limit]]:
    yield from ((chart.key, limit) for limit in chart.limits)
    yield from ((task.path, limit) for task in chart.tasks for limit in task.limits)
    yield from ((node.path, node.wait) for node in chart.nodes.values() if node.wait is not None)
