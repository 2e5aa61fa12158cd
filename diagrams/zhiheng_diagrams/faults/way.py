"""A finding on its chart: which flows its way takes, where tokens are left, what is at fault.

A token game in small, for drawing alone: the proof (zhiheng.verify) has found the way, and the
trace names nodes and the flows that were chosen; the other flows follow from it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from zhiheng.bpmn.elements.graph import Graph, graph_of
from zhiheng.model.chart import Chart, Flow, Node, NodeKind
from zhiheng.model.finding import Finding
from zhiheng.model.ids import ElementPath

_CHOICES = frozenset({NodeKind.EXCLUSIVE, NodeKind.EVENT_GATEWAY, NodeKind.INCLUSIVE})
_JOINS = frozenset({NodeKind.PARALLEL, NodeKind.INCLUSIVE})


@dataclass(frozen=True, slots=True)
class Way:
    """steps: the trace. walked: flows taken. left: flows that hold tokens at last, how many.

    guilty: the nodes that the finding is about. awaited: its flows that no token took.
    """

    steps: tuple[str, ...]
    walked: frozenset[str]
    left: Mapping[str, int]
    guilty: frozenset[str]
    awaited: frozenset[str]


def way(chart: Chart, finding: Finding) -> Way:
    """The way of a finding; without steps where none can be shown."""
    game = _Game(chart, graph_of(chart))
    flows = {flow.id for flow in chart.flows}
    for element in finding.trace:
        if element in flows:
            game.take(element)
        elif (path := ElementPath(element)) in chart.nodes:
            game.pass_node(chart.nodes[path])
    game.finish_bodies()
    about = set(finding.elements)
    shown = flows | set(chart.nodes)
    return Way(
        steps=tuple(element for element in finding.trace if element in shown),
        walked=frozenset(game.walked),
        left={flow: count for flow, count in game.tokens.items() if count > 0},
        guilty=frozenset(about & set(chart.nodes)),
        awaited=frozenset((about & flows) - game.walked),
    )


@dataclass
class _Game:
    chart: Chart
    graph: Graph
    tokens: Counter[str] = field(default_factory=Counter)
    walked: set[str] = field(default_factory=set)
    begun: dict[ElementPath, Node] = field(default_factory=dict)
    """Sub-processes that have begun and whose flows onward are not taken yet."""

    def take(self, flow: str) -> None:
        self.tokens[flow] += 1
        self.walked.add(flow)

    def pass_node(self, node: Node) -> None:
        self._consume(node)
        if node.attached_to in self.chart.nodes and node.attached_to is not None:
            self._consume(self.chart.nodes[node.attached_to])
        leaving = self.graph.leaving[node.path]
        if node.kind is NodeKind.SUB_PROCESS and self._is_held(node.path):
            self.begun[node.path] = node
        elif node.kind is NodeKind.TERMINATE:
            self._clear(node.parent)
        elif node.kind is NodeKind.BOUNDARY and node.interrupting and node.attached_to:
            self._clear(node.attached_to)
            self.begun.pop(node.attached_to, None)
            self._take_all(leaving)
        elif node.kind not in _CHOICES or len(leaving) == 1:
            self._take_all(leaving)

    def finish_bodies(self) -> None:
        """A body in which no token is left is done."""
        for path in list(self.begun):
            if not any(count > 0 and self._within(flow, path) for flow, count in self._held()):
                del self.begun[path]
                self._take_all(self.graph.leaving[path])

    def _take_all(self, flows: tuple[Flow, ...]) -> None:
        for flow in flows:
            self.take(flow.id)

    def _consume(self, node: Node) -> None:
        entering = self.graph.entering[node.path]
        if entering and not any(self.tokens[flow.id] > 0 for flow in entering):
            self.finish_bodies()
        ready = [flow.id for flow in entering if self.tokens[flow.id] > 0]
        for flow in ready if node.kind in _JOINS else ready[:1]:
            self.tokens[flow] -= 1

    def _clear(self, scope: ElementPath | None) -> None:
        for flow, _ in self._held():
            if scope is None or self._within(flow, scope):
                self.tokens[flow] = 0

    def _held(self) -> list[tuple[str, int]]:
        return list(self.tokens.items())

    def _is_held(self, path: ElementPath) -> bool:
        return any(node.parent == path for node in self.chart.nodes.values())

    def _within(self, flow: str, scope: ElementPath) -> bool:
        source = next(f.source for f in self.chart.flows if f.id == flow)
        parent = self.chart.nodes[source].parent
        while parent is not None and parent != scope:
            parent = self.chart.nodes[parent].parent
        return parent == scope
