"""The test vectors of the domain notes: limits that jurists have counted by hand."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from support.vectors import FORWARD, Vector
from unit.rules.calendars import CHINA

from zhiheng.model.limit import LimitUnit, Roll
from zhiheng.rules.clock import Reason, due, due_instant

WD, D, M = LimitUnit.WORKING_DAY, LimitUnit.DAY, LimitUnit.MONTH


_DAYS = [v for v in FORWARD if v.unit != LimitUnit.HOUR and v.stop is None]


@pytest.mark.parametrize("vector", _DAYS, ids=lambda v: v.what)
def test_due_as_counted_by_hand(vector: Vector) -> None:
    start, unit, roll = date.fromisoformat(vector.start), LimitUnit(vector.unit), Roll(vector.roll)
    answer = due(vector.n, unit, start, CHINA, roll)
    assert answer.due == date.fromisoformat(vector.due)
    assert answer.provisional is vector.provisional
    assert answer.steps[0].reason is Reason.EVENT
    assert answer.steps[-1].date == answer.due


def test_the_notice_settles_what_was_provisional() -> None:
    noticed = replace(
        CHINA,
        published=CHINA.published | {2027},
        holidays=CHINA.holidays | {date(2027, 1, 1), date(2027, 1, 4)},
    )
    before = due(20, WD, date(2026, 12, 14), CHINA, Roll.NONE)
    after = due(20, WD, date(2026, 12, 14), noticed, Roll.NONE)
    assert (before.provisional, after.provisional) == (True, False)
    assert after.due == before.due + timedelta(days=1)


def test_hours_run_through_nights_and_rest_days() -> None:
    shanghai = timezone(timedelta(hours=8))
    start = datetime(2026, 10, 1, 14, 30, tzinfo=shanghai)
    assert due_instant(24, start) == datetime(2026, 10, 2, 14, 30, tzinfo=shanghai)
    with pytest.raises(ValueError, match="aware"):
        due_instant(24, datetime(2026, 10, 1, 14, 30))  # noqa: DTZ001 - the point of the test


def test_the_steps_tell_why_day_by_day() -> None:
    steps = due(5, WD, date(2026, 2, 13), CHINA, Roll.NONE).steps
    told = [(s.date.day, s.counted, s.reason) for s in steps]
    assert told == [
        (13, 0, Reason.EVENT),
        (14, 1, Reason.MAKEUP),
        *((day, 0, Reason.HOLIDAY) for day in range(15, 24)),
        (24, 2, Reason.WORKING),
        (25, 3, Reason.WORKING),
        (26, 4, Reason.WORKING),
        (27, 5, Reason.WORKING),
    ]


def test_the_steps_tell_where_a_limit_rolled() -> None:
    steps = due(60, D, date(2026, 8, 3), CHINA, Roll.NEXT).steps
    told = [(s.date.day, s.counted, s.reason) for s in steps[-7:]]
    assert told == [
        (2, 60, Reason.DAY),
        *((day, 0, Reason.HOLIDAY) for day in range(3, 8)),
        (8, 0, Reason.ROLLED),
    ]
    statutory = due(1, WD, date(2026, 12, 31), CHINA, Roll.NONE).steps
    assert [s.reason for s in statutory[1:4]] == [Reason.STATUTORY, Reason.WEEKEND, Reason.WEEKEND]


def test_the_steps_of_months_name_the_month_that_lacks_the_date() -> None:
    steps = due(2, M, date(2026, 1, 31), CHINA, Roll.NONE).steps
    told = [(s.date, s.counted, s.reason) for s in steps[1:]]
    assert told == [
        (date(2026, 2, 28), 1, Reason.MONTH_END),
        (date(2026, 3, 31), 2, Reason.MONTH),
    ]


@pytest.mark.parametrize("n", [0, -1, 10_001])
def test_a_limit_has_at_least_one_unit(n: int) -> None:
    with pytest.raises(ValueError, match="units"):
        due(n, WD, date(2026, 1, 1), CHINA, Roll.NONE)


def test_hours_have_no_due_day() -> None:
    with pytest.raises(ValueError, match="due_instant"):
        due(24, LimitUnit.HOUR, date(2026, 1, 1), CHINA, Roll.NONE)
