"""The loops of a part of a flow."""

from collections.abc import Iterator

from zhiheng.bpmn.elements.graph import Graph, looping, reached
from zhiheng.model.ids import ElementPath


def loops_in(graph: Graph, within: set[ElementPath]) -> Iterator[set[ElementPath]]:
    """The strongly connected parts that hold a cycle, when only these nodes are left."""
    part = _only(graph, within)
    onward, backward = part.onward, part.backward
    rest = looping(part)
    while rest:
        path = next(iter(rest))
        loop = reached(onward, (path,)) & reached(backward, (path,))
        yield loop
        rest = rest - loop


def _only(graph: Graph, within: set[ElementPath]) -> Graph:
    return Graph(
        {p: node for p, node in graph.nodes.items() if p in within},
        {p: tuple(f for f in graph.leaving[p] if f.target in within) for p in within},
        {p: tuple(f for f in graph.entering[p] if f.source in within) for p in within},
    )
