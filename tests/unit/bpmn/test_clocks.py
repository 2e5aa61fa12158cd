"""zh:clock and the extension of a limit: what a chart must say of them to be read."""

import pytest
from support.clocked import CLOCKED, LIMIT, NOTICE, SILENCE, STOP

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


def test_a_restart_is_a_matter_of_a_step() -> None:
    opened = 'name="study"><extensionElements>'
    chart = read_chart(CLOCKED.replace(opened, opened + _ANEW).encode()).chart
    assert chart is not None
    clock = chart.task(ElementPath("study")).clock
    assert clock is not None
    assert clock.effect is ClockEffect.RESTART
