"""A chart that orders a command of the engine stands behind other hands and two signatures."""

from dataclasses import dataclass

import pytest

from zhiheng.bpmn.reader import read_chart
from zhiheng.model.chart import Chart
from zhiheng.model.command import SystemCommand
from zhiheng.share import share

FOLDER = share("processes") / "system"
RELEASE = (FOLDER / "chart-release.bpmn").read_text("utf-8")
COMMAND = (
    '<zh:command name="deploy-chart" document="流程图文件" when="release_result == \'release\'" />'
)
PAPER = '<zh:document name="流程图文件" direction="out" required="true" />'
DUAL = '<zh:signOff kind="dual" second="AQ" />'
CHECK = '<bpmn:userTask id="check" name="法制审核">'
EDGE = """<bpmn:boundaryEvent id="late" attachedToRef="check"><bpmn:extensionElements>
<zh:limit kind="post" n="1" unit="day" start="enter" end="leave" roll="none" />
</bpmn:extensionElements>
<bpmn:timerEventDefinition id="late_def" /></bpmn:boundaryEvent>
<bpmn:sequenceFlow id="around" sourceRef="late" targetRef="release" />"""


def read(*changes: tuple[str, str]) -> tuple[Chart | None, set[str]]:
    xml = RELEASE
    for old, new in changes:
        assert old in xml, old
        xml = xml.replace(old, new, 1)
    reading = read_chart(xml.encode())
    return reading.chart, {x.rule for x in reading.findings}


@pytest.mark.parametrize("name", sorted(p.name for p in FOLDER.glob("*.bpmn")))
def test_each_shipped_chart_orders_a_command(name: str) -> None:
    reading = read_chart((FOLDER / name).read_bytes())
    assert reading.findings == ()
    assert reading.chart is not None
    assert reading.chart.command is not None
    assert reading.chart.command.name in SystemCommand


def test_no_two_of_them_order_the_same() -> None:
    charts = [read_chart(p.read_bytes()).chart for p in sorted(FOLDER.glob("*.bpmn"))]
    names = [c.command.name for c in charts if c is not None and c.command is not None]
    assert len(names) == len(set(names)) == len(charts)


@dataclass(frozen=True)
class Fault:
    rule: str
    law: str
    changes: tuple[tuple[str, str], ...]


def apart(a: str, b: str, other: str) -> tuple[str, str]:
    """The separation of two steps, turned on another."""
    old = f'id="{a}-{b}" a="{a}" b="{b}"'
    return old, old.replace(f' b="{b}"', f' b="{other}"')


SPARE = PAPER.replace("true", "false")
TWO_PERSON = DUAL.replace("dual", "two-person")
RETURN = '<zh:return to="draft"'
FOR_A_WHILE = 'scope="agency" window="1"'
SOFT = 'a="check" b="release" reason'
FAULTS = [
    Fault("BPM150", "it is of its own category", (('category="系统"', 'category="其他"'),)),
    Fault("BPM150", "no other is of that category", ((COMMAND, ""),)),
    Fault("BPM151", "it orders one command", ((PAPER, PAPER + COMMAND),)),
    Fault("BPM152", "the paper is filed", ((PAPER, ""),)),
    Fault("BPM152", "the paper is filed always", ((PAPER, SPARE),)),
    Fault("BPM152", "nobody else files one of that name", ((RETURN, SPARE + RETURN),)),
    Fault("BPM153", "two sign", ((DUAL, ""),)),
    Fault("BPM153", "two sign the same", ((DUAL, TWO_PERSON),)),
    Fault("BPM153", "the second is of another post", ((DUAL, DUAL.replace("AQ", "JZ")),)),
    Fault("BPM153", "it is said of which post", ((DUAL, DUAL.replace(' second="AQ"', "")),)),
    Fault("BPM154", "a separation that ends is none", ((SOFT, f"{FOR_A_WHILE} {SOFT}"),)),
    Fault("BPM154", "who drafts does not check", (apart("draft", "check", "release"),)),
    Fault("BPM154", "who drafts does not release", (apart("draft", "release", "check"),)),
    Fault("BPM154", "who checks does not release", (apart("check", "release", "draft"),)),
    Fault("BPM154", "one person is not two", ((SOFT, f'kind="same-person" {SOFT}'),)),
    Fault("BPM154", "no timer goes around the check", ((CHECK, EDGE + CHECK),)),
    Fault("BPM040", "its condition can be read", ((COMMAND, COMMAND.replace("'release'", "")),)),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.rule} {fault.law}")
def test_a_chart_that_orders_a_command_is_refused_unless(fault: Fault) -> None:
    chart, rules = read(*fault.changes)
    assert chart is None
    assert rules == {fault.rule}


def test_a_command_that_is_on_no_list_is_no_word() -> None:
    _, rules = read((COMMAND, COMMAND.replace("deploy-chart", "drop-tables")))
    assert rules
    assert not any(r.startswith("BPM15") for r in rules)
