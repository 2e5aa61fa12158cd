"""Hours at which compulsory execution is not carried out: nights and rest days (强制法 43).

What night is no law says: the agency's parameters `night_begins` and `night_ends` do, whole hours,
22 and 6 where it has none. A weekend day that is worked (调休) needs release by the legal post.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from zhiheng.errors import NotReady
from zhiheng.model.calendar import Calendar
from zhiheng.model.limit import Forbid, ForbiddenTime
from zhiheng.model.parameters import Parameters
from zhiheng.model.zone import SHANGHAI

NIGHT_BEGINS, NIGHT_ENDS = "night_begins", "night_ends"
_DEFAULT = {NIGHT_BEGINS: 22, NIGHT_ENDS: 6}
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Hour:
    """When something would be done. papers: names of those filed in the case."""

    now: datetime
    calendar: Calendar
    parameters: Parameters
    papers: Collection[str]


def not_forbidden(forbid: Forbid, task: str, hour: Hour) -> None:
    """Prevents an act at night or on a rest day. Whether it is urgent was asked before."""
    local = hour.now.astimezone(SHANGHAI)
    if forbid.time is ForbiddenTime.NIGHT:
        begins, ends = _of(hour, NIGHT_BEGINS), _of(hour, NIGHT_ENDS)
        if _at_night(local.hour, begins, ends):
            raise NotReady("forbidden-hour", task=task, begins=begins, ends=ends)
        return
    day = local.date()
    if not hour.calendar.is_working(day):
        raise NotReady("forbidden-day", task=task, day=day.isoformat())
    if day.weekday() >= _SATURDAY and forbid.release not in hour.papers:
        document = forbid.release or "法制审核放行意见"
        raise NotReady(
            "make-up-day-not-released", task=task, day=day.isoformat(), document=document
        )


def _of(hour: Hour, name: str) -> int:
    known = hour.parameters.values.get(name)
    return known.value if known is not None and isinstance(known.value, int) else _DEFAULT[name]


def _at_night(now: int, begins: int, ends: int) -> bool:
    """From one hour on, into the next day where the other is earlier."""
    return begins <= now < ends if begins < ends else now >= begins or now < ends
