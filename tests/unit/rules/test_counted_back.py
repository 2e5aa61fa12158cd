"""倒算: what is late, what is too soon, and that a day which may still change refuses nothing."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.hearing import HEARING
from support.naive_counter import naive_latest
from unit.rules.calendars import CHINA, calendars

from zhiheng import facts as f
from zhiheng.bpmn.reader import read_chart
from zhiheng.commands.limits.counted_back import done_on
from zhiheng.commands.limits.warning_days import by_policy
from zhiheng.errors import NotReady, Refusal
from zhiheng.model.calendar import Calendar
from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import LimitUnit, Reading, Roll
from zhiheng.model.parameters import Parameters
from zhiheng.model.warning_policy import WarningPolicy
from zhiheng.rules.clock_effects import Running, days_of
from zhiheng.rules.counted_back import done_in_time, last_day, soon_enough
from zhiheng.rules.warning import next_rung
from zhiheng.state.case import CaseState
from zhiheng.state.clock import RunningClock

if TYPE_CHECKING:
    from zhiheng.runtime.world import World

DAY = timedelta(days=1)


def _chart() -> Chart:
    found = read_chart(HEARING.encode()).chart
    assert found is not None
    return found


CHART = _chart()
NOTIFY = CHART.task(ElementPath("notify"))
(BACK,) = (x for x in NOTIFY.limits if x.backward)
HELD = date(2026, 10, 12)


def refusal(event: date | None, on: date, calendar: Calendar = CHINA) -> str | None:
    """Under which rule a notice served on that day is refused."""
    try:
        done_in_time(CHART, NOTIFY, BACK, event, on, calendar)
    except Refusal as refused:
        return refused.rule
    return None


def fixing(event: date, earliest: date, calendar: Calendar = CHINA) -> str | None:
    """Under which rule that day for the hearing is refused."""
    try:
        soon_enough(CHART, NOTIFY, BACK, event, earliest, calendar)
    except Refusal as refused:
        return refused.rule
    return None


@given(
    event=st.dates(date(2026, 2, 1), date(2027, 11, 30)),
    ago=st.integers(-3, 40),
    calendar=st.just(CHINA) | calendars(),
)
def test_a_notice_is_refused_exactly_when_fewer_full_days_lie_between(
    event: date, ago: int, calendar: Calendar
) -> None:
    on = event - ago * DAY
    found = last_day(BACK, event, calendar)
    assert found.due == naive_latest(7, event, calendar)
    late = on > found.due and (not found.provisional or on >= event)
    assert refusal(event, on, calendar) == ("past-last-day" if late else None)
    assert fixing(event, on, calendar) == ("event-too-soon" if late else None)


def test_the_looser_reading_gives_one_day_more() -> None:
    loose = replace(BACK, reading=Reading.LOOSE)
    done_in_time(CHART, NOTIFY, loose, HELD, date(2026, 9, 24), CHINA)
    with pytest.raises(NotReady, match="past-last-day"):
        done_in_time(CHART, NOTIFY, loose, HELD, date(2026, 9, 25), CHINA)


def test_no_notice_is_served_of_a_hearing_that_has_no_day() -> None:
    assert refusal(None, HELD) == "no-event-day"


def test_a_hearing_that_is_over_is_late_by_any_calendar() -> None:
    over = date(2040, 5, 7)
    assert last_day(BACK, over, CHINA).provisional
    assert refusal(over, over) == "past-last-day"
    assert refusal(over, over - DAY) is None


@given(
    start=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    ahead=st.integers(0, 12_000),
    unit=st.sampled_from([LimitUnit.WORKING_DAY, LimitUnit.DAY]),
)
def test_it_warns_between_the_opening_of_the_step_and_its_last_day(
    start: date, ahead: int, unit: LimitUnit
) -> None:
    event = start + ahead * DAY
    days = days_of(Running(7, unit, Roll.NONE, start, before=event), CHINA)
    assert days.due < event
    assert start <= days.remind <= max(start, days.due)
    assert start <= days.yellow <= max(start, days.due)


def test_by_the_parameters_of_the_agency_it_warns_by_the_days_that_the_step_has() -> None:
    """From the opening on 2 September to the 23rd: 21 days, of which half, and four fifths."""
    policy = WarningPolicy("预警", None, remind=50, before=0, yellow=80)
    known = SimpleNamespace(
        parameters=Parameters(warnings={"预警": policy}), chart=CHART, calendar=CHINA
    )
    begun = f.ClockStarted(
        clock="notify@1:statutory", kind="statutory", n=7, unit="working-day", roll="none",
        ends_with="leave", start="2026-09-02", due="2026-09-23", remind_on="", yellow_on="",
        red_at="", before="2026-10-12",
    )  # fmt: skip
    (said,) = by_policy(CaseState("1", "qu-1"), cast("World", known), [begun])
    assert isinstance(said, f.ClockStarted)
    assert (said.remind_on, said.yellow_on) == ("2026-09-13", "2026-09-19")


def test_a_step_that_sends_back_or_is_broken_off_was_not_done() -> None:
    world = cast("World", SimpleNamespace(chart=CHART, calendar=CHINA))
    values: dict[str, f.Scalar] = {"hearing_on": HELD.isoformat()}
    done = f.TokensMoved(closed=("notify@1",), opened=("hold@1",), marking="")
    assert done_on(world, done, values, date(2026, 9, 23)) == date(2026, 9, 23)
    for other in (
        msgspec.structs.replace(done, opened=("fix@2",)),
        msgspec.structs.replace(done, fired="three_days@1"),
        msgspec.structs.replace(done, closed=("fix@1",), opened=("notify@1",)),
    ):
        assert done_on(world, other, values, HELD) is None
    with pytest.raises(NotReady, match="past-last-day"):
        done_on(world, done, values, HELD)


def test_a_suspension_puts_off_nothing_of_a_limit_that_counts_back() -> None:
    """The day of the hearing waits for nobody."""
    clock = replace(_POST_CLOCK, before="2026-10-12")
    off = [(date(2026, 9, 14), date(2026, 9, 18))]
    assert next_rung(clock, None, off) == next_rung(clock, None)
    assert next_rung(_POST_CLOCK, None, off) != next_rung(_POST_CLOCK, None)


_POST_CLOCK = RunningClock(
    clock="notify@1:post", kind="post", task="notify", visit=1, n=7, unit="working-day",
    roll="none", ends_with="leave", start="2026-09-02", due="2026-09-23", remind_on="2026-09-20",
    yellow_on="2026-09-22", red_at="2026-09-23T16:00:00Z", provisional=False, law=None,
)  # fmt: skip


def test_entries_of_limits_that_count_on_are_written_as_they_were() -> None:
    """What is released keeps its bytes (design.md §3)."""
    days = b'"remind_on":"2026-03-24","yellow_on":"2026-03-26","red_at":"2026-03-30T16:00:00Z"}'
    body = (
        b'{"type":"clock-ended/1","clock":"statutory","late":false}',
        b'{"type":"clock-reprojected/1","clock":"statutory","old_due":"a","due":"b",' + days,
        b'{"type":"clock-started/1","clock":"statutory","kind":"statutory","n":20,"unit":"day",'
        b'"roll":"none","ends_with":"decision","start":"a","due":"b",' + days,
    )
    for one in body:
        fact = msgspec.json.decode(one, type=f.AnyFact)
        assert msgspec.json.encode(fact) == one
