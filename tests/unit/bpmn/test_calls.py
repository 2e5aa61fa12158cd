"""Call activities: a process of the same file runs in the place of its call."""

# ruff: noqa: E501 - one element a line, as BPMN editors write it

import pytest
from unit.bpmn.small import line_of, spoilt
from unit.bpmn.test_bodies import NESTED

from zhiheng.bpmn.reader import read_chart
from zhiheng.lint import lint
from zhiheng.model.chart import Chart, NodeKind
from zhiheng.model.finding import Severity
from zhiheng.model.ids import ElementPath
from zhiheng.spiff import Executor, compile_chart
from zhiheng.verify.soundness import soundness

BOX = NESTED[NESTED.index('<bpmn:subProcess id="block"') : NESTED.index("</bpmn:subProcess>")]
STEPS = BOX[BOX.index(">") + 1 :]
CALL = '<bpmn:callActivity id="block" name="并联办理" calledElement="joint" />'
VARIABLES = NESTED[
    NESTED.index('      <zh:variable name="result"') : NESTED.index("      <zh:separation")
]
LANES = (
    '<bpmn:laneSet id="more"><bpmn:lane id="their" name="并联">'
    "<bpmn:flowNodeRef>record</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>"
)
CALLED = spoilt(
    (f"{BOX}</bpmn:subProcess>", CALL),
    (VARIABLES, ""),
    (
        "</bpmn:process>",
        f'</bpmn:process><bpmn:process id="joint" name="并联"><bpmn:extensionElements>{VARIABLES}</bpmn:extensionElements>{LANES}{STEPS}</bpmn:process>',
    ),
    chart=NESTED,
).decode()
"""The nested chart with its sub-process as a process of its own, called where it stood."""
END = '<bpmn:endEvent id="done" />'


def path(name: str) -> ElementPath:
    return ElementPath(name)


def read(xml: bytes) -> Chart:
    reading = read_chart(xml)
    assert {found.severity for found in reading.findings} <= {Severity.INFO}
    assert reading.chart is not None
    return reading.chart


def test_a_call_is_read_as_the_sub_process_that_it_stands_for() -> None:
    called, nested = read(CALLED.encode()), read(NESTED.encode())
    assert called.nodes[path("block")].kind is NodeKind.SUB_PROCESS
    assert {p: n.kind for p, n in called.nodes.items()} == {
        p: n.kind for p, n in nested.nodes.items()
    }
    assert set(called.flows) == set(nested.flows)
    assert called.variables == nested.variables
    assert called.nodes[path("block/record")].lane == "their"
    assert [lane.id for lane in called.lanes] == ["window", "rest", "their"]
    assert not [f for f in soundness(called) if f.severity is Severity.ERROR]
    assert {f.rule for f in lint(called)} == {f.rule for f in lint(nested)}


def test_it_runs_in_the_same_case_and_errors_break_it_off() -> None:
    executor = Executor(compile_chart(read(CALLED.encode())))
    executor.start()
    opened = executor.complete("accept", {"intake": "yes", "days": 1}).opened
    assert opened == ("block/decide", "block/record")
    moved = executor.complete("block/decide", {"result": "refuse"})
    assert (moved.closed, moved.opened) == (("block/decide", "block/record"), ("accept",))


def test_lines_of_findings_are_those_of_the_file() -> None:
    xml = spoilt(('<zh:noLimit reason="外部" />', ""), chart=CALLED)
    found = read_chart(xml).findings
    told = [(f.rule, f.line) for f in found if f.severity is Severity.ERROR]
    assert told == [("BPM060", line_of('<bpmn:userTask id="record"', xml))]


AGAIN = '<bpmn:callActivity id="again" calledElement="joint" />'
POWER = '<zh:power code="1" category="1" office="1" enquiryPhone="1" complaintPhone="1" fee="1" edition="public" series="1" />'
LIMIT = '<zh:limit kind="promised" n="3" unit="day" start="acceptance" end="decision" />'
INNER = '<bpmn:process id="joint" name="并联"><bpmn:extensionElements>'
FAULTS = [
    ("BPM036", "the called process is in the file", 'calledElement="joint"', 'calledElement="x"', "block"),
    ("BPM036", "the called process is named", ' calledElement="joint"', "", "block"),
    ("BPM087", "a process is called once", END, AGAIN + END, "again"),
    ("BPM088", "a called process has no power", INNER, INNER + POWER, "joint"),
    ("BPM088", "a called process has no limit", INNER, INNER + LIMIT, "joint"),
    ("BPM093", "no process calls itself", '<bpmn:endEvent id="out" />', AGAIN + '<bpmn:endEvent id="out" />', "again"),
    ("BPM093", "no process calls its caller", '<bpmn:endEvent id="out" />', AGAIN.replace("joint", "small") + '<bpmn:endEvent id="out" />', "again"),
    ("BPM008", "a process that nobody calls is one too many", "</bpmn:definitions>", '<bpmn:process id="p" /></bpmn:definitions>', "small"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "law", "old", "new", "at"), FAULTS, ids=[f[1] for f in FAULTS])
def test_a_chart_with_calls_is_refused_unless(
    rule: str, law: str, old: str, new: str, at: str
) -> None:
    reading = read_chart(spoilt((old, new), chart=CALLED))
    assert reading.chart is None
    told = [f for f in reading.findings if f.rule == rule and f.severity is Severity.ERROR]
    assert told, law
    assert told[0].line > 0
    assert told[0].elements[0] == at
    assert told[0].cure.zh


def test_a_crowd_of_calls_is_read_in_no_time() -> None:
    """Each step is looked at once: a long chain of calls, the last of which closes it."""
    chain = "".join(
        f'<bpmn:process id="p{i}"><bpmn:callActivity id="c{i}" calledElement="p{(i + 1) % 1500}" />'
        "</bpmn:process>"
        for i in range(1500)
    )
    found = read_chart(
        spoilt(
            (END, END), chart=CALLED.replace("</bpmn:definitions>", f"{chain}</bpmn:definitions>")
        )
    ).findings
    assert [f.elements[0] for f in found if f.rule == "BPM093"] == ["c1499"]
