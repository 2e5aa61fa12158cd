"""Leave internal steps out of a flow (信息公开条例 16), and keep the order of those that stay.

A choice that only internal steps lead to is as internal as they are. Where an internal stretch
leads on by more than one way, one choice without a name stands for it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from zhiheng.bpmn.elements.graph import Graph, graph_of, reached
from zhiheng.model.chart import Chart, Flow, Node, NodeKind
from zhiheng.model.ids import ElementPath


def internal(chart: Chart) -> frozenset[ElementPath]:
    """The elements that the public edition leaves out."""
    graph = graph_of(chart)
    hidden = {path for path, node in chart.nodes.items() if node.task and node.task.withheld}
    while more := set(_only_after(graph, hidden)):
        hidden |= more
    return frozenset(hidden)


def nothing_withheld(chart: Chart) -> Chart:
    """The chart as an item shows it that has chosen to show its internal chart."""
    nodes = {
        path: node if node.task is None else replace(node, task=replace(node.task, withheld=None))
        for path, node in chart.nodes.items()
    }
    return replace(chart, nodes=nodes)


def _only_after(graph: Graph, hidden: set[ElementPath]) -> Iterator[ElementPath]:
    for path, node in graph.nodes.items():
        before = {flow.source for flow in graph.entering[path]}
        if path not in hidden and node.kind is NodeKind.EXCLUSIVE and before and before <= hidden:
            yield path


def without(
    chart: Chart, hidden: frozenset[ElementPath]
) -> tuple[Mapping[ElementPath, Node], tuple[Flow, ...]]:
    """The elements that stay, and the ways between them."""
    graph = graph_of(chart)
    nodes = {path: node for path, node in chart.nodes.items() if path not in hidden}
    flows: list[Flow] = []
    for flow in chart.flows:
        if flow.source in hidden:
            continue
        if flow.target not in hidden:
            flows.append(flow)
            continue
        onward = _exits(graph, hidden, flow)
        if len(onward) == 1:
            flows.append(Flow(flow.id, flow.source, onward[0], flow.name, default=flow.default))
            continue
        stands, before = ElementPath(f"{flow.id}.choice"), graph.nodes[flow.source]
        nodes[stands] = Node(stands, NodeKind.EXCLUSIVE, "", before.lane, parent=before.parent)
        flows.append(Flow(flow.id, flow.source, stands, flow.name, default=flow.default))
        flows += [Flow(f"{stands}.{n}", stands, to) for n, to in enumerate(onward, start=1)]
    return nodes, tuple(flows)


def _exits(graph: Graph, hidden: frozenset[ElementPath], flow: Flow) -> list[ElementPath]:
    """What follows the internal stretch, in the order of the file."""
    onward = {
        path: tuple(t for t in targets if path in hidden) for path, targets in graph.onward.items()
    }
    found = reached(onward, [flow.target]) - hidden
    return [path for path in graph.nodes if path in found]
