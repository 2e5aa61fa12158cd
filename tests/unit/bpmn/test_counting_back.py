"""zh:limit direction="backward": what a chart must say to be counted back from a day (倒算)."""

import pytest
from support.clocked import CLOCKED, LIMIT, flow
from support.hearing import BACK, DAY, HEARING
from support.timed import TIMED

from zhiheng.bpmn.reader import read_chart
from zhiheng.check import check_chart
from zhiheng.model.finding import Severity
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import Direction, Reading
from zhiheng.verify.deadlines.post_time import steps
from zhiheng_diagrams.notation.words import time_line


def rules(text: str) -> set[tuple[str, tuple[str, ...]]]:
    """The findings of the reader, each with its place."""
    reading = read_chart(text.encode())
    assert reading.chart is None
    assert all(x.line > 0 for x in reading.findings)
    return {(x.rule, x.elements) for x in reading.findings}


def test_direction_event_and_reading_are_read() -> None:
    chart = read_chart(HEARING.encode()).chart
    assert chart is not None
    (limit,) = (x for x in chart.task(ElementPath("notify")).limits if x.backward)
    assert (limit.direction, limit.event) == (Direction.BACKWARD, "hearing_on")
    assert limit.reading is Reading.STRICT
    loose = HEARING.replace('event="hearing_on"', 'event="hearing_on" reading="loose"')
    chart = read_chart(loose.encode()).chart
    assert chart is not None
    assert chart.task(ElementPath("notify")).limits[-1].reading is Reading.LOOSE


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (' event="hearing_on"', "", "BPM147"),
        ('event="hearing_on"', 'event="unknown"', "BPM147"),
        ('event="hearing_on"', 'event="told"', "BPM147"),
        ('unit="working-day"', 'unit="hour"', "BPM148"),
        ('unit="working-day"', 'unit="month"', "BPM148"),
        ('direction="backward"', 'direction="backward" roll="next"', "BPM148"),
        ('start="enter"', 'start="receipt"', "BPM148"),
        ('n="7"', 'n="7" extend="3" extendBy="head" extendNotice="延期告知书"', "BPM148"),
        (' direction="backward"', "", "BPM149"),
        (' direction="backward" event="hearing_on"', ' reading="loose"', "BPM149"),
    ],
)
def test_a_limit_that_cannot_be_counted_back_is_refused_with_its_place(
    old: str, new: str, rule: str
) -> None:
    assert old in BACK
    assert (rule, ("notify",)) in rules(HEARING.replace(BACK, BACK.replace(old, new)))


def test_neither_the_whole_case_nor_a_timer_counts_back() -> None:
    whole = LIMIT.replace("<zh:limit ", '<zh:limit direction="backward" ')
    assert ("BPM148", ("clocked",)) in rules(CLOCKED.replace(LIMIT, whole))
    old = '<zh:limit kind="statutory" n="3"'
    assert old in TIMED
    timer = TIMED.replace(old, '<zh:limit direction="backward" kind="statutory" n="3"')
    assert ("BPM148", ("three_days",)) in rules(timer)


_EMPTY = (('"required": ["hearing_on"], ', ""),)
_AFTER = (
    (flow("start", "fix"), flow("start", "notify")),
    (flow("fix", "notify"), flow("fix", "hold")),
    (flow("notify", "hold"), flow("notify", "fix")),
    ('<zh:return to="fix" when="told == \'rebook\'" />', ""),
)
_IN_IT = (
    (DAY, DAY.replace('writer="fix"', 'writer="notify"')),
    ('"required": ["told"]', '"required": ["told", "hearing_on"]'),
    ('{"told": {', '{"hearing_on": {"type": "string", "format": "date", "title": "日"}, "told": {'),
)


@pytest.mark.parametrize(
    "changes", [_EMPTY, _AFTER, _IN_IT], ids=["may be empty", "set after it", "set in the step"]
)
def test_the_day_must_be_set_before_the_step_on_every_way(
    changes: tuple[tuple[str, str], ...],
) -> None:
    text = HEARING
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    told = {(x.rule, x.elements[0]) for x in check_chart(text.encode()).findings}
    assert ("LNT006", "notify") in told


def test_the_chart_of_a_hearing_is_found_good() -> None:
    assert not [x for x in check_chart(HEARING.encode()).findings if x.severity is Severity.ERROR]


def test_it_is_no_part_of_the_sum_of_limits_and_the_picture_says_from_which_day() -> None:
    text = HEARING.replace(BACK, BACK.replace('n="7"', 'n="700"'))
    chart = read_chart(text.encode()).chart
    assert chart is not None
    counted = steps(chart)[ElementPath("notify")].limit
    assert counted is not None
    assert counted.n == 6
    task = chart.task(ElementPath("notify"))
    assert time_line(chart, task, "public") == "法定时限: 听证日期前700个工作日"
