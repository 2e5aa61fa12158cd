"""The flow as a graph: what is reached, and what stands in a loop. Without recursion."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zhiheng.model.chart import Chart, Flow, Node, NodeKind
from zhiheng.model.ids import ElementPath

Arcs = Mapping[ElementPath, tuple[ElementPath, ...]]
ENDS = (NodeKind.END, NodeKind.TERMINATE, NodeKind.ERROR_END)
_BEFALLING = (NodeKind.BOUNDARY, NodeKind.START, NodeKind.EVENT_SUB_PROCESS)


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


def entered(graph: Graph) -> Arcs:
    """The arcs onward, with those into sub-processes and to the events that may befall a node."""
    found: dict[ElementPath, list[ElementPath]] = {p: list(t) for p, t in graph.onward.items()}
    for path, node in graph.nodes.items():
        before = node.attached_to or node.parent
        if node.kind in _BEFALLING and before in found:
            found[before].append(path)
    return {path: tuple(targets) for path, targets in found.items()}


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


def with_edges(graph: Graph) -> Graph:
    """The same, with a flow from each activity to the events on its edge."""
    leaving, entering = dict(graph.leaving), dict(graph.entering)
    for path, node in graph.nodes.items():
        if node.attached_to in leaving:
            flow = Flow(path, node.attached_to, path)
            leaving[node.attached_to] += (flow,)
            entering[path] += (flow,)
    return Graph(graph.nodes, leaving, entering)


def host_beside(
    nodes: Mapping[ElementPath, Node], path: ElementPath, target: Node
) -> ElementPath | None:
    """The sub-process that holds the node at `path`, and that stands beside the target."""
    around = nodes[path].parent
    while around is not None and nodes[around].parent != target.parent:
        around = nodes[around].parent
    return None if nodes[path].parent == target.parent else around


Catchers = Mapping[tuple[ElementPath, str], Node]
"""The boundary event by what it sits on and the code that it catches."""


def catchers(nodes: Mapping[ElementPath, Node]) -> Catchers:
    """All events that catch an error of a named code; of two alike, the first."""
    found: dict[tuple[ElementPath, str], Node] = {}
    for node in nodes.values():
        if node.attached_to is not None and node.code is not None:
            found.setdefault((node.attached_to, node.code), node)
    return found


def caught_by(nodes: Mapping[ElementPath, Node], known: Catchers, end: Node) -> Node | None:
    """The event that an error end leads to: the one of its code on the innermost sub-process."""
    around = end.parent
    while around is not None and end.code is not None:
        if event := known.get((around, end.code)):
            return event
        around = nodes[around].parent
    return None


def inverse(arcs: Arcs) -> Arcs:
    """The same arcs the other way round."""
    found: dict[ElementPath, list[ElementPath]] = {path: [] for path in arcs}
    for source, targets in arcs.items():
        for target in targets:
            found[target].append(source)
    return {path: tuple(sources) for path, sources in found.items()}


def without_loops(graph: Graph) -> Arcs:
    """The arcs onward, but for those that lead back to where a walk from the start came from."""
    onward = graph.onward
    rank = {path: at for at, path in enumerate(from_the_start(graph))}
    return {
        path: tuple(target for target in targets if rank[target] > rank[path])
        for path, targets in onward.items()
    }


def from_the_start(graph: Graph) -> list[ElementPath]:
    """All nodes, each after those before it but for what leads back in a loop."""
    onward = graph.onward
    starts = [path for path, node in graph.nodes.items() if node.kind is NodeKind.START]
    return _finished({path: onward[path] for path in (*starts, *onward)})[::-1]


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
