"""An edition keeps the order, the ends and the limits of the chart; each breach is found."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from support.editions import permit

from zhiheng.edition.drawn import drawn
from zhiheng.edition.project import public_edition
from zhiheng.edition.proof import edition_faults
from zhiheng.edition.public_chart import PublicChart, PublicFlow, PublicNode
from zhiheng.edition.written import edition_bytes, edition_digest, read_edition
from zhiheng.model.chart import NodeKind
from zhiheng.model.ids import ElementPath
from zhiheng.verify.soundness import soundness

INNER = ("check", "deputy", "meeting", "sign")
"""Steps that nobody outside takes part in."""
OUTWARD = ("intake", "supplement", "expert_review", "hearing_request", "decide", "publish", "serve")
"""Steps that a party takes part in, is told of, or has a limit for."""


@pytest.mark.parametrize("n", range(2 ** len(INNER)))
def test_whatever_inner_steps_are_left_out_the_edition_stays_true(n: int) -> None:
    steps = {step for at, step in enumerate(INNER) if n >> at & 1}
    chart = permit(*sorted(steps))
    edition = public_edition(chart)
    assert edition_faults(chart, edition) == ()
    assert edition.left_out == len(steps)
    assert not {node.id for node in edition.nodes} & steps
    assert soundness(drawn(edition)) == ()


@pytest.mark.parametrize("step", OUTWARD)
def test_what_touches_a_party_may_not_be_left_out(step: str) -> None:
    chart = permit(step)
    faults = [fault.zh for fault in edition_faults(chart, public_edition(chart))]
    assert f"“{chart.nodes[ElementPath(step)].name}”涉及当事人或时限，不能不公开" in faults


def test_one_edition_has_one_sequence_of_bytes() -> None:
    edition = public_edition(permit("check"))
    body = edition_bytes(edition)
    assert edition_bytes(read_edition(body)) == body
    assert read_edition(body) == edition
    assert drawn(edition).digest == edition_digest(edition)


def without_flow(edition: PublicChart, source: str, target: str) -> PublicChart:
    flows = tuple(f for f in edition.flows if (f.source, f.target) != (source, target))
    assert len(flows) < len(edition.flows)
    return replace(edition, flows=flows)


def with_flow(edition: PublicChart, source: str, target: str) -> PublicChart:
    return replace(edition, flows=(*edition.flows, PublicFlow("made-up", source, target)))


def with_node(
    edition: PublicChart, name: str, change: Callable[[PublicNode], PublicNode]
) -> PublicChart:
    nodes = tuple(change(n) if n.id == name else n for n in edition.nodes)
    assert nodes != edition.nodes
    return replace(edition, nodes=nodes)


def swapped(edition: PublicChart) -> PublicChart:
    """现场踏勘 and 批前公示 the other way round."""
    other = {"site_visit": "notice", "notice": "site_visit"}
    flows = tuple(
        replace(f, source=other.get(f.source, f.source), target=other.get(f.target, f.target))
        for f in edition.flows
    )
    return replace(edition, flows=flows)


def longer(edition: PublicChart) -> PublicChart:
    limits = tuple(replace(x, n=x.n + 1) if x.n else x for x in edition.limits)
    return replace(edition, limits=limits)


def step_unlimited(node: PublicNode) -> PublicNode:
    assert node.step is not None
    return replace(node, step=replace(node.step, limits=()))


def step_without_effect(node: PublicNode) -> PublicNode:
    assert node.step is not None
    return replace(node, step=replace(node.step, effects=()))


BREACHES: dict[str, tuple[Callable[[PublicChart], PublicChart], str]] = {
    "order": (swapped, "之后的环节与图不同"),
    "a step is jumped": (lambda e: with_flow(e, "intake", "serve"), "之后的环节与图不同"),
    "a way is gone": (
        lambda e: without_flow(e, "after_intake", "supplement"),
        "之后的环节与图不同",
    ),
    "an end more": (
        lambda e: replace(e, nodes=(*e.nodes, PublicNode("x", NodeKind.END, "办结"))),
        "结束与图不同",
    ),
    "an end less": (
        lambda e: replace(e, nodes=tuple(n for n in e.nodes if n.id != "not_accepted")),
        "结束与图不同",
    ),
    "an end called otherwise": (
        lambda e: with_node(e, "not_accepted", lambda n: replace(n, name="受理")),
        "结束与图不同",
    ),
    "another start": (
        lambda e: replace(e, nodes=(*e.nodes, PublicNode("y", NodeKind.START, "依职权"))),
        "开始与图不同",
    ),
    "a step called otherwise": (
        lambda e: with_node(e, "hearing_request", lambda n: replace(n, name="座谈")),
        "与图不符",
    ),
    "a step of another": (
        lambda e: with_node(e, "hearing_request", lambda n: replace(n, lane="lane_clerk")),
        "与图不符",
    ),
    "a step made up": (
        lambda e: replace(e, nodes=(*e.nodes, PublicNode("z", NodeKind.TASK, "专家把关"))),
        "图中没有",
    ),
    "a longer limit": (longer, "全程的时限与图不同"),
    "a limit less": (lambda e: replace(e, limits=e.limits[:1]), "全程的时限与图不同"),
    "a step without its limit": (
        lambda e: with_node(e, "serve", step_unlimited),
        "“送达”的时限与图不同",
    ),
    "a step without its effect": (
        lambda e: with_node(e, "decide", step_without_effect),
        "“市局决定”的法律后果与图不同",
    ),
    "a timer on no step": (
        lambda e: with_node(e, "silence", lambda n: replace(n, attached_to="nowhere")),
        "所在的环节没有公开",
    ),
    "an unsound flow": (lambda e: with_flow(e, "granted", "archive"), "公开版："),
}


@pytest.mark.parametrize("breach", BREACHES)
def test_each_breach_is_found(breach: str) -> None:
    chart = permit()
    change, told = BREACHES[breach]
    faults = [fault.zh for fault in edition_faults(chart, change(public_edition(chart)))]
    assert any(told in fault for fault in faults), faults


def test_posts_that_take_longer_than_the_public_is_promised_are_found() -> None:
    """The limits add up: those of posts together fit in what the public reads."""
    chart = permit()
    path = ElementPath("site_visit")
    node = chart.nodes[path]
    assert node.task is not None
    slow = tuple(replace(limit, n=30) for limit in node.task.limits)
    nodes = {**chart.nodes, path: replace(node, task=replace(node.task, limits=slow))}
    faults = edition_faults(replace(chart, nodes=nodes), public_edition(chart))
    assert [fault.zh.partition("：")[0] for fault in faults] == ["运行图时限"]


def test_an_inner_stretch_with_several_ways_on_is_one_choice_without_a_name() -> None:
    edition = public_edition(permit("check", "deputy"))
    (choice,) = [n for n in edition.nodes if n.id == "reviewed.choice"]
    assert (choice.kind, choice.name) == (NodeKind.EXCLUSIVE, "")
    first = next(n for n in edition.nodes if n.id == "first_review")
    assert choice.lane == first.lane, "it tells not even whose post stood there"
    onward = {f.target for f in edition.flows if f.source == choice.id}
    assert onward == {"first_review", "meeting", "notice", "sign"}
