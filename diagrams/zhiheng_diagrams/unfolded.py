"""A chart for the eye: the body of each sub-process in the place of its box.

A reader follows who does what next. That some steps are held together, so that a return out of
them breaks off the others, is for the engine; on paper the return goes straight back.
"""

from collections.abc import Mapping
from dataclasses import replace

from zhiheng.model.chart import Chart, Flow, Node, NodeKind
from zhiheng.model.ids import ElementPath
from zhiheng.verify.scopes import Structure, structure


def unfolded(chart: Chart) -> Chart:
    """The chart without boxes, and without the starts and ends inside them."""
    if not any(node.kind is NodeKind.SUB_PROCESS for node in chart.nodes.values()):
        return chart
    built = structure(chart)
    onward = _onward(built)
    nodes = {path: node for path, node in chart.nodes.items() if path not in onward}
    flows = (
        replace(flow, target=_led(onward, flow)) for flow in chart.flows if flow.source in nodes
    )
    return replace(chart, nodes=nodes, flows=tuple(f for f in flows if f.target in nodes))


def _onward(built: Structure) -> Mapping[ElementPath, ElementPath | None]:
    """What is left out -> what comes next in its place."""
    found: dict[ElementPath, ElementPath | None] = {}
    for path, node in built.nodes.items():
        inner = node.parent is not None
        if node.kind is NodeKind.SUB_PROCESS:
            found[path] = next((start.path for start in built.starts(path)), None)
        elif node.kind is NodeKind.ERROR_END:
            catcher = built.catcher(node)
            found[path] = catcher.path if catcher else None
        elif (node.kind is NodeKind.START and inner) or _is_error_edge(node):
            found[path] = _after(built, path)
        elif node.kind in (NodeKind.END, NodeKind.TERMINATE) and node.parent is not None:
            found[path] = _after(built, node.parent)
    return found


def _is_error_edge(node: Node) -> bool:
    return node.kind is NodeKind.BOUNDARY and node.code is not None and node.attached_to is not None


def _after(built: Structure, path: ElementPath) -> ElementPath | None:
    return next((flow.target for flow in built.leaving[path]), None)


def _led(onward: Mapping[ElementPath, ElementPath | None], flow: Flow) -> ElementPath:
    """Where the flow leads to in the end."""
    seen: set[ElementPath] = set()
    at = flow.target
    while at not in seen and (following := onward.get(at)) is not None:
        seen.add(at)
        at = following
    return at
