"""The course of a case through a chart: the body of each sub-process in the place of its box.

What leads into a sub-process leads to its start event, each of its ends to the box, and the box
onward; an end with an error leads to the event that catches it. So a rule sees the steps inside
as it sees all others, and a box is no step.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from zhiheng.bpmn.elements.graph import ENDS, Graph, graph_of
from zhiheng.model.chart import Chart, Flow, Node, NodeKind
from zhiheng.model.ids import ElementPath
from zhiheng.verify.scopes import Structure, structure


def course(chart: Chart) -> Graph:
    """The course. The ids of flows are kept; those added have the path of their end."""
    if not any(node.kind is NodeKind.SUB_PROCESS for node in chart.nodes.values()):
        return graph_of(chart)
    built = structure(chart)
    begins = _begins(built)
    flows = [replace(f, target=begins.get(f.target, f.target)) for f in chart.flows]
    flows += _out(built)
    nodes = {path: _passed(node) for path, node in chart.nodes.items()}
    return graph_of(replace(chart, nodes=nodes, flows=tuple(flows)))


def concurrent(chart: Chart, end: ElementPath) -> frozenset[ElementPath]:
    """The nodes of all that the end breaks off, the end itself among them."""
    built = structure(chart)
    node = chart.nodes[end]
    broken = node.parent
    if node.kind is NodeKind.ERROR_END and (catcher := built.catcher(node)) is not None:
        broken = catcher.attached_to
    return frozenset(p for p, n in chart.nodes.items() if broken in built.around(n.parent))


def _begins(built: Structure) -> Mapping[ElementPath, ElementPath]:
    """The start event of each sub-process."""
    boxes = (n.path for n in built.nodes.values() if n.kind is NodeKind.SUB_PROCESS)
    return {box: start.path for box in boxes for start in built.starts(box)}


def _out(built: Structure) -> Iterator[Flow]:
    """From the ends of bodies to what comes of them."""
    for node in built.nodes.values():
        if node.parent is None or node.kind not in ENDS:
            continue
        after = node.parent
        if node.kind is NodeKind.ERROR_END:
            catcher = built.catcher(node)
            if catcher is None:
                continue
            after = catcher.path
        yield Flow(node.path, node.path, after)


def _passed(node: Node) -> Node:
    """The end of a body is no end of the case: it is passed by."""
    inner = node.parent is not None and node.kind in ENDS
    return replace(node, kind=NodeKind.THROW) if inner else node
