"""What holds for every limit and every calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.rules.calendars import CHINA, calendars, starts, with_holiday

from zhiheng.model.calendar import Calendar
from zhiheng.model.limit import LimitUnit, Roll
from zhiheng.rules.clock import (
    due,
    red_at,
    remaining_working_days,
    remind_on,
    yellow_on,
)

WD, D, M = LimitUnit.WORKING_DAY, LimitUnit.DAY, LimitUnit.MONTH
units = st.sampled_from([WD, D, M])
rolls = st.sampled_from(list(Roll))
numbers = st.integers(1, 60)
cals = st.just(CHINA) | calendars()
DAY = timedelta(days=1)


def naive_working_days(n: int, start: date, calendar: Calendar) -> date:
    """Counted another way: list the worked days of ten years, and take the n-th."""
    worked = []
    for i in range(1, 3_650):
        day = start + i * DAY
        weekend = day.strftime("%u") in "67"
        if day.year in calendar.published:
            free = (weekend and day not in calendar.makeup) or day in calendar.holidays
        else:
            free = weekend or day in calendar.statutory.get(day.year, ())
        if not free:
            worked.append(day)
        if len(worked) == n:
            break
    return worked[n - 1]


@given(n=numbers, start=starts, calendar=cals)
def test_working_days_agree_with_a_naive_count(n: int, start: date, calendar: Calendar) -> None:
    assert due(n, WD, start, calendar, Roll.NONE).due == naive_working_days(n, start, calendar)


@given(n=numbers, start=starts, calendar=cals, roll=rolls)
def test_a_working_day_limit_never_ends_on_a_rest_day(
    n: int, start: date, calendar: Calendar, roll: Roll
) -> None:
    answer = due(n, WD, start, calendar, roll)
    assert calendar.is_working(answer.due)
    assert answer.steps[-1].counted == n


@given(n=numbers, unit=units, start=starts, calendar=cals)
def test_a_limit_that_rolls_never_ends_on_a_rest_day(
    n: int, unit: LimitUnit, start: date, calendar: Calendar
) -> None:
    rolled = due(n, unit, start, calendar, Roll.NEXT).due
    hard = due(n, unit, start, calendar, Roll.NONE).due
    assert calendar.is_working(rolled)
    assert rolled >= hard
    assert (rolled == hard) == calendar.is_working(hard)


@given(n=numbers, unit=units, start=starts, calendar=cals, roll=rolls)
def test_one_unit_more_never_ends_earlier(
    n: int, unit: LimitUnit, start: date, calendar: Calendar, roll: Roll
) -> None:
    first = due(n, unit, start, calendar, roll).due
    second = due(n + 1, unit, start, calendar, roll).due
    assert second > first if unit is WD else second >= first


@given(n=numbers, unit=units, start=starts, calendar=cals, roll=rolls)
def test_a_later_event_never_ends_earlier(
    n: int, unit: LimitUnit, start: date, calendar: Calendar, roll: Roll
) -> None:
    assert due(n, unit, start, calendar, roll).due <= due(n, unit, start + DAY, calendar, roll).due


@given(n=numbers, unit=units, start=starts, calendar=cals, roll=rolls, after=st.integers(0, 90))
def test_a_holiday_more_never_ends_earlier(
    n: int, unit: LimitUnit, start: date, calendar: Calendar, roll: Roll, after: int
) -> None:
    easier = with_holiday(calendar, start + after * DAY)
    assert due(n, unit, start, easier, roll).due >= due(n, unit, start, calendar, roll).due


@given(n=numbers, unit=units, start=starts, calendar=cals, roll=rolls)
def test_the_day_of_the_event_is_not_counted(
    n: int, unit: LimitUnit, start: date, calendar: Calendar, roll: Roll
) -> None:
    answer = due(n, unit, start, calendar, roll)
    assert answer.steps[0].counted == 0
    assert answer.due > start
    counted = [s.counted for s in answer.steps if s.counted]
    assert counted == list(range(1, n + 1))


@given(n=numbers, unit=units, start=starts, calendar=cals, roll=rolls)
def test_provisional_when_the_calendar_was_asked_about_an_unknown_year(
    n: int, unit: LimitUnit, start: date, calendar: Calendar, roll: Roll
) -> None:
    answer = due(n, unit, start, calendar, roll)
    if unit is WD:
        asked = [s.date for s in answer.steps[1:]]
    elif roll is Roll.NEXT:
        hard = due(n, unit, start, calendar, Roll.NONE).due
        asked = [s.date for s in answer.steps if s.date >= hard]
    else:
        asked = []
    assert answer.provisional == any(d.year not in calendar.published for d in asked)


@given(n=numbers, start=starts, calendar=cals)
def test_all_of_the_limit_remains_on_its_first_day(n: int, start: date, calendar: Calendar) -> None:
    last = due(n, WD, start, calendar, Roll.NONE).due
    assert remaining_working_days(start, last, calendar) == n
    assert remaining_working_days(last, last, calendar) == 0


@given(today=starts, last=starts, calendar=cals)
def test_what_remains_is_negative_just_when_it_is_late(
    today: date, last: date, calendar: Calendar
) -> None:
    left = remaining_working_days(today, last, calendar)
    assert (left < 0) == (today > last)
    assert remaining_working_days(today + DAY, last, calendar) <= left


def test_a_friday_s_limit_is_late_on_saturday() -> None:
    assert remaining_working_days(date(2026, 3, 14), date(2026, 3, 13), CHINA) == -1
    assert remaining_working_days(date(2026, 3, 16), date(2026, 3, 13), CHINA) == -1
    assert remaining_working_days(date(2026, 3, 17), date(2026, 3, 13), CHINA) == -2


def test_red_is_midnight_in_china_after_the_due_day() -> None:
    assert red_at(date(2026, 3, 16)) == datetime(2026, 3, 16, 16, tzinfo=UTC)
    assert red_at(date(2026, 3, 16)).tzinfo is UTC


@given(n=numbers, unit=units, start=starts, calendar=cals, roll=rolls)
def test_warnings_come_in_order_and_never_late(
    n: int, unit: LimitUnit, start: date, calendar: Calendar, roll: Roll
) -> None:
    last = due(n, unit, start, calendar, roll).due
    remind = remind_on(start, last, n, unit, calendar)
    yellow = yellow_on(start, last, n, unit, calendar)
    assert start <= remind <= yellow <= last
    assert red_at(last) > red_at(yellow - DAY)
    worked = [start + i * DAY for i in range(1, (last - start).days)]
    before = max(filter(calendar.is_working, worked), default=start)
    assert remind <= before, "one working day before the due day, or earlier"


@pytest.mark.parametrize(
    ("start", "n", "unit", "remind", "yellow"),
    [
        ("2026-02-10", 20, WD, "2026-03-10", "2026-03-12"),
        ("2026-02-13", 5, WD, "2026-02-26", "2026-02-27"),
        ("2026-03-02", 1, WD, "2026-03-02", "2026-03-03"),
        ("2026-03-02", 2, WD, "2026-03-03", "2026-03-04"),
        ("2026-03-02", 10, WD, "2026-03-12", "2026-03-13"),
        ("2026-09-02", 30, D, "2026-09-26", "2026-09-29"),
        ("2026-03-02", 2, M, "2026-04-20", "2026-04-26"),
    ],
)
def test_warnings_at_eighty_and_ninety_per_cent(
    start: str, n: int, unit: LimitUnit, remind: str, yellow: str
) -> None:
    day = date.fromisoformat(start)
    last = due(n, unit, day, CHINA, Roll.NONE).due
    assert remind_on(day, last, n, unit, CHINA) == date.fromisoformat(remind)
    assert yellow_on(day, last, n, unit, CHINA) == date.fromisoformat(yellow)


def test_the_seizure_warns_before_the_holiday() -> None:
    last = due(30, D, date(2026, 9, 2), CHINA, Roll.NONE).due
    assert remind_on(date(2026, 9, 2), last, 30, D, CHINA) <= date(2026, 9, 30)
