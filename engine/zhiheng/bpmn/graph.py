"""The flow as a graph: what is reached, and what stands in a loop. Without recursion."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zhiheng.model.chart import Chart, Flow, Node, NodeKind
from zhiheng.model.ids import ElementPath

Arcs = Mapping[ElementPath, tuple[ElementPath, ...]]
ENDS = (NodeKind.END, NodeKind.TERMINATE)


@dataclass(frozen=True, slots=True)
class Graph:
    """Flows by where they leave and where they enter; loose ends are left out."""

    nodes: Mapping[ElementPath, Node]
    leaving: Mapping[ElementPath, tuple[Flow, ...]]
    entering: Mapping[ElementPath, tuple[Flow, ...]]

    @property
    def onward(self) -> Arcs:
        """From each node to the next ones."""
        return {path: tuple(f.target for f in flows) for path, flows in self.leaving.items()}

    @property
    def backward(self) -> Arcs:
        """From each node to the ones before."""
        return {path: tuple(f.source for f in flows) for path, flows in self.entering.items()}


def graph_of(chart: Chart) -> Graph:
    """The graph of a chart."""
    leaving: dict[ElementPath, list[Flow]] = {path: [] for path in chart.nodes}
    entering: dict[ElementPath, list[Flow]] = {path: [] for path in chart.nodes}
    for flow in chart.flows:
        if flow.source in chart.nodes and flow.target in chart.nodes:
            leaving[flow.source].append(flow)
            entering[flow.target].append(flow)
    return Graph(
        chart.nodes,
        {path: tuple(flows) for path, flows in leaving.items()},
        {path: tuple(flows) for path, flows in entering.items()},
    )


def reached(arcs: Arcs, start: Iterable[ElementPath]) -> set[ElementPath]:
    """All nodes that can be reached from the start, itself included."""
    seen = set(start)
    waiting = list(seen)
    while waiting:
        for target in arcs[waiting.pop()]:
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


def looping(graph: Graph) -> set[ElementPath]:
    """The nodes that stand in a loop: a strongly connected part of two or more (Kosaraju)."""
    seen: set[ElementPath] = set()
    loops: set[ElementPath] = set()
    backward = graph.backward
    for root in reversed(_finished(graph.onward)):
        if root in seen:
            continue
        part = _part(backward, root, seen)
        if len(part) > 1:
            loops |= part
    return loops | {p for p, targets in graph.onward.items() if p in targets}


def _part(arcs: Arcs, root: ElementPath, seen: set[ElementPath]) -> set[ElementPath]:
    part = {root}
    waiting = [root]
    seen.add(root)
    while waiting:
        for source in arcs[waiting.pop()]:
            if source not in seen:
                seen.add(source)
                part.add(source)
                waiting.append(source)
    return part


def _finished(arcs: Arcs) -> list[ElementPath]:
    """The nodes in the order in which a depth-first walk leaves them."""
    order: list[ElementPath] = []
    seen: set[ElementPath] = set()
    for root in arcs:
        if root in seen:
            continue
        seen.add(root)
        trail = [(root, iter(arcs[root]))]
        while trail:
            path, targets = trail[-1]
            fresh = next((t for t in targets if t not in seen), None)
            if fresh is None:
                order.append(path)
                trail.pop()
            else:
                seen.add(fresh)
                trail.append((fresh, iter(arcs[fresh])))
    return order
