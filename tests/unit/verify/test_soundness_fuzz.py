"""The fused net says what the plain one says, on random charts of every node kind."""

from collections import Counter

import pytest
from support.nets import woven

from zhiheng.model.chart import NodeKind
from zhiheng.verify.compile_net import compile_net
from zhiheng.verify.explore import Explored, explore
from zhiheng.verify.fuse import RULES, Rule, fuse
from zhiheng.verify.net import Net, doubled, enabled, fire
from zhiheng.verify.soundness import soundness

BUDGET = 6_000


def verdict(explored: Explored) -> tuple[object, ...]:
    """Behind a second token the net says nothing, so there only that is compared."""
    if explored.doubled:
        return ("second token",)
    net = explored.net
    alive = frozenset[str]().union(*(net.transitions[n].lives for n in explored.fired))
    faults = (explored.deadlocks, explored.trapped, explored.cut)
    return (*map(bool, faults), alive)


def compare(seeds: range) -> Counter[str]:
    """Charts too large for the plain net are counted, not compared."""
    told: Counter[str] = Counter()
    for seed in seeds:
        net = compile_net(woven(seed))
        plain, small = explore(net, BUDGET), explore(fuse(net), BUDGET)
        if not plain.complete and not plain.doubled:
            told["too large"] += 1
            continue
        assert verdict(plain) == verdict(small), f"seed {seed}"
        names = zip(("deadlock", "circle", "cut off"), verdict(plain), strict=False)
        found = [name for name, there in names if there is True]
        told.update(["second token"] if plain.doubled else found or ["sound"])
    return told


def test_fused_and_plain_nets_agree() -> None:
    told = compare(range(250))
    assert min(told[x] for x in ("second token", "deadlock", "circle", "cut off")) >= 4
    assert told["sound"] >= 100
    assert told["too large"] <= 25


@pytest.mark.soak
def test_fused_and_plain_nets_agree_on_two_thousand_charts() -> None:
    compare(range(1_000, 3_500))


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_is_used_and_right_by_itself(rule: Rule) -> None:
    used = 0
    for seed in range(500, 560):
        net = compile_net(woven(seed))
        small = fuse(net, (rule,))
        used += small.transitions != net.transitions
        plain = explore(net, 1_500)
        if plain.complete:
            assert verdict(plain) == verdict(explore(small, 3_000)), f"seed {seed}"
    assert used or rule in _AFTER_OTHERS


_AFTER_OTHERS = tuple(r for r in RULES if r.__name__ in ("drop_self_loops", "forget_timers"))
"""They find nothing to do before places in series are fused."""


@pytest.mark.parametrize("kind", NodeKind)
def test_every_node_kind_is_among_the_random_charts(kind: NodeKind) -> None:
    assert any(n.kind is kind for seed in range(80) for n in woven(seed, 0.3).nodes.values())


def test_findings_name_elements_of_the_chart() -> None:
    checked = 0
    for seed in range(60):
        chart = woven(seed, 0.4)
        known = {*chart.nodes, *(flow.id for flow in chart.flows)}
        for found in soundness(chart):
            assert {*found.trace, *found.elements} <= known
            assert "{" not in found.message.zh + found.cure.zh + found.message.en + found.cure.en
            checked += 1
    assert checked >= 30


def runs(net: Net, trace: tuple[str, ...], untold: frozenset[str]) -> bool:
    """Whether the plain net can pass these elements in this order, up to a second token.

    untold: elements that may be passed besides: ends at which a side branch vanishes.
    """
    seen = {(net.initial, 0)}
    fresh = [*seen]
    while fresh:
        marking, passed = fresh.pop()
        if passed == len(trace):
            return True
        for t in net.transitions:
            told = 0 if untold.issuperset(t.elements) else len(t.elements)
            after = passed + told
            if (told and trace[passed:after] != t.elements) or not enabled(t, marking):
                continue
            if doubled(t, marking):
                return True
            if (step := (fire(t, marking), after)) not in seen:
                seen.add(step)
                fresh.append(step)
    return False


def test_a_way_through_the_fused_net_is_a_way_through_the_chart() -> None:
    checked = 0
    for seed in range(400):
        chart = woven(seed, 0.3)
        net = compile_net(chart)
        untold = frozenset(p for p, n in chart.nodes.items() if n.kind is NodeKind.END)
        small = explore(fuse(net), BUDGET)
        faults = [*small.deadlocks[:2], *small.trapped[:1], *(f.state for f in small.doubled[:1])]
        for state in faults:
            trace = tuple(e for e in small.trace(state) if e not in untold)
            assert runs(net, trace, untold), f"seed {seed}: {trace}"
            checked += len(trace) > 4
    assert checked >= 40
