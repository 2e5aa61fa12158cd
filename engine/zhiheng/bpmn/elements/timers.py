"""How long a timer waits: by `zh:limit`, which knows working days, or by an ISO 8601 duration.

A duration of the standard counts natural days, months or hours and nothing else, so that
`PT48H` stays an instant and `P2D` two days of the calendar (民法典 200-203).
"""

import re

from lxml import etree

from zhiheng.bpmn.elements.marks import named
from zhiheng.bpmn.elements.tasks import read_limit
from zhiheng.bpmn.markup.tags import children
from zhiheng.model.limit import MAX_N, Limit, LimitKind, LimitUnit

_DURATION = re.compile(
    r"P(?:(?P<days>\d{1,5})D|(?P<weeks>\d{1,4})W|(?P<months>\d{1,4})M)", re.ASCII
)
_HOURS = re.compile(r"PT(\d{1,5})H", re.ASCII)
_DAYS_A_WEEK = 7


def read_wait(event: etree._Element) -> Limit | None:
    """The time that the timer of an event waits; None unless it says so just once."""
    limits = [read_limit(mark) for mark in named(event, "limit")]
    texts = [
        (duration.text or "").strip()
        for timer in children(event, "timerEventDefinition")
        for duration in children(timer, "timeDuration")
    ]
    said = [*limits, *(waiting(text) for text in texts)]
    return said[0] if len(said) == 1 else None


def waiting(duration: str) -> Limit | None:
    """`P15D`, `P2W`, `P1M` or `PT48H` as a limit; None for any other text."""
    if (hours := _HOURS.fullmatch(duration)) is not None:
        return _limit(int(hours[1]), LimitUnit.HOUR)
    if (found := _DURATION.fullmatch(duration)) is None:
        return None
    if found["months"] is not None:
        return _limit(int(found["months"]), LimitUnit.MONTH)
    if found["weeks"] is not None:
        return _limit(int(found["weeks"]) * _DAYS_A_WEEK, LimitUnit.DAY)
    return _limit(int(found["days"]), LimitUnit.DAY)


def _limit(n: int, unit: LimitUnit) -> Limit | None:
    if not 1 <= n <= MAX_N:
        return None
    return Limit(kind=LimitKind.POST, n=n, unit=unit, start="enter", end="leave")
