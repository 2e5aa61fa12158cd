"""What an edition says of whose a step is, of stops, of days before a day, and of its lanes."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from support.editions import WHY, permit
from support.shipped import chart_of

from zhiheng.edition.gaps import gaps
from zhiheng.edition.project import public_edition
from zhiheng.edition.proof import edition_faults
from zhiheng.edition.public_chart import PublicChart, PublicNode, PublicStep
from zhiheng.edition.withhold import internal
from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import LimitKind, StopGround


@pytest.fixture(scope="module")
def shown() -> PublicChart:
    return public_edition(permit())


def by_id(edition: PublicChart) -> Mapping[str, tuple[PublicNode, PublicStep]]:
    return {node.id: (node, step) for node, step in edition.steps}


def posts_of(edition: PublicChart, step: str) -> set[str]:
    return {risk.post for risk in by_id(edition)[step][1].risks}


def test_a_risk_is_named_by_the_lane_that_its_step_stands_in(shown: PublicChart) -> None:
    """规划科科员 and its window are one post in two lanes; 听证：局长 is 局长 at a hearing."""
    lanes = {lane.id: lane.name for lane in shown.lanes}
    assert posts_of(shown, "intake") == {"规划窗口（规划科科员）"}
    node, _ = by_id(shown)["first_review"]
    assert posts_of(shown, "first_review") == {lanes[node.lane]} == {"规划科科员"}


def unposted(chart: Chart, step: str) -> Chart:
    """Its risks name no post, as those of another authority do."""
    path = ElementPath(step)
    node, task = chart.nodes[path], chart.task(path)
    risks = tuple(replace(risk, post=None) for risk in task.risks)
    assert risks
    return replace(
        chart, nodes={**chart.nodes, path: replace(node, task=replace(task, risks=risks))}
    )


def test_another_authority_answers_for_its_own_step_and_an_applicant_never() -> None:
    assert posts_of(public_edition(unposted(permit(), "decide")), "decide") == {"市规划局"}
    assert posts_of(public_edition(unposted(permit(), "supplement")), "supplement") == {""}


def test_risks_that_nobody_answers_for_or_nothing_holds_are_gaps() -> None:
    chart = permit()
    assert gaps(public_edition(chart)) == ()
    assert [gap.zh for gap in gaps(public_edition(unposted(chart, "first_review")))] == ["责任岗位"]
    path = ElementPath("first_review")
    node, task = chart.nodes[path], chart.task(path)
    risks = tuple(replace(risk, measures=()) for risk in task.risks)
    nodes = {**chart.nodes, path: replace(node, task=replace(task, risks=risks))}
    bare = public_edition(replace(chart, nodes=nodes))
    assert [gap.zh for gap in gaps(bare)] == ["防控措施"]


def test_the_ground_on_which_days_do_not_count_is_told(shown: PublicChart) -> None:
    """许可法 45-2: the applicant is told in writing what time is not counted."""
    assert by_id(shown)["expert_review"][1].stops is StopGround.EXPERT_REVIEW
    assert by_id(shown)["hearing_request"][1].stops is StopGround.HEARING
    assert by_id(shown)["intake"][1].stops is None


def test_a_notice_is_told_as_so_many_days_before_the_day(shown: PublicChart) -> None:
    """许可法 48-1(1)."""
    (limit,) = (
        x
        for x in by_id(shown)["hold_hearing/hearing_notify"][1].limits
        if x.kind is LimitKind.STATUTORY
    )
    assert (limit.n, limit.before) == (7, "听证日期")


@pytest.mark.parametrize("withheld", [(), ("site_visit",)])
def test_the_way_that_is_taken_where_no_other_is_stays_so(withheld: tuple[str, ...]) -> None:
    chart = permit(*withheld)
    edition = public_edition(chart)
    kept = {node.id for node in edition.nodes}
    default = {flow.id for flow in chart.flows if flow.default and flow.source in kept}
    assert default
    assert {flow.id for flow in edition.flows if flow.default} == default


def test_a_lane_of_nothing_but_internal_steps_is_not_shown(shown: PublicChart) -> None:
    less = public_edition(permit("check"))
    assert {x.name for x in shown.lanes} - {x.name for x in less.lanes} == {"规划科科长"}


def test_a_choice_to_which_other_steps_lead_too_is_not_internal() -> None:
    chart = chart_of("penalty")
    path, choice = ElementPath("receipt"), ElementPath("executed")
    assert len({flow.source for flow in chart.flows if flow.target == choice}) > 1
    inner = replace(chart.nodes[path], task=replace(chart.task(path), withheld=WHY))
    assert internal(replace(chart, nodes={**chart.nodes, path: inner})) == {path}


def test_a_step_that_a_timer_hangs_on_may_not_be_left_out() -> None:
    """A limit that everybody can wait for is not internal work (信息公开条例 16)."""
    chart = permit("arrange")
    path = ElementPath("arrange")
    silence = chart.nodes[ElementPath("silence")]
    task = replace(chart.task(path), outcomes=(), clock=None, limits=(), external=None)
    nodes = {
        **chart.nodes,
        path: replace(chart.nodes[path], task=task),
        silence.path: replace(silence, attached_to=path),
    }
    hung = replace(chart, nodes=nodes)
    told = [fault.zh for fault in edition_faults(hung, public_edition(hung))]
    assert f"“{chart.nodes[path].name}”涉及当事人或时限，不能不公开" in told
