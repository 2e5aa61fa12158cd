"""A timer on paper: how long it waits, and which step it cuts short."""

from support.timed import TIMED

from zhiheng.bpmn.reader import read_chart
from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.graph.unfolded import unfolded
from zhiheng_diagrams.notation import signs


def test_the_picture_says_how_long_a_timer_waits_and_what_it_sits_on() -> None:
    chart = read_chart(TIMED.encode()).chart
    assert chart is not None
    said = {path: signs.name(node) for path, node in chart.nodes.items() if node.wait}
    assert said == {
        "five_days": "满5个工作日：五日",
        "three_days": "满3个工作日",
        "week": "满7日：公示",
        "hours": "满48小时",
    }
    shown = unfolded(chart)
    ties = {(f.source, f.target) for f in shown.flows} - {(f.source, f.target) for f in chart.flows}
    assert ties == {("hearing", "three_days"), ("file", "hours")}


def test_of_a_block_its_first_step_holds_the_timer() -> None:
    block = (
        '<subProcess id="block"><startEvent id="in" /><sequenceFlow id="b1" sourceRef="in" '
        'targetRef="file" />'
    )
    start = TIMED.index('<userTask id="file"')
    end = TIMED.index("</userTask>", start) + len("</userTask>")
    out = '<endEvent id="out" /><sequenceFlow id="b2" sourceRef="file" targetRef="out" />'
    inside = f"{block}{TIMED[start:end]}{out}</subProcess>"
    text = TIMED[:start] + inside + TIMED[end:]
    text = text.replace('attachedToRef="file"', 'attachedToRef="block"')
    text = text.replace('sourceRef="week" targetRef="file"', 'sourceRef="week" targetRef="block"')
    text = text.replace('sourceRef="file" targetRef="end"', 'sourceRef="block" targetRef="end"')
    chart = read_chart(text.encode()).chart
    assert chart is not None
    ties = {(f.source, f.target) for f in unfolded(chart).flows if f.target == "hours"}
    assert ties == {(ElementPath("block/file"), ElementPath("hours"))}
