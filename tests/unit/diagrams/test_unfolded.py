"""Sub-processes on paper: their steps in the flow, returns straight back."""

from support.joint import JOINT, REVIEWERS

from zhiheng.bpmn.reader import read_chart
from zhiheng.model.chart import Chart, NodeKind
from zhiheng_diagrams.graph.unfolded import unfolded
from zhiheng_diagrams.render import render


def joint() -> Chart:
    chart = read_chart(JOINT.encode()).chart
    assert chart is not None
    return chart


def test_the_steps_of_a_sub_process_stand_in_the_flow() -> None:
    drawn = unfolded(joint())
    kinds = {node.kind for node in drawn.nodes.values()}
    assert not kinds & {NodeKind.SUB_PROCESS, NodeKind.BOUNDARY, NodeKind.ERROR_END}
    ways = {(flow.source, flow.target) for flow in drawn.flows}
    assert {("draft", "block/split"), ("block/join", "file")} <= ways
    assert {(f"block/{name}_return", "draft") for name in REVIEWERS} <= ways
    assert [t.path for t in drawn.tasks] == [t.path for t in joint().tasks]


def test_no_flow_of_the_picture_hangs_in_the_air() -> None:
    drawn = unfolded(joint())
    ends = {flow.source for flow in drawn.flows} | {flow.target for flow in drawn.flows}
    assert ends == set(drawn.nodes)


def test_such_a_chart_is_drawn() -> None:
    picture = render(joint(), edition="public", fmt="svg").decode()
    assert "planning" in picture
    assert picture.count("退回") >= len(REVIEWERS)
