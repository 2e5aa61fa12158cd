"""Counterexamples in words: which names a way passes, and what a place stands for."""

from collections.abc import Iterable
from dataclasses import dataclass

from zhiheng.model.chart import Chart, Flow, NodeKind
from zhiheng.model.finding import Text
from zhiheng.model.ids import ElementPath
from zhiheng.verify.net import Net, bits
from zhiheng.verify.scopes import Structure, structure

MOST_NAMES = 5
"""More are left out in the middle: a sentence is read, a trace is looked up."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Names of one chart."""

    built: Structure
    flows: dict[str, Flow]

    def name(self, element: str) -> str:
        """The name of a node, else its id."""
        node = self.built.nodes.get(ElementPath(element))
        return node.name or element if node is not None else element

    def names(self, elements: Iterable[str]) -> Text:
        """The names of several, the middle left out when they are many."""
        found = _short(list(dict.fromkeys(self.name(element) for element in elements)))
        return Text("、".join(found), ", ".join(found))

    def way(self, trace: tuple[str, ...]) -> str:
        """The acts and events of a trace with arrows between; gateways when there are none."""
        nodes = [e for e in trace if ElementPath(e) in self.built.nodes]
        return "→".join(_short([self.name(e) for e in self.work(nodes) or nodes]))

    def work(self, elements: Iterable[str]) -> list[str]:
        """The acts and events among the elements."""
        nodes = self.built.nodes
        paths = (ElementPath(element) for element in elements)
        return [path for path in paths if path in nodes and nodes[path].kind in _WORK]

    def before(self, net: Net, places: int) -> tuple[str, ...]:
        """The nodes from which tokens come to the places."""
        elements = (net.places[bit.bit_length() - 1].element for bit in bits(places))
        return tuple(self.flows[e].source if e in self.flows else e for e in elements)

    def behind(self, net: Net, places: int) -> tuple[str, ...]:
        """The nodes at which tokens on the places are."""
        elements = (net.places[bit.bit_length() - 1].element for bit in bits(places))
        return tuple(self.flows[e].target if e in self.flows else e for e in elements)


def teller(chart: Chart) -> Teller:
    """The names of a chart."""
    return Teller(structure(chart), {flow.id: flow for flow in chart.flows})


def _short(names: list[str]) -> list[str]:
    if len(names) <= MOST_NAMES:
        return names
    return [*names[:2], "…", *names[-2:]]


_WORK = frozenset(
    {NodeKind.TASK, NodeKind.CALL, NodeKind.SUB_PROCESS, NodeKind.CATCH, NodeKind.BOUNDARY}
)
