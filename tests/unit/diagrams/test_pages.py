"""A long chart on several pages: nothing lost, nothing twice, and signs that join them."""

from collections import Counter

import pytest
from unit.diagrams.large_permit import large_permit
from unit.diagrams.permit import permit
from unit.diagrams.test_layout import check_all

from zhiheng.bpmn.reader import read_chart
from zhiheng.model.chart import Chart, NodeKind
from zhiheng.model.ids import ElementPath
from zhiheng.share import share
from zhiheng_diagrams.pages import MOST, pages
from zhiheng_diagrams.phases import phases
from zhiheng_diagrams.ranks import ranks
from zhiheng_diagrams.render import count_pages, render
from zhiheng_diagrams.skeleton import skeleton

LONG = large_permit(68)


def signs(page: Chart) -> set[str]:
    """The joints on a page."""
    return {path for path in page.nodes if path not in LONG.nodes}


def test_a_chart_that_fits_has_one_page() -> None:
    assert pages(permit()) == (permit(),)
    assert count_pages(permit()) == 1


def test_each_node_and_each_flow_stands_on_its_page() -> None:
    found = pages(LONG)
    assert count_pages(LONG) == len(found) == 2
    held = Counter(path for page in found for path in page.nodes if path in LONG.nodes)
    assert held == Counter(LONG.nodes.keys())
    assert all(len(page.nodes) - len(signs(page)) <= MOST for page in found)
    drawn = Counter(flow.id for page in found for flow in page.flows if "joins" not in flow.id)
    assert drawn == Counter(flow.id for flow in LONG.flows)
    for page in found:
        for flow in page.flows:
            assert {flow.source, flow.target} <= set(page.nodes)
        check_all(page)


def test_what_leaves_a_page_is_taken_up_on_another() -> None:
    first, second = pages(LONG)
    leaving = [n.name for n in first.nodes.values() if n.kind is NodeKind.THROW]
    coming = [n.name for n in second.nodes.values() if n.kind is NodeKind.CATCH]
    assert leaving == ["接第2页 A"]
    assert coming == ["承第1页 A"]
    assert first.name.endswith("权力运行流程图（第1页，共2页）")


def test_a_page_is_cut_between_two_phases() -> None:
    """Acceptance, then examination, then the decision (许可法 32, 38)."""
    path = share("processes") / "planning/construction-permit.bpmn"
    chart = read_chart(path.read_bytes()).chart
    assert chart is not None
    ranked = ranks(skeleton(chart))
    phase = phases(chart, ranked)
    assert phase[ElementPath("intake")] == 0
    assert phase[ElementPath("first_review")] == phase[ElementPath("decide")] == 1
    assert phase[ElementPath("archive")] == 2
    for i, flow in enumerate(chart.flows):
        assert i in ranked.back or phase[flow.source] <= phase[flow.target]
    held = [{phase[p] for p in page.nodes if p in chart.nodes} for page in pages(chart, most=22)]
    assert held == [{0, 1}, {2}]


@pytest.mark.parametrize("sheet", [1, 2])
def test_a_page_is_drawn_with_its_number(sheet: int) -> None:
    picture = render(LONG, edition="public", fmt="svg", sheet=sheet).decode()
    assert f"第{sheet}页，共2页" in picture
