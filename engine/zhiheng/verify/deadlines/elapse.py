"""Days of a calendar counted many times over: when a limit ends that begins on a day.

It counts as `zhiheng.rules.clock` does (民法典 201-203), without telling each day of the count.
"""

import calendar as gregorian
from bisect import bisect_right
from datetime import date

from zhiheng.model.calendar import Calendar
from zhiheng.model.limit import Limit, LimitUnit, Roll

YEARS = 10
"""So many of the latest published years are tried as beginnings."""
_HOURS = 24


class Days:
    """The days of one calendar, as ordinals of `date`."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        years = sorted(calendar.published)[-YEARS:] or sorted(calendar.statutory)[:1]
        self._last = date(years[0], 1, 1).toordinal() if years else date(2000, 1, 1).toordinal()
        self._worked: list[int] = []
        self._grow(date(years[-1], 12, 31).toordinal() if years else self._last + 366)
        self.starts = tuple(self._worked)
        """The working days on which a case may be accepted."""

    def end(self, limit: Limit, start: int) -> int:
        """The last day of the limit. A limit of hours ends on the day its last hour may fall on."""
        n = limit.n or 0
        if n == 0:
            return start  # at once (即办), also on a rest day that the step before ended on
        if limit.unit is LimitUnit.WORKING_DAY:
            return self._worked_after(start, n)
        if limit.unit is LimitUnit.HOUR:
            return start - (-n // _HOURS)
        last = start + n if limit.unit is LimitUnit.DAY else _months(start, n)
        return self._worked_after(last - 1, 1) if limit.roll is Roll.NEXT else last

    def _worked_after(self, start: int, n: int) -> int:
        at = bisect_right(self._worked, start) + n - 1
        while at >= len(self._worked):
            self._grow(self._last + 366)
            at = bisect_right(self._worked, start) + n - 1
        return self._worked[at]

    def _grow(self, until: int) -> None:
        days = range(self._last, until + 1)
        self._worked += [d for d in days if self.calendar.is_working(date.fromordinal(d))]
        self._last = until + 1


def _months(start: int, n: int) -> int:
    begun = date.fromordinal(start)
    months = begun.year * 12 + begun.month - 1 + n
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(begun.day, gregorian.monthrange(year, month)[1])).toordinal()
