"""The test vectors of the domain notes: limits that jurists have counted by hand."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from unit.rules.calendars import CHINA

from zhiheng.model.limit import LimitUnit, Roll
from zhiheng.rules.clock import Reason, due, due_instant

WD, D, M = LimitUnit.WORKING_DAY, LimitUnit.DAY, LimitUnit.MONTH


@pytest.mark.parametrize(
    ("start", "n", "unit", "roll", "last"),
    [
        pytest.param("2026-02-10", 20, WD, Roll.NONE, "2026-03-16", id="permit-spring-festival"),
        pytest.param("2026-02-13", 5, WD, Roll.NONE, "2026-02-27", id="make-up-saturday-first"),
        pytest.param("2026-09-24", 5, WD, Roll.NONE, "2026-10-09", id="mid-autumn-and-national"),
        pytest.param("2026-09-18", 7, WD, Roll.NONE, "2026-09-29", id="service-make-up-sunday"),
        pytest.param("2026-09-30", 2, WD, Roll.NONE, "2026-10-09", id="cash-handed-in"),
        pytest.param("2026-04-29", 3, WD, Roll.NONE, "2026-05-07", id="registration-labour-day"),
        pytest.param("2025-12-30", 5, WD, Roll.NONE, "2026-01-07", id="over-new-year"),
        pytest.param("2026-03-02", 20, WD, Roll.NONE, "2026-03-30", id="no-stop"),
        pytest.param("2026-01-05", 90, D, Roll.NONE, "2026-04-05", id="penalty-no-roll"),
        pytest.param("2026-01-05", 90, D, Roll.NEXT, "2026-04-07", id="penalty-market-supervision"),
        pytest.param("2026-09-25", 15, D, Roll.NEXT, "2026-10-10", id="fine-make-up-saturday"),
        pytest.param("2026-02-02", 15, D, Roll.NONE, "2026-02-17", id="fine-no-roll"),
        pytest.param("2026-02-02", 15, D, Roll.NEXT, "2026-02-24", id="fine-spring-festival"),
        pytest.param("2026-08-03", 60, D, Roll.NONE, "2026-10-02", id="review-no-roll"),
        pytest.param("2026-08-03", 60, D, Roll.NEXT, "2026-10-08", id="review-application"),
        pytest.param("2026-09-02", 30, D, Roll.NONE, "2026-10-02", id="seizure"),
        pytest.param("2026-03-31", 6, M, Roll.NONE, "2026-09-30", id="no-such-date"),
        pytest.param("2026-08-31", 6, M, Roll.NONE, "2027-02-28", id="into-february"),
    ],
)
def test_due_as_counted_by_hand(start: str, n: int, unit: LimitUnit, roll: Roll, last: str) -> None:
    answer = due(n, unit, date.fromisoformat(start), CHINA, roll)
    assert answer.due == date.fromisoformat(last)
    assert not answer.provisional
    assert answer.steps[0].reason is Reason.EVENT
    assert answer.steps[-1].date == answer.due


@pytest.mark.parametrize(
    ("start", "n", "unit", "last"),
    [
        ("2026-12-14", 20, WD, "2027-01-12"),
        ("2026-08-31", 6, M, "2027-03-01"),
    ],
)
def test_a_limit_into_a_year_without_notice_is_provisional(
    start: str, n: int, unit: LimitUnit, last: str
) -> None:
    answer = due(n, unit, date.fromisoformat(start), CHINA, Roll.NEXT)
    assert answer.due == date.fromisoformat(last)
    assert answer.provisional


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
