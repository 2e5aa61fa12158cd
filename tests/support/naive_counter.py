"""Limits counted the slow way, by lists of days: written apart from the engine, to judge it."""

from datetime import date, timedelta

from zhiheng.model.calendar import Calendar

YEARS = 3


def rest_day(day: date, calendar: Calendar) -> bool:
    """A Saturday or Sunday that is not worked, or a day that the notice or the statute frees."""
    weekend = day.strftime("%a") in ("Sat", "Sun")
    if day.year in calendar.published:
        return day in calendar.holidays or (weekend and day not in calendar.makeup)
    return weekend or day in calendar.statutory.get(day.year, frozenset())


def days_after(start: date) -> list[date]:
    """Each day after the event, for some years."""
    return [start + timedelta(days=i) for i in range(1, 366 * YEARS)]


def naive_due(
    n: int, unit: str, start: date, calendar: Calendar, *, roll: bool, stopped: set[date]
) -> date:
    """The last day of a limit."""
    if unit == "working-day":
        counted = [d for d in days_after(start) if not rest_day(d, calendar) and d not in stopped]
        return counted[n - 1]
    if unit == "day":
        last = [d for d in days_after(start) if d not in stopped][n - 1]
    else:
        last = _month_later(start, n)
        inside = len([d for d in stopped if start < d <= last])
        if inside:
            free = [d for d in days_after(last) if d not in stopped]
            last = free[inside - 1]
    if roll:
        while rest_day(last, calendar) or last in stopped:
            last = last + timedelta(days=1)
    return last


def _month_later(start: date, n: int) -> date:
    year, month = start.year, start.month
    for _ in range(n):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    day = start.day
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


def naive_latest(n: int, event: date, calendar: Calendar) -> date:
    """The last working day before n full working days that lie before an event."""
    before = [event - timedelta(days=i) for i in range(1, 366 * YEARS)]
    nth = [d for d in before if not rest_day(d, calendar)][n - 1]
    earlier = [d for d in before if d < nth and not rest_day(d, calendar)]
    return earlier[0]
