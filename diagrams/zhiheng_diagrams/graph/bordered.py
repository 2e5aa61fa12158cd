"""The graph of a chart with timers on the borders of the steps that they cut short."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from zhiheng.model.chart import Chart, NodeKind
from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.graph.skeleton import Skeleton, Wire, skeleton
from zhiheng_diagrams.graph.unfolded import TIED
from zhiheng_diagrams.notation import signs
from zhiheng_diagrams.notation.cards import Card, Form

_CLOCK = 18.0
_WIDER, _TALLER = 14.0, 10.0
"""So much larger is a box, that a clock on its border covers no word in it."""


@dataclass(frozen=True, slots=True)
class Bordered:
    """hosts: of each clock. captions: what is written beside it: how long it waits, for what."""

    graph: Skeleton
    hosts: Mapping[ElementPath, ElementPath]
    captions: Mapping[ElementPath, str]

    def sized(self, size: Mapping[ElementPath, Card]) -> dict[ElementPath, Card]:
        """The cards with those of the clocks, and their boxes with room for them."""
        clock = Card(Form.CIRCLE, _CLOCK, _CLOCK, (), "event boundary clock")
        return {
            path: clock
            if path in self.hosts
            else replace(card, width=card.width + _WIDER, height=card.height + _TALLER)
            if path in self.hosts.values()
            else card
            for path, card in size.items()
        }


def bordered(chart: Chart) -> Bordered:
    """Of an unfolded chart. A timer that leads to several ways, or none, stays a node."""
    hosts = _hosts(chart)
    plain = skeleton(chart)
    graph = replace(
        plain,
        nodes=tuple(path for path in plain.nodes if path not in hosts),
        wires=tuple(
            _off(wire, hosts)
            for wire in plain.wires
            if not (wire.id.startswith(TIED) and wire.target in hosts)
        ),
    )
    return Bordered(graph, hosts, {path: signs.name(chart.nodes[path]) for path in hosts})


def _off(wire: Wire, hosts: Mapping[ElementPath, ElementPath]) -> Wire:
    if wire.source not in hosts:
        return wire
    return replace(wire, source=hosts[wire.source], event=wire.source)


def _hosts(chart: Chart) -> dict[ElementPath, ElementPath]:
    """Each clock -> the box that it sits on. On another page than its box, it is a node."""
    leaving = Counter(flow.source for flow in chart.flows)
    return {
        flow.target: flow.source
        for flow in chart.flows
        if flow.id.startswith(TIED)
        and chart.nodes[flow.target].kind is NodeKind.BOUNDARY
        and chart.nodes[flow.source].kind in _ACTIVITIES
        and leaving[flow.target] == 1
    }


_ACTIVITIES = frozenset({NodeKind.TASK, NodeKind.CALL})
