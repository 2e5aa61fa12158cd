"""A long chart on several pages: nothing lost, nothing twice, and signs that join them."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

from support.gallery import read
from unit.diagrams.large_permit import large_permit
from unit.diagrams.permit import chart, node, permit, task
from unit.diagrams.permit import flow as leads
from unit.diagrams.test_layout import check_all

from zhiheng.model.chart import Chart, Meaning, NodeKind, Outcome
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import Basis
from zhiheng.share import share
from zhiheng_diagrams.graph.phases import phased
from zhiheng_diagrams.graph.unfolded import unfolded
from zhiheng_diagrams.notation.drawing import Shape
from zhiheng_diagrams.render import render
from zhiheng_diagrams.sheets.flows import flow
from zhiheng_diagrams.sheets.pages import MOST, pages

LONG = large_permit(68)


def split(chart: Chart, most: int = MOST) -> list[Chart]:
    return [page.chart for page in pages(chart, most)]


def signs(page: Chart) -> set[str]:
    """The joints on a page."""
    return {path for path in page.nodes if path not in LONG.nodes}


def land_permit() -> Chart:
    return unfolded(read(share("processes") / "planning/land-permit.bpmn"))


def test_a_chart_that_fits_has_one_page() -> None:
    assert split(permit()) == [permit()]


def test_each_node_and_each_flow_stands_on_its_page() -> None:
    found = split(LONG)
    assert len(found) == 2
    held = Counter(path for page in found for path in page.nodes if path in LONG.nodes)
    assert held == Counter(LONG.nodes.keys())
    assert all(len(page.nodes) - len(signs(page)) <= MOST for page in found)
    drawn = Counter(flow.id for page in found for flow in page.flows if "joins" not in flow.id)
    assert drawn == Counter(one.id for one in LONG.flows)
    for page in found:
        for one in page.flows:
            assert {one.source, one.target} <= set(page.nodes)
        check_all(page)


def test_what_leaves_a_page_is_taken_up_on_another() -> None:
    first, second = split(LONG)
    leaving = [n.name for n in first.nodes.values() if n.kind is NodeKind.THROW]
    coming = [n.name for n in second.nodes.values() if n.kind is NodeKind.CATCH]
    assert leaving == ["接第2页 A"]
    assert coming == ["承第1页 A"]
    assert first.name.endswith("权力运行流程图（第1页，共2页）")


def test_phases_follow_the_effects_of_the_steps() -> None:
    """Acceptance, then examination, the decision, the closing (许可法 32, 38)."""
    made = small_permit()
    ranked = phased(made)
    steps: dict[int, set[str]] = {}
    for path, number in ranked.phase.items():
        steps.setdefault(number, set()).add(path)
    assert steps == {
        0: {"start", "intake", "after_intake", "supplement", "refused"},
        1: {"review", "meet"},
        2: {"decide", "after_decide"},
        3: {"serve", "tell", "end"},
    }
    for i, one in enumerate(made.flows):
        assert i in ranked.back or ranked.phase[one.source] <= ranked.phase[one.target]
    rows = {number: [ranked.row[ElementPath(p)] for p in paths] for number, paths in steps.items()}
    assert all(max(rows[n]) < min(rows[n + 1]) for n in range(3))


def test_a_decision_without_acceptance_begins_with_examination() -> None:
    """No step of such a chart is said to be one of acceptance."""
    made = small_permit()
    intake = made.nodes[ElementPath("intake")]
    assert intake.task is not None
    plain = replace(intake, task=replace(intake.task, outcomes=()))
    found = phased(replace(made, nodes={**made.nodes, intake.path: plain})).phase
    assert found[ElementPath("intake")] == found[ElementPath("review")] == 1
    assert found[ElementPath("decide")] == 2


def test_without_effects_there_is_one_phase() -> None:
    assert len(set(phased(LONG).phase.values())) == 1


def small_permit() -> Chart:
    """Refusal to accept and supplement stand beside acceptance; two ways lead to the decision."""
    accepting = outcomes(accept=Meaning.ACCEPTANCE, more=Meaning.SUPPLEMENT)
    deciding = outcomes(grant=Meaning.GRANT, refuse=Meaning.REFUSAL)
    nodes = [
        node("start", NodeKind.START, "申请", "window"),
        task("intake", "收件", "window", outcomes=accepting),
        node("after_intake", NodeKind.EXCLUSIVE, "收件结论", "window"),
        task("supplement", "补正", "window"),
        node("refused", NodeKind.END, "不予受理", "window"),
        task("review", "审查", "clerk"),
        task("meet", "局务会", "clerk"),
        task("decide", "决定", "head", outcomes=deciding),
        node("after_decide", NodeKind.EXCLUSIVE, "准予?", "head"),
        task("serve", "送达", "window"),
        task("tell", "告知", "window"),
        node("end", NodeKind.END, "办结", "window"),
    ]
    ways = (
        *(("start", "intake"), ("intake", "after_intake"), ("after_intake", "supplement")),
        *(("supplement", "intake"), ("after_intake", "refused"), ("after_intake", "review")),
        *(("review", "decide"), ("review", "meet"), ("meet", "decide"), ("decide", "after_decide")),
        *(("after_decide", "serve"), ("after_decide", "tell"), ("serve", "end"), ("tell", "end")),
    )
    lanes = (("window", "窗口"), ("clerk", "经办人"), ("head", "局长"))
    return chart(nodes, [leads(*way) for way in ways], lanes)


def outcomes(**means: Meaning) -> tuple[Outcome, ...]:
    return tuple(Outcome("result", value, meaning) for value, meaning in means.items())


def test_a_page_is_cut_between_two_phases_and_keeps_them() -> None:
    made = land_permit()
    whole = phased(made).phase
    found = pages(made, most=26)
    held = [{whole[p] for p in page.chart.nodes if p in made.nodes} for page in found]
    assert held == [{0, 1}, {2, 3}]
    for page in found:
        assert {p: n for p, n in page.phase.items() if p in whole}.items() <= whole.items()
        assert set(page.phase) == set(page.chart.nodes)


def test_on_paper_each_page_has_its_number_and_the_risks_are_counted_through() -> None:
    picture = render(LONG, edition="internal", fmt="svg", paper="a3").decode()
    for number in (1, 2):
        assert f"第{number}页，共2页" in picture
    assert "共2页" not in render(LONG, edition="public", fmt="svg").decode()
    assert picture.count("①高") == 1


def enforcing() -> Chart:
    """An order, the urging of the party, the enforcement; each cites its article."""
    cited = {"urge": "第三十五条", "plea": "第三十六条", "enforce": "第三十七条、第四十三条"}
    nodes = [
        node("start", NodeKind.START, "发现线索", "clerk"),
        task("order", "限期拆除", "head", bases=(Basis("中华人民共和国城乡规划法", "第六十四条"),)),
        task("announce", "公告", "clerk", bases=(Basis("中华人民共和国行政强制法", "第四十四条"),)),
        *(
            task(key, key, "clerk", bases=(Basis("中华人民共和国行政强制法", article),))
            for key, article in cited.items()
        ),
        task("close", "结案", "clerk"),
        node("end", NodeKind.END, "办结", "clerk"),
    ]
    order = ["start", "order", "announce", "urge", "plea", "enforce", "close", "end"]
    ways = [leads(a, b) for a, b in pairwise(order)]
    made = chart(nodes, ways, (("clerk", "经办人"), ("head", "局长")))
    return replace(made, power=replace(made.power, category="行政强制"))


def test_enforcement_without_effects_shows_the_phases_of_its_law() -> None:
    """行政强制法 35 (催告), 37 (强制执行决定): no enforcement before the party was urged."""
    made = enforcing()
    stage = phased(made).phase
    assert [stage[ElementPath(p)] for p in ("order", "announce", "urge", "plea")] == [0, 0, 1, 1]
    assert [stage[ElementPath(p)] for p in ("enforce", "close", "end")] == [2, 2, 2]
    (page,) = pages(made)
    assert page.names == ("认定决定", "催告", "执行结案")
    permitting = replace(made, power=replace(made.power, category="行政许可"))
    assert pages(permitting)[0].names == (), "there the articles tell no phase"


def test_a_page_in_one_of_several_phases_is_told_which() -> None:
    made = enforcing()
    found = pages(made, most=3)
    alone = [page for page in found if len(set(page.phase.values())) == 1]
    assert alone
    for page in found:
        assert (
            page.names[min(page.phase.values())]
            == ("认定决定", "催告", "执行结案")[min(page.phase.values())]
        )
        drawn = flow(page, "public", {}, 100.0, frozenset())
        told = {x.title for x in drawn.items if isinstance(x, Shape) and x.css == "phase"}
        assert told - {"阶段"} == {page.names[n] for n in set(page.phase.values())}


def test_a_chart_without_phases_shows_no_band() -> None:
    (page,) = pages(land := replace(enforcing(), power=permit().power))
    assert page.chart == land
    assert not [
        x
        for x in flow(page, "public", {}, 100.0, frozenset()).items
        if isinstance(x, Shape) and x.css == "phase"
    ]
