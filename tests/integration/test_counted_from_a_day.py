"""A limit, and a timer, that count from a day that the papers say (送达之日、期满之日).

The law counts from the day of service or from the end of a period (强制法 53, 处罚法 64), and not
from the day on which somebody got round to the next step.
"""

from datetime import date, timedelta

import pytest
from support.clocked import deploy, flow, to
from support.evidence import facts_of, item, refused, replays
from support.hearing import BACK, HEARING, fix, fixed, notify
from support.office import Office

from zhiheng import facts as f
from zhiheng.bpmn.reader import read_chart
from zhiheng.check import check_chart
from zhiheng.commands.sweeps.sweep import sweep
from zhiheng.model.ids import CaseId, ElementPath
from zhiheng_diagrams.notation.words import time_line

FROM = (
    '<zh:limit kind="statutory" n="3" unit="month" start="event" end="leave" roll="none" '
    'event="hearing_on"><zh:basis law="某法" article="第一条" /></zh:limit>'
)
TIMER = (
    '<intermediateCatchEvent id="five" name="五日"><extensionElements>'
    '<zh:limit kind="statutory" n="5" unit="working-day" start="event" end="leave" '
    'event="hearing_on"><zh:basis law="某法" article="第一条" /></zh:limit></extensionElements>'
    "<timerEventDefinition /></intermediateCatchEvent>"
)
CHANGES = (
    (BACK, FROM),
    ('<endEvent id="end" />', TIMER + '<endEvent id="end" />'),
    (flow("notify", "hold"), flow("notify", "five") + flow("five", "hold")),
)
SAID = date(2026, 3, 2)
"""The day that the papers say, a Monday; it is written and acted upon later."""


def text(*more: tuple[str, str]) -> str:
    """The chart, changed."""
    found = HEARING
    for old, new in (*CHANGES, *more):
        assert old in found, old
        found = found.replace(old, new)
    return found


def waiting(office: Office, late: int) -> CaseId:
    """Told so many days after the day that is written."""
    deploy(office, HEARING, *CHANGES)
    on = SAID + timedelta(late)
    case = fixed(office, on, SAID.isoformat())
    notify(office, case, on)
    return case


@pytest.mark.parametrize("late", [0, 3])
def test_they_count_from_the_day_whenever_they_are_entered(office: Office, late: int) -> None:
    case = waiting(office, late)
    clocks = facts_of(office, case, f.ClockStarted)
    (limit,) = (x for x in clocks if x.kind == "statutory")
    assert (limit.start, limit.due) == ("2026-03-02", "2026-06-02")
    (timer,) = facts_of(office, case, f.TimerArmed)
    assert timer.due == "2026-03-09"
    to(office, date(2026, 3, 9))
    assert sweep(office.rt) == 0
    to(office, date(2026, 3, 10))
    assert sweep(office.rt) == 1
    assert item(office, case).open_tasks == ("hold@1",)
    replays(office, case)


def test_a_period_that_was_over_before_is_not_waited_for_again(sqlite_office: Office) -> None:
    office = sqlite_office
    case = waiting(office, 14)
    sweep(office.rt)
    assert item(office, case).open_tasks == ("hold@1",)
    replays(office, case)


def test_a_day_centuries_away_is_refused(sqlite_office: Office) -> None:
    office = sqlite_office
    deploy(office, HEARING, *CHANGES)
    case = fixed(office, SAID, SAID.isoformat())
    notify(office, case, SAID, "rebook")
    with refused(office, "wrong-value", 422):
        fix(office, case, SAID, "2999-01-01")


def test_the_day_must_be_known_on_every_way_and_be_a_day() -> None:
    early = (
        (flow("start", "fix"), flow("start", "five")),
        (flow("five", "hold"), flow("five", "fix")),
        (flow("notify", "five"), flow("notify", "hold")),
    )
    told = {(x.rule, x.elements[0]) for x in check_chart(text(*early).encode()).findings}
    assert ("LNT006", "five") in told
    for old, rule in (('event="hearing_on"', "BPM147"), ('n="3" unit="month"', "BPM063")):
        new = 'event="told"' if rule == "BPM147" else 'n="3" unit="hour"'
        reading = read_chart(text((old, new)).encode())
        assert (rule, ("notify",)) in {(x.rule, x.elements) for x in reading.findings}


def test_the_picture_says_from_which_day() -> None:
    chart = read_chart(text().encode()).chart
    assert chart is not None
    task = chart.task(ElementPath("notify"))
    assert time_line(chart, task, "public") == "法定时限: 听证日期后3个月"
