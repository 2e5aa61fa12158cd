"""zh:clock and the extension of a limit: what a chart must say of them to be read."""

import pytest
from support.clocked import CLOCKED, LIMIT, NOTICE, SILENCE, STOP, flow, task

from zhiheng.bpmn.reader import read_chart
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import ClockEffect, StopGround

_ANEW = '<zh:clock effect="restart" />'


def test_the_three_effects_and_the_extension_are_read() -> None:
    chart = read_chart(CLOCKED.encode()).chart
    assert chart is not None
    stop = chart.task(ElementPath("review")).clock
    assert stop is not None
    assert (stop.effect, stop.ground) == (ClockEffect.STOP, StopGround.EXPERT_REVIEW)
    assert (stop.when, stop.document) == ("need == 'law'", NOTICE)
    silence = chart.nodes[ElementPath("silence")].clock
    assert silence is not None
    assert (silence.effect, silence.means) == (ClockEffect.DEEMED, "acceptance")
    extension = chart.limits[0].extension
    assert extension is not None
    assert (extension.n, extension.approver, extension.times) == (10, "head", 1)
    assert extension.document == "延期告知书"


@pytest.mark.parametrize(
    ("old", "new", "rule", "element"),
    [
        (STOP, STOP.replace(' ground="专家评审"', ""), "BPM140", "review"),
        (STOP, STOP.replace(f' document="{NOTICE}"', ""), "BPM140", "review"),
        (STOP, STOP.replace(" when=\"need == 'law'\"", ""), "BPM140", "review"),
        (STOP, STOP.replace(NOTICE, "别的告知书"), "BPM141", "review"),
        (STOP, STOP.replace("need ==", "unknown =="), "BPM040", "review"),
        (STOP, STOP.replace("专家评审", "调研"), "BPM015", "review"),
        (STOP, STOP.replace('effect="stop"', 'effect="deemed"'), "BPM143", "review"),
        (LIMIT, LIMIT.replace(' extendBy="head"', ""), "BPM142", "clocked"),
        (LIMIT, LIMIT.replace(' extendNotice="延期告知书"', ""), "BPM142", "clocked"),
        (LIMIT, LIMIT.replace('extend="10"', 'extend="0"'), "BPM142", "clocked"),
        (LIMIT, LIMIT.replace('Times="1"', 'Times="0"'), "BPM142", "clocked"),
        (SILENCE, SILENCE.replace(' means="acceptance"', ""), "BPM143", "silence"),
        (SILENCE, SILENCE.replace('effect="deemed"', 'effect="restart"'), "BPM143", "silence"),
    ],
)
def test_what_would_move_a_limit_without_ground_or_notice_is_refused(
    old: str, new: str, rule: str, element: str
) -> None:
    assert old != new
    reading = read_chart(CLOCKED.replace(old, new).encode())
    assert reading.chart is None
    assert (rule, (element,)) in {(x.rule, x.elements) for x in reading.findings}


REVIEW = task("review", "ZH-c", STOP)
BOX = (
    f'<subProcess id="review"><extensionElements>{STOP}</extensionElements>'
    f'<startEvent id="in" />{task("first", "ZH-c")}{task("second", "ZH-k")}<endEvent id="out" />'
    f"{flow('in', 'first')}{flow('first', 'second')}{flow('second', 'out')}</subProcess>"
)


def test_a_stop_on_a_sub_process_is_that_of_each_of_its_steps() -> None:
    assert REVIEW in CLOCKED
    chart = read_chart(CLOCKED.replace(REVIEW, BOX).encode()).chart
    assert chart is not None
    for step in ("review/first", "review/second"):
        stop = chart.task(ElementPath(step)).clock
        assert stop is not None
        assert (stop.effect, stop.document) == (ClockEffect.STOP, NOTICE)
    assert chart.task(ElementPath("study")).clock is None


def test_a_stop_on_a_sub_process_says_its_ground_and_its_notice_too() -> None:
    for old in (' ground="专家评审"', f' document="{NOTICE}"'):
        told = read_chart(CLOCKED.replace(REVIEW, BOX.replace(old, "")).encode()).findings
        assert ("BPM140", ("review",)) in {(x.rule, x.elements) for x in told}


