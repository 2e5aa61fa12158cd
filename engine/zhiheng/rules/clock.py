"""Counting limits (期限): when one is due, when it warns, and why, day by day.

All dates are dates in China. The day of the event is never counted (民法典 201); working days
follow the calendar in force (许可法 82, 处罚法 85); months end on the same date (民法典 202).
"""

import calendar as gregorian
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum

from zhiheng.model.calendar import Calendar
from zhiheng.model.limit import MAX_N, LimitUnit, Roll

_DAY = timedelta(days=1)
SHANGHAI = timezone(timedelta(hours=8))
_WEEKEND = 5


class Reason(StrEnum):
    """Why a day was counted or was not."""

    EVENT = "event-day"
    """The day of the event itself, which is not counted (民法典 201)."""
    WORKING = "working-day"
    MAKEUP = "make-up-day"
    """A Saturday or Sunday that is worked (调休上班)."""
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    STATUTORY = "statutory-holiday"
    """A holiday by statute in a year whose notice is not in."""
    DAY = "natural-day"
    MONTH = "month"
    """The same date of a later month (民法典 202)."""
    MONTH_END = "month-end"
    """The last day of a month that lacks the date (民法典 202)."""
    ROLLED = "rolled"
    """The first working day after a limit that ended on a rest day (民法典 203)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One day of the count. counted: its number in the limit's units, or 0."""

    date: date
    counted: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a limit, and how it was found.

    provisional: the calendar was asked about a day of a year whose notice is not in yet, so
    that the answer may change. A count of natural days or months without roll asks nothing.
    """

    due: date
    provisional: bool
    steps: tuple[Step, ...]


def due(n: int, unit: LimitUnit, start: date, calendar: Calendar, roll: Roll) -> Due:
    """The last day of a limit that begins with an event on `start`.

    n: 1 to MAX_N units. roll: for days and months only (民法典 203); a working day never is a
    rest day. Raises ValueError on another n, and on hours, which end at an instant.
    """
    counted = list(_count(_checked(n), unit, start, calendar))
    asked = list(counted[1:]) if unit is LimitUnit.WORKING_DAY else []
    if unit is not LimitUnit.WORKING_DAY and roll is Roll.NEXT:
        rolled = list(_roll(counted[-1].date, calendar))
        counted += rolled
        asked = counted[-1 - len(rolled) :]
    provisional = any(calendar.is_provisional(step.date) for step in asked)
    return Due(counted[-1].date, provisional, tuple(counted))


def due_instant(n: int, start: datetime) -> datetime:
    """The end of n hours: they run through nights and rest days (强制法 19; 民法典 201).

    start: an aware instant. Raises ValueError on a naive one.
    """
    if start.tzinfo is None:
        raise ValueError("a limit in hours starts at an aware instant")
    return start.astimezone(UTC) + timedelta(hours=_checked(n))


def remaining_working_days(today: date, due: date, calendar: Calendar) -> int:
    """Working days left after today up to the due day; 0 on it; negative when late, always."""
    if today <= due:
        return working_days(today, due, calendar)
    return -max(1, working_days(due, today, calendar))


def red_at(due: date) -> datetime:
    """When the limit has passed: 00:00 in China after the due day, in UTC."""
    return datetime.combine(due + _DAY, time(), SHANGHAI).astimezone(UTC)


def remind_on(start: date, due: date, n: int, unit: LimitUnit, calendar: Calendar) -> date:
    """The day of the reminder: at 80% of the limit or one working day before, the earlier."""
    before = due - _DAY
    while before > start and not calendar.is_working(before):
        before -= _DAY
    return max(start, min(_used(start, due, n, unit, calendar, percent=80), before))


def yellow_on(start: date, due: date, n: int, unit: LimitUnit, calendar: Calendar) -> date:
    """The day of the yellow card: at 90% of the limit, at the latest on the due day."""
    return max(start, min(_used(start, due, n, unit, calendar, percent=90), due))


def _checked(n: int) -> int:
    if not 1 <= n <= MAX_N:
        raise ValueError(f"a limit has 1 to {MAX_N} units, not {n}")
    return n


def _count(n: int, unit: LimitUnit, start: date, calendar: Calendar) -> Iterator[Step]:
    """The event day, then each day up to the n-th unit."""
    yield Step(start, 0, Reason.EVENT)
    if unit is LimitUnit.WORKING_DAY:
        yield from _working(n, start, calendar)
    elif unit is LimitUnit.DAY:
        yield from (Step(start + i * _DAY, i, Reason.DAY) for i in range(1, n + 1))
    elif unit is LimitUnit.MONTH:
        yield from (_month(start, i) for i in range(1, n + 1))
    else:
        raise ValueError("a limit in hours ends at an instant: due_instant")


def _working(n: int, start: date, calendar: Calendar) -> Iterator[Step]:
    counted, day = 0, start
    while counted < n:
        day += _DAY
        working = calendar.is_working(day)
        counted += working
        yield Step(day, counted if working else 0, _kind(day, calendar))


def _month(start: date, i: int) -> Step:
    months = start.year * 12 + start.month - 1 + i
    year, month = months // 12, months % 12 + 1
    last = gregorian.monthrange(year, month)[1]
    reason = Reason.MONTH if start.day <= last else Reason.MONTH_END
    return Step(date(year, month, min(start.day, last)), i, reason)


def _roll(end: date, calendar: Calendar) -> Iterator[Step]:
    """The rest days after a limit that ends on one, and the working day it ends on instead."""
    day = end
    while not calendar.is_working(day):
        day += _DAY
        rest = not calendar.is_working(day)
        yield Step(day, 0, _kind(day, calendar) if rest else Reason.ROLLED)


def _kind(day: date, calendar: Calendar) -> Reason:
    if calendar.is_working(day):
        return Reason.MAKEUP if day.weekday() >= _WEEKEND else Reason.WORKING
    if day in calendar.holidays:
        return Reason.HOLIDAY
    if calendar.is_provisional(day) and day in calendar.statutory.get(day.year, frozenset()):
        return Reason.STATUTORY
    return Reason.WEEKEND


def working_days(after: date, until: date, calendar: Calendar) -> int:
    """Working days from the day after `after` up to `until`; 0 when there is none."""
    span = (until - after).days
    return sum(calendar.is_working(after + i * _DAY) for i in range(1, span + 1))


def _used(
    start: date, due: date, n: int, unit: LimitUnit, calendar: Calendar, *, percent: int
) -> date:
    """The first day on which so much of the limit is used up."""
    if unit is LimitUnit.MONTH:
        n, unit = (due - start).days, LimitUnit.DAY
    part = -(-_checked(n) * percent // 100)
    *_, last = _count(part, unit, start, calendar)
    return last.date
