"""When a timer of a chart may fire: on the calendar in force, and never on a guess (design.md §9).

A modelled timer moves the case by itself, so that somebody may lose a right by it. A day that
hangs on a year whose notice is not in yet is therefore no day to fire on.
"""

from dataclasses import dataclass
from datetime import date, datetime

from zhiheng.errors import NotReady
from zhiheng.model.calendar import Calendar
from zhiheng.model.limit import LimitUnit, Roll
from zhiheng.model.zone import SHANGHAI
from zhiheng.rules.clock import due, due_instant, red_at


@dataclass(frozen=True, slots=True)
class Firing:
    """due: the last day of waiting, in China. at: the instant after which nothing is waited for."""

    due: date
    at: datetime
    provisional: bool


def firing(n: int, unit: LimitUnit, roll: Roll, since: datetime, calendar: Calendar) -> Firing:
    """When a timer fires that waits n units since an aware instant.

    Days are whole ones, the first not counted (民法典 201): it fires at 00:00 in China after the
    last. Hours end at their instant.
    """
    if unit is LimitUnit.HOUR:
        instant = due_instant(n, since)
        return Firing(instant.astimezone(SHANGHAI).date(), instant, provisional=False)
    found = due(n, unit, since.astimezone(SHANGHAI).date(), calendar, roll)
    return Firing(found.due, red_at(found.due), found.provisional)


def may_fire(timer: str, found: Firing, now: datetime) -> None:
    """Prevents a timer from firing early, or by a calendar that may still change."""
    if now < found.at:
        raise NotReady("timer-not-due", timer=timer, due=found.due.isoformat())
    if found.provisional:
        raise NotReady("timer-provisional", timer=timer, due=found.due.isoformat())
