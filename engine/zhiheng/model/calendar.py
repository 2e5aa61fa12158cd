"""The working-day calendar (工作日历) as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

_SATURDAY = 5
"""`date.weekday()` of the first day of a weekend."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked, by the State Council's yearly notice.

    published: the years whose notice is in; a day of another year is only provisional.
    holidays: rest days of published years other than plain Saturdays and Sundays.
    makeup: Saturdays and Sundays that are worked (调休上班).
    statutory: per unpublished year its statutory holidays (全国年节及纪念日放假办法 Art 2) and
    the days that make up for those falling on a weekend (Art 6).
    """

    published: frozenset[int]
    holidays: frozenset[date]
    makeup: frozenset[date]
    statutory: Mapping[int, frozenset[date]]
    source: str

    def is_working(self, day: date) -> bool:
        """Whether the day counts as a working day, as far as is known."""
        if day.year in self.published:
            return day in self.makeup or (day.weekday() < _SATURDAY and day not in self.holidays)
        return day.weekday() < _SATURDAY and day not in self.statutory.get(day.year, frozenset())

    def is_provisional(self, day: date) -> bool:
        """Whether the year's notice is not in yet, so that the answer may change."""
        return day.year not in self.published
