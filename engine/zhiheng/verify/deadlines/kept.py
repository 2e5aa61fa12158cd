"""Limits of a chart that were proved before: its release, and that of its edition, ask again."""

from collections import deque
from typing import Any

from zhiheng.model.calendar import Calendar
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Finding
from zhiheng.verify.deadlines.proof import deadlines

_MOST = 64
_kept: deque[tuple[Chart, Calendar | None, tuple[tuple[Finding, ...], dict[str, Any]]]] = deque(
    maxlen=_MOST
)


def deadlines_kept(
    chart: Chart, calendar: Calendar | None = None
) -> tuple[tuple[Finding, ...], dict[str, Any]]:
    """As `deadlines`. The very chart is meant, since a digest says nothing of one made by hand."""
    for known, days, answer in tuple(_kept):
        if known is chart and days == calendar:
            return answer
    answer = deadlines(chart, calendar)
    _kept.append((chart, calendar, answer))
    return answer
