"""The phases (阶段) of a chart, from the legal effects that its steps declare.

Up to acceptance (受理, 许可法 32) is one phase; examination (审查) goes up to the step that decides
(决定, 许可法 38); after it the case is closed (办结). Compulsory measures have no such effects:
there the phases are those of their law, by the articles that the steps cite. Else there is one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from zhiheng.model.chart import Chart, Meaning, Node
from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.graph.coercion import STAGES, coerces, stages
from zhiheng_diagrams.graph.ranks import Ranks, ranks
from zhiheng_diagrams.graph.skeleton import Skeleton, Wire, skeleton
from zhiheng_diagrams.graph.unfolded import TIED
from zhiheng_diagrams.notation.signs import GATEWAYS

_NAMES = ("受理", "审查", "决定", "办结")
_ACCEPTING, _EXAMINING, _DECIDING, _CLOSING = range(len(_NAMES))
_FILED = ("处罚", "强制")
"""Powers whose cases the office files itself (立案, 处罚法 54), and does not accept."""
_ACCEPTS = frozenset({Meaning.ACCEPTANCE})
_DECIDES = frozenset({Meaning.GRANT, Meaning.REFUSAL})


def names(chart: Chart) -> tuple[str, ...]:
    """What its phases are called, by number."""
    if coerces(chart):
        return STAGES
    is_filed = any(word in chart.power.category for word in _FILED)
    return ("立案", *_NAMES[1:]) if is_filed else _NAMES


def phased(chart: Chart) -> Ranks:
    """The rows of the chart, each phase beginning on a fresh one."""
    graph = skeleton(chart)
    return ranks(graph, phases(chart, graph, ranks(graph)))


@dataclass(frozen=True, slots=True)
class _At:
    """ends: whether what follows is beyond the phase; the choice of the way may be yet to come."""

    phase: int
    ends: bool = False


def phases(chart: Chart, graph: Skeleton, ranked: Ranks) -> Mapping[ElementPath, int]:
    """The phase of each node of the graph; along the flow it never falls, loops left aside."""
    if coerces(chart):
        return stages(chart)
    into: dict[ElementPath, list[int]] = {}
    for i, wire in enumerate(graph.wires):
        if i not in ranked.back:
            into.setdefault(wire.target, []).append(i)
    accepts = any(_means(node) & _ACCEPTS for node in chart.nodes.values())
    first = _At(_ACCEPTING if accepts else _EXAMINING)
    onward = _leads_to_decision(chart, graph, ranked)
    found: dict[ElementPath, _At] = {}
    for path in ranked.order:
        before = [_left(graph.wires[i], found[graph.wires[i].source]) for i in into.get(path, ())]
        reached = max(before, key=lambda at: (at.phase, at.ends), default=first)
        found[path] = _entered(chart.nodes[path], reached, is_onward=path in onward or not onward)
    return {path: at.phase for path, at in found.items()}


def _left(wire: Wire, at: _At) -> _At:
    """A step that is cut short has not ended its phase."""
    return _At(at.phase) if wire.event or wire.id.startswith(TIED) else at


def _entered(node: Node, reached: _At, *, is_onward: bool) -> _At:
    """A refusal to accept, and a call for more papers, belong to acceptance: nothing is examined.

    They lead to no decision. The gateway after a step still belongs to it.
    """
    if reached.ends and node.kind in GATEWAYS:
        return reached
    beyond = reached.ends and (reached.phase >= _DECIDING or is_onward)
    phase = min(_CLOSING, reached.phase + 1) if beyond else reached.phase
    means = _means(node)
    if means & _DECIDES:
        return _At(max(_DECIDING, phase), ends=phase <= _DECIDING)
    return _At(phase, ends=bool(means & _ACCEPTS) and phase == _ACCEPTING)


def _leads_to_decision(chart: Chart, graph: Skeleton, ranked: Ranks) -> frozenset[ElementPath]:
    """The deciding steps and all from which one comes to them, loops left aside."""
    found = {path for path in graph.nodes if _means(chart.nodes[path]) & _DECIDES}
    for path in reversed(ranked.order):
        ways = (graph.wires[i].target for i in graph.out_of(path) if i not in ranked.back)
        if any(target in found for target in ways):
            found.add(path)
    return frozenset(found)


def _means(node: Node) -> frozenset[Meaning]:
    return frozenset(outcome.means for outcome in node.task.outcomes) if node.task else frozenset()
