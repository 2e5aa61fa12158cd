"""Stops, extensions and backward counting, against a counter of another make."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from support.naive_counter import naive_due, naive_latest, rest_day
from unit.rules.calendars import CHINA, calendars, starts, with_holiday

from zhiheng.model.calendar import Calendar
from zhiheng.model.limit import LimitUnit, Roll
from zhiheng.rules.clock import Reason, due, latest
from zhiheng.rules.clock_effects import Running, days_in, days_of

WD, D = LimitUnit.WORKING_DAY, LimitUnit.DAY
DAY = timedelta(days=1)
units = st.sampled_from([WD, D, LimitUnit.MONTH])
rolls = st.sampled_from(list(Roll))
cals = st.just(CHINA) | calendars()
spans = st.lists(st.tuples(st.integers(-5, 90), st.integers(0, 40)), max_size=3)


def days(start: date, found: list[tuple[int, int]]) -> set[date]:
    """Stops that begin so many days after the event, each so many days long."""
    stops = [(start + a * DAY, start + (a + b) * DAY) for a, b in found]
    return set(days_in(stops))


@given(n=st.integers(1, 60), unit=units, start=starts, calendar=cals, roll=rolls, spans=spans)
def test_stops_agree_with_the_naive_count(
    n: int,
    unit: LimitUnit,
    start: date,
    calendar: Calendar,
    roll: Roll,
    spans: list[tuple[int, int]],
) -> None:
    stopped = days(start, spans)
    answer = due(n, unit, start, calendar, roll, stopped)
    wanted = naive_due(n, unit.value, start, calendar, roll=roll is Roll.NEXT, stopped=stopped)
    assert answer.due == wanted


@given(
    n=st.integers(1, 40),
    start=starts,
    calendar=cals,
    first=st.integers(1, 60),
    k=st.integers(1, 40),
)
def test_k_whole_working_days_of_stop_move_a_working_day_limit_by_exactly_k(
    n: int, start: date, calendar: Calendar, first: int, k: int
) -> None:
    plain = due(n, WD, start, calendar, Roll.NONE).due
    begin = min(start + first * DAY, plain)
    working = [begin + i * DAY for i in range(400) if not rest_day(begin + i * DAY, calendar)][:k]
    stopped = set(days_in([(begin, working[-1])]))
    moved = due(n, WD, start, calendar, Roll.NONE, stopped).due
    assert moved == due(n + k, WD, start, calendar, Roll.NONE).due


@given(n=st.integers(1, 40), unit=units, start=starts, calendar=cals, roll=rolls, spans=spans)
def test_a_stop_never_makes_it_earlier_and_never_ends_in_one(
    n: int,
    unit: LimitUnit,
    start: date,
    calendar: Calendar,
    roll: Roll,
    spans: list[tuple[int, int]],
) -> None:
    stopped = days(start, spans)
    answer = due(n, unit, start, calendar, roll, stopped)
    assert answer.due >= due(n, unit, start, calendar, roll).due
    if unit is not LimitUnit.MONTH or roll is Roll.NEXT:
        assert answer.due not in stopped
    if roll is Roll.NEXT:
        assert calendar.is_working(answer.due)


@given(
    n=st.integers(1, 40), unit=units, start=starts, calendar=cals, roll=rolls, spans=spans,
    more=st.integers(1, 20), off=st.integers(0, 120),
)  # fmt: skip
def test_an_extension_or_a_holiday_never_makes_it_earlier(
    n: int, unit: LimitUnit, start: date, calendar: Calendar, roll: Roll,
    spans: list[tuple[int, int]], more: int, off: int,
) -> None:  # fmt: skip
    stopped = days(start, spans)
    plain = due(n, unit, start, calendar, roll, stopped).due
    assert due(n + more, unit, start, calendar, roll, stopped).due >= plain
    easier = with_holiday(calendar, start + off * DAY)
    assert due(n, unit, start, easier, roll, stopped).due >= plain


@given(n=st.integers(1, 40), unit=units, start=starts, calendar=cals, roll=rolls, spans=spans)
def test_warnings_of_a_stopped_limit_come_in_order(
    n: int,
    unit: LimitUnit,
    start: date,
    calendar: Calendar,
    roll: Roll,
    spans: list[tuple[int, int]],
) -> None:
    stops = tuple((start + a * DAY, start + (a + b) * DAY) for a, b in spans)
    found = days_of(Running(n, unit, roll, start, stops), calendar)
    assert start <= found.remind <= found.yellow <= found.due < found.red.date() + 2 * DAY


@given(n=st.integers(1, 30), event=starts, calendar=cals)
def test_counting_back_leaves_so_many_full_working_days_between(
    n: int, event: date, calendar: Calendar
) -> None:
    found = latest(n, WD, event, calendar, Roll.NONE)
    assert found.due == naive_latest(n, event, calendar)
    between = [found.due + i * DAY for i in range(1, (event - found.due).days)]
    assert sum(not rest_day(d, calendar) for d in between) == n
    loose = latest(n, WD, event, calendar, Roll.NONE, loose=True)
    assert found.due < loose.due < event


def test_a_day_of_a_stop_is_told_as_such() -> None:
    stopped = set(days_in([(date(2026, 3, 9), date(2026, 3, 27))]))
    answer = due(20, WD, date(2026, 3, 2), CHINA, Roll.NONE, stopped)
    assert answer.due == date(2026, 4, 21)
    told = {s.reason for s in answer.steps if s.date in stopped}
    assert told == {Reason.STOPPED, Reason.WEEKEND}


def test_natural_days_are_counted_back_to_a_day_of_work_where_they_roll() -> None:
    event = date(2026, 10, 12)
    assert latest(7, D, event, CHINA, Roll.NONE).due == date(2026, 10, 4)
    assert latest(7, D, event, CHINA, Roll.NEXT).due == date(2026, 9, 30)
