"""What is called stands as one box in the flow, with a diagram of its own after it."""

from collections import Counter

import pytest
from lxml import etree
from support.gallery import read
from support.joint import JOINT
from support.timed import TIMED

from zhiheng.bpmn.reader import read_chart
from zhiheng.model.chart import Chart, NodeKind
from zhiheng.model.ids import ElementPath, PostId
from zhiheng.share import share
from zhiheng_diagrams.base import paged, parts
from zhiheng_diagrams.graph.bordered import bordered
from zhiheng_diagrams.graph.phases import phased
from zhiheng_diagrams.graph.sections import boxed, sections
from zhiheng_diagrams.graph.unfolded import unfolded
from zhiheng_diagrams.overlays.state import ChartState
from zhiheng_diagrams.render import count_pages, render

HEARING = ElementPath("hold_hearing")


@pytest.fixture(scope="module")
def opinion() -> Chart:
    """It calls one process, the hearing."""
    return read(share("processes") / "planning/site-opinion.bpmn")


def classes(picture: str) -> dict[str, set[str]]:
    """Of each group that has an id."""
    groups = etree.fromstring(picture.encode()).iter("{http://www.w3.org/2000/svg}g")
    return {g.get("id") or "": set((g.get("class") or "").split()) for g in groups if g.get("id")}


def timed() -> Chart:
    chart = read_chart(TIMED.encode()).chart
    assert chart is not None
    return chart


def test_the_hearing_has_a_diagram_of_its_own(opinion: Chart) -> None:
    main, hearing = sections(opinion)
    assert main.nodes[HEARING].kind is NodeKind.CALL
    assert main.nodes[HEARING].called == "附图1"
    assert hearing.name == "附图1：听证流程图"
    assert {lane.name.partition("：")[0] for lane in hearing.lanes} == {"听证"}
    assert not {lane.name for lane in main.lanes} & {lane.name for lane in hearing.lanes}


def test_each_step_and_flow_is_drawn_once(opinion: Chart) -> None:
    main, hearing = sections(opinion)
    drawn = Counter(path for part in (main, hearing) for path in part.nodes)
    assert drawn == Counter(opinion.nodes.keys())
    flows = Counter(flow.id for part in (main, hearing) for flow in part.flows)
    assert flows == Counter(flow.id for flow in opinion.flows)


def test_steps_held_together_for_their_returns_stay_in_the_flow() -> None:
    """What an error leaves is no diagram that one could read by itself."""
    chart = read_chart(JOINT.encode()).chart
    assert chart is not None
    assert sections(chart) == (chart,)


def test_the_longest_chart_is_read_page_by_page() -> None:
    """Twenty-five lanes were 5800 points wide; a page has eleven at most."""
    chart = read(share("processes") / "planning/penalty.bpmn")
    found = paged(parts(chart))
    assert [page.chart.name[-4:] for page in found[-3:]] == ["证流程图", "核流程图", "置流程图"]
    assert max(len(page.chart.lanes) for page in found) <= 11 < len(chart.lanes)


def test_unfolded_it_stands_in_the_flow(opinion: Chart) -> None:
    assert count_pages(opinion) == 2
    assert len(parts(opinion, is_whole=True)) == 1
    picture = render(opinion, edition="public", fmt="svg", unfold=True).decode()
    assert "附图" not in picture
    assert 'id="hold_hearing/hearing_hold"' in picture


def test_one_picture_holds_both_and_a_page_one_of_them(opinion: Chart) -> None:
    whole = render(opinion, edition="internal", fmt="svg").decode()
    first, second = (
        render(opinion, edition="internal", fmt="svg", sheet=n).decode() for n in (1, 2)
    )
    steps = {path for path, css in classes(whole).items() if "task" in css}
    assert steps == {task.path for task in opinion.tasks}
    assert "hold_hearing/hearing_hold" in second
    assert 'id="hold_hearing/hearing_hold"' not in first
    assert f"{opinion.name} 附图1：听证流程图" in second


def test_the_box_shows_that_the_case_is_inside(opinion: Chart) -> None:
    inside = ElementPath("hold_hearing/hearing_hold")
    before = ElementPath("hold_hearing/hearing_accept")
    assert inside in boxed(opinion)[HEARING]
    state = ChartState(open=frozenset({inside}), done=frozenset({before}))
    assert state.raised(boxed(opinion)).of(HEARING) == "open"
    assert ChartState(done=frozenset({before})).raised(boxed(opinion)).of(HEARING) == "done"
    assert ChartState().raised(boxed(opinion)).of(HEARING) is None
    picture = render(opinion, edition="public", fmt="svg", state=state).decode()
    assert {"call", "open"} <= classes(picture)[HEARING]


def test_a_timer_is_a_clock_on_the_border_of_its_step() -> None:
    chart = unfolded(timed())
    built = bordered(chart)
    assert built.hosts == {"three_days": "hearing", "hours": "file"}
    assert not set(built.hosts) & set(built.graph.nodes)
    off = {wire.event: (wire.source, wire.target) for wire in built.graph.wires if wire.event}
    ways = {flow.source: flow.target for flow in chart.flows if flow.source in built.hosts}
    assert off == {clock: (host, ways[clock]) for clock, host in built.hosts.items()}
    picture = render(timed(), edition="public", fmt="svg").decode()
    for clock in built.hosts:
        assert "clock" in classes(picture)[clock]
    assert "期限届满，转入另一走向" in picture


def test_what_follows_a_timer_is_in_the_phase_that_it_cuts_short(opinion: Chart) -> None:
    """Silence for five days is acceptance (许可法 32); the receipt for it examines nothing."""
    phase = phased(unfolded(opinion)).phase
    late = next(flow.target for flow in opinion.flows if flow.source == "silence")
    assert phase[late] == phase[ElementPath("intake")] == 0


def test_posts_with_a_stand_in_are_marked_where_a_roster_tells() -> None:
    chart = timed()
    post = next(task.post for task in chart.tasks if task.post)
    plain = render(chart, edition="public", fmt="svg").decode()
    told = render(chart, edition="public", fmt="svg", standby=frozenset({PostId(post)})).decode()
    assert "A/B角" not in plain
    mine = [task for task in chart.tasks if task.post == post]
    assert told.count(">A/B角<") == len(mine) + 1, "each step, and the legend"
