"""Timers, messages and gateways that wait for the first of them: what is read, what is refused."""

# ruff: noqa: E501 - one fault a line reads as a table

import pytest
from support.timed import FIVE_DAYS, PUBLICATION, REMINDER, REQUEST, TAKE_OVER, TIMED

from zhiheng.bpmn.elements.timers import waiting
from zhiheng.bpmn.reader import read_chart
from zhiheng.bpmn.telling.import_texts import IMPORT_TEXTS
from zhiheng.bpmn.telling.texts import TEXTS
from zhiheng.model.chart import NodeKind, Trigger
from zhiheng.model.finding import Finding
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import LimitUnit

DURATION = "<timeDuration>P7D</timeDuration>"
WEEK = '<zh:limit kind="post" n="7" unit="day" start="enter" end="leave" />'


def test_a_chart_that_waits_is_read() -> None:
    reading = read_chart(TIMED.encode())
    assert reading.findings == ()
    assert reading.chart is not None
    nodes = reading.chart.nodes
    request = nodes[ElementPath("request")]
    assert (request.kind, request.trigger) == (NodeKind.CATCH, Trigger.MESSAGE)
    assert request.task is not None
    assert request.task in reading.chart.tasks
    waits = {p: (n.wait.n, n.wait.unit.value) for p, n in nodes.items() if n.wait}
    assert waits == {
        "five_days": (5, "working-day"),
        "three_days": (3, "working-day"),
        "week": (7, "day"),
        "hours": (48, "hour"),
    }
    assert nodes[ElementPath("hours")].interrupting
    assert not nodes[ElementPath("three_days")].interrupting


@pytest.mark.parametrize(
    ("text", "n", "unit"),
    [
        ("P1D", 1, LimitUnit.DAY),
        ("P2W", 14, LimitUnit.DAY),
        ("P6M", 6, LimitUnit.MONTH),
        ("PT48H", 48, LimitUnit.HOUR),
        ("P10000D", 10_000, LimitUnit.DAY),
    ],
)
def test_a_duration_is_whole_natural_units(text: str, n: int, unit: LimitUnit) -> None:
    limit = waiting(text)
    assert limit is not None
    assert (limit.n, limit.unit) == (n, unit)


NO_DURATIONS = (
    "", "5", "P", "PT", "P0D", "P-5D", "P1.5D", "P1Y", "PT30M", "P1DT2H", "P10001D", "P9999W",
    "R3/P1D", "2026-03-02", "P5D ", "P\uff15D", "'P5D'", "days(5)", "P" + "9" * 400 + "D",
)  # fmt: skip


@pytest.mark.parametrize("text", NO_DURATIONS)
def test_anything_else_is_no_duration(text: str) -> None:
    assert waiting(text) is None


def broken(old: str, new: str) -> set[tuple[str, tuple[str, ...]]]:
    assert old in TIMED
    reading = read_chart(TIMED.replace(old, new, 1).encode())
    assert reading.chart is None
    return {(f.rule, f.elements) for f in reading.findings if _tells_where(f)}


def _tells_where(finding: Finding) -> bool:
    return finding.line > 0


@pytest.mark.parametrize(
    ("old", "new", "rule", "element"),
    [
        (DURATION, "", "BPM130", "week"),
        (DURATION, "<timeDuration>P7Y</timeDuration>", "BPM130", "week"),
        (DURATION, DURATION.replace("P7D", "PT30M"), "BPM130", "week"),
        (PUBLICATION, PUBLICATION.replace("<timer", f"<extensionElements>{WEEK}</extensionElements><timer"), "BPM130", "week"),
        ('n="3" unit', "unit", "BPM130", "three_days"),
        (REMINDER, REMINDER.replace('start="enter"', 'start="receipt"'), "BPM130", "three_days"),
        (REMINDER, REMINDER.replace('end="leave"', 'end="decision"'), "BPM130", "three_days"),
        ('<zh:external party="applicant" />', "", "BPM131", "request"),
        ('<sequenceFlow id="first-five_days" sourceRef="first"', '<sequenceFlow id="first-five_days" sourceRef="draft"', "BPM132", "first"),
        ('sourceRef="week" targetRef="file"', 'sourceRef="week" targetRef="five_days"', "BPM133", "five_days"),
        ('sourceRef="first" targetRef="request"', 'sourceRef="first" targetRef="hearing"', "BPM113", "first"),
    ],
)  # fmt: skip
def test_what_would_never_wait_or_never_be_recorded_is_refused(
    old: str, new: str, rule: str, element: str
) -> None:
    assert (rule, (element,)) in broken(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (DURATION, "<timeDate>2026-03-02T00:00:00</timeDate>"),
        (DURATION, "<timeCycle>R3/P1D</timeCycle>"),
        (FIVE_DAYS, FIVE_DAYS.replace("</inter", "<messageEventDefinition /></inter")),
        (REQUEST, REQUEST.replace("messageEvent", "signalEvent")),
        (REQUEST, REQUEST.replace("messageEvent", "conditionalEvent")),
        (TAKE_OVER, TAKE_OVER.replace("timerEvent", "messageEvent").replace("timeDuration", "x")),
        (TAKE_OVER, TAKE_OVER.replace('attachedToRef="file"', 'attachedToRef="week"')),
        (TAKE_OVER, TAKE_OVER.replace("</bound", '<errorEventDefinition errorRef="e" /></bound')),
        ('<startEvent id="start" />', '<startEvent id="start"><timerEventDefinition /></startEvent>'),
    ],
)  # fmt: skip
def test_what_nothing_would_bring_about_may_not_run(old: str, new: str) -> None:
    assert {rule for rule, _ in broken(old, new)} & {"BPM036", "BPM009"}


def test_no_rule_says_two_things() -> None:
    assert {rule: TEXTS[rule] for rule in IMPORT_TEXTS} == IMPORT_TEXTS
