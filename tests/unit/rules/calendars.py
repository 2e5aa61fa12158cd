"""Calendars for the tests: the shipped one, and made-up ones."""

import json
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from zhiheng.model.calendar import Calendar
from zhiheng.model.calendar_file import calendar_from_json
from zhiheng.share import share

CHINA = calendar_from_json(
    json.loads((share("processes") / "calendar" / "china.json").read_text(encoding="utf-8"))
)

starts = st.dates(date(2024, 1, 1), date(2028, 12, 31))


def with_holiday(calendar: Calendar, day: date) -> Calendar:
    """The same calendar with one more day off."""
    if day.year in calendar.published:
        return replace(calendar, holidays=calendar.holidays | {day}, makeup=calendar.makeup - {day})
    days = calendar.statutory.get(day.year, frozenset()) | {day}
    return replace(calendar, statutory={**calendar.statutory, day.year: days})


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Two published years with holidays and make-up days strewn at random, the rest unknown."""
    first = date(2026, 1, 1)
    days = st.integers(0, 729).map(lambda i: first + timedelta(days=i))
    holidays = draw(st.frozensets(days, max_size=60))
    weekends = days.filter(lambda d: d.weekday() > 4)
    makeup = draw(st.frozensets(weekends, max_size=20)) - holidays
    later = st.dates(date(2028, 1, 1), date(2028, 12, 31))
    statutory = {2028: draw(st.frozensets(later, max_size=20))}
    return replace(
        CHINA,
        published=frozenset({2026, 2027}),
        holidays=holidays,
        makeup=makeup,
        statutory=statutory,
    )
