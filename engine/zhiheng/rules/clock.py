"""Counting limits (期限): when one is due, when it warns, and why, day by day.

All dates are dates in China. The day of the event is never counted (民法典 201); working days
follow the calendar in force (许可法 82, 处罚法 85); months end on the same date (民法典 202).
"""

import calendar as gregorian
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from zhiheng.model.calendar import Calendar
from zhiheng.model.limit import MAX_N, LimitUnit, Roll
from zhiheng.model.zone import SHANGHAI

_DAY = timedelta(days=1)
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
    STOPPED = "stopped"
    """A day of a step required by law that is not counted (不计入期限, 许可法 45)."""
    BETWEEN = "between"
    """The day before the first of the full days that must lie between (倒算)."""


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


def due(
    n: int,
    unit: LimitUnit,
    start: date,
    calendar: Calendar,
    roll: Roll,
    stopped: Collection[date] = frozenset(),
) -> Due:
    """The last day of a limit that begins with an event on `start`.

    n: 1 to MAX_N units. roll: for days and months only (民法典 203); a working day never is a
    rest day. stopped: days that are not counted. Raises ValueError on another n, and on hours,
    which end at an instant.
    """
    counted = list(_count(_checked(n), unit, start, calendar, stopped))
    asked = list(counted[1:]) if unit is LimitUnit.WORKING_DAY else []
    if unit is not LimitUnit.WORKING_DAY and roll is Roll.NEXT:
        rolled = list(_roll(counted[-1].date, calendar, stopped))
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


def remind_on(
    start: date,
    due: date,
    n: int,
    unit: LimitUnit,
    calendar: Calendar,
    stopped: Collection[date] = frozenset(),
) -> date:
    """The day of the reminder: at 80% of the limit or one working day before, the earlier."""
    before = due - _DAY
    while before > start and (before in stopped or not calendar.is_working(before)):
        before -= _DAY
    used = _used(start, due, n, unit, calendar, stopped, percent=80)
    return max(start, min(used, before))


def yellow_on(
    start: date,
    due: date,
    n: int,
    unit: LimitUnit,
    calendar: Calendar,
    stopped: Collection[date] = frozenset(),
) -> date:
    """The day of the yellow card: at 90% of the limit, at the latest on the due day."""
    return max(start, min(_used(start, due, n, unit, calendar, stopped, percent=90), due))


def _checked(n: int) -> int:
    if not 1 <= n <= MAX_N:
        raise ValueError(f"a limit has 1 to {MAX_N} units, not {n}")
    return n


def _count(
    n: int, unit: LimitUnit, start: date, calendar: Calendar, stopped: Collection[date]
) -> Iterator[Step]:
    """The event day, then each day up to the n-th unit."""
    yield Step(start, 0, Reason.EVENT)
    if unit is LimitUnit.WORKING_DAY:
        yield from _working(n, start, calendar, stopped)
    elif unit is LimitUnit.DAY:
        yield from _natural(n, start, stopped)
    elif unit is LimitUnit.MONTH:
        months = [_month(start, i) for i in range(1, n + 1)]
        yield from months
        yield from _stopped_before(start, months[-1], stopped)
    else:
        raise ValueError("a limit in hours ends at an instant: due_instant")


def _working(n: int, start: date, calendar: Calendar, stopped: Collection[date]) -> Iterator[Step]:
    counted, day = 0, start
    while counted < n:
        day += _DAY
        working = calendar.is_working(day)
        if working and day in stopped:
            yield Step(day, 0, Reason.STOPPED)
        else:
            counted += working
            yield Step(day, counted if working else 0, _kind(day, calendar))


def _natural(n: int, start: date, stopped: Collection[date]) -> Iterator[Step]:
    counted, day = 0, start
    while counted < n:
        day += _DAY
        if day in stopped:
            yield Step(day, 0, Reason.STOPPED)
        else:
            counted += 1
            yield Step(day, counted, Reason.DAY)


def _stopped_before(start: date, last: Step, stopped: Collection[date]) -> Iterator[Step]:
    """A limit in months ends later by each day of it that is not counted."""
    owed = sum(start < day <= last.date for day in stopped)
    day = last.date
    while owed:
        day += _DAY
        if day in stopped:
            yield Step(day, 0, Reason.STOPPED)
        else:
            owed -= 1
            yield Step(day, last.counted, Reason.DAY)


def _month(start: date, i: int) -> Step:
    months = start.year * 12 + start.month - 1 + i
    year, month = months // 12, months % 12 + 1
    last = gregorian.monthrange(year, month)[1]
    reason = Reason.MONTH if start.day <= last else Reason.MONTH_END
    return Step(date(year, month, min(start.day, last)), i, reason)


def _roll(end: date, calendar: Calendar, stopped: Collection[date]) -> Iterator[Step]:
    """The rest days after a limit that ends on one, and the working day it ends on instead."""
    day = end
    while day in stopped or not calendar.is_working(day):
        day += _DAY
        if not calendar.is_working(day):
            yield Step(day, 0, _kind(day, calendar))
        else:
            yield Step(day, 0, Reason.STOPPED if day in stopped else Reason.ROLLED)


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
    start: date,
    due: date,
    n: int,
    unit: LimitUnit,
    calendar: Calendar,
    stopped: Collection[date],
    *,
    percent: int,
) -> date:
    """The first day on which so much of the limit is used up."""
    if unit is LimitUnit.MONTH:
        n = (due - start).days - sum(start < day <= due for day in stopped)
        unit = LimitUnit.DAY
    part = -(-_checked(n) * percent // 100)
    *_, last = _count(part, unit, start, calendar, stopped)
    return last.date


def latest(
    n: int, unit: LimitUnit, event: date, calendar: Calendar, roll: Roll, *, loose: bool = False
) -> Due:
    """倒算: the last day on which something may happen n units before an event.

    n full days lie between, neither end counted (工商总局 2002-12-31, local practice); loose: the
    day itself counts. In working days, or with roll, it is a working day, the one before.
    """
    steps, counted, day = [Step(event, 0, Reason.EVENT)], 0, event
    if unit not in (LimitUnit.WORKING_DAY, LimitUnit.DAY):
        raise ValueError("only days are counted backward")
    working_days = unit is LimitUnit.WORKING_DAY
    while counted < _checked(n):
        day -= _DAY
        counts = not working_days or calendar.is_working(day)
        counted += counts
        reason = _kind(day, calendar) if working_days else Reason.DAY
        steps.append(Step(day, counted if counts else 0, reason))
    if not loose:
        day -= _DAY
        steps.append(Step(day, 0, Reason.BETWEEN))
    while (working_days or roll is Roll.NEXT) and not calendar.is_working(day):
        day -= _DAY
        steps.append(Step(day, 0, Reason.ROLLED))
    asked = steps[1:] if working_days or roll is Roll.NEXT else []
    return Due(day, any(calendar.is_provisional(s.date) for s in asked), tuple(steps))