HOURS = LIMIT.replace('unit="working-day"', 'unit="hour"')
ANEW = STOP.replace('effect="stop"', 'effect="restart"')


@pytest.mark.parametrize("rule", [STOP, ANEW], ids=["stop", "restart"])
def test_no_step_stops_or_restarts_a_limit_in_hours(rule: str) -> None:
    """They run through nights and rest days (强制法 19), and would not be stopped."""
    reading = read_chart(CLOCKED.replace(LIMIT, HOURS).replace(STOP, rule).encode())
    assert reading.chart is None
    (found,) = (x for x in reading.findings if x.rule == "BPM144")
    assert found.elements == ("review",)
    assert found.line > 0


def _within(timer: str, step: str) -> bytes:
    """A sub-process with that step in it, and that timer on it."""
    inside = (
        '<subProcess id="block" name="block"><startEvent id="in" />'
        + step
        + '<endEvent id="out" />'
        + flow("in", "review")
        + flow("review", "out")
        + "</subProcess>"
        + f'<boundaryEvent id="late" attachedToRef="block">{timer}</boundaryEvent>'
        + task("lift", "ZH-c")
        + '<endEvent id="lifted" />'
        + flow("late", "lift")
        + flow("lift", "lifted")
    )
    text = CLOCKED.replace(task("review", "ZH-c", STOP), inside)
    text = text.replace(flow("study", "review"), flow("study", "block"))
    return text.replace(flow("review", "ruling"), flow("block", "ruling")).encode()


THIRTY = "<timerEventDefinition><timeDuration>P30D</timeDuration></timerEventDefinition>"


def test_no_timer_runs_over_a_step_whose_time_is_not_counted() -> None:
    """The time of tests is not counted in a seizure (强制法 25-3): it would end too early."""
    reading = read_chart(_within(THIRTY, task("review", "ZH-c", STOP)))
    found = {(x.rule, x.elements) for x in reading.findings}
    assert ("BPM145", ("late",)) in found
    assert reading.chart is None
    free = read_chart(_within(THIRTY, task("review", "ZH-c")))
    assert "BPM145" not in {x.rule for x in free.findings}


def test_the_own_time_of_a_step_that_stops_the_clock_runs() -> None:
    """A timer on the step itself is what its doer has."""
    boundary = f'<boundaryEvent id="late" attachedToRef="review">{THIRTY}</boundaryEvent>'
    more = boundary + task("lift", "ZH-c") + '<endEvent id="lifted" />'
    more += flow("late", "lift") + flow("lift", "lifted")
    stop = task("review", "ZH-c", STOP)
    reading = read_chart(CLOCKED.replace(stop, stop + more).encode())
    assert {x.rule for x in reading.findings} & {"BPM144", "BPM145", "BPM146"} == set()


def test_no_grant_is_deemed_beside_a_step_that_stops_the_clock() -> None:
    grant = SILENCE.replace('means="acceptance"', 'means="grant"')
    wait = grant.replace("boundaryEvent", "intermediateCatchEvent")
    wait = wait.replace(' attachedToRef="intake"', "").replace('"silence"', '"granted"')
    after = CLOCKED.replace('<endEvent id="end" />', wait + '<endEvent id="end" />')
    after = after.replace(flow("ruling", "end"), flow("ruling", "granted") + flow("granted", "end"))
    assert "BPM146" not in {x.rule for x in read_chart(after.encode()).findings}
    fork = '<parallelGateway id="fork" /><endEvent id="silent" />'
    beside = CLOCKED.replace('<endEvent id="end" />', wait + fork + '<endEvent id="end" />')
    ways = (("accepted", "fork"), ("fork", "study"), ("fork", "granted"), ("granted", "silent"))
    beside = beside.replace(flow("accepted", "study"), "".join(flow(*way) for way in ways))
    found = {(x.rule, x.elements) for x in read_chart(beside.encode()).findings}
    assert ("BPM146", ("granted",)) in found


def test_a_restart_is_a_matter_of_a_step() -> None:
    opened = 'name="study"><extensionElements>'
    chart = read_chart(CLOCKED.replace(opened, opened + _ANEW).encode()).chart
    assert chart is not None
    clock = chart.task(ElementPath("study")).clock
    assert clock is not None
    assert clock.effect is ClockEffect.RESTART
