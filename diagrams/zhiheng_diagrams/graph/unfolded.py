"""A chart for the eye: the body of each sub-process in the place of its box.

A reader follows who does what next. A timer on the edge of a step is led to from that step. That
some steps are held together, so that a return out of them breaks off the others, is for the
engine; on paper the return goes straight back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from zhiheng.model.chart import Chart, Flow, Node, NodeKind, Trigger
from zhiheng.model.ids import ElementPath
from zhiheng.verify.scopes import Structure, structure


def unfolded(chart: Chart) -> Chart:
    """The chart without boxes, and without the starts and ends inside them."""
    chart = replace(chart, flows=chart.flows + tuple(_ties(chart)))
    if not any(node.kind is NodeKind.SUB_PROCESS for node in chart.nodes.values()):
        return chart
    built = structure(chart)
    onward = _onward(built)
    nodes = {path: node for path, node in chart.nodes.items() if path not in onward}
    flows = (
        replace(flow, source=source, target=_led(onward, flow))
        for flow in chart.flows
        if (source := _tied_to(onward, flow)) in nodes
    )
    return replace(chart, nodes=nodes, flows=tuple(f for f in flows if f.target in nodes))


TIED = "tied:"
"""Before the path of a timer, the id of the line from what it sits on."""


def _ties(chart: Chart) -> Iterator[Flow]:
    """A line from what a timer sits on to the timer, so that one sees what it cuts short."""
    for path, node in chart.nodes.items():
        if node.kind is NodeKind.BOUNDARY and node.trigger is Trigger.TIMER and node.attached_to:
            yield Flow(f"{TIED}{path}", node.attached_to, path)


def _tied_to(onward: Mapping[ElementPath, ElementPath | None], flow: Flow) -> ElementPath:
    """Of a box that is not drawn, the first step inside holds its timer."""
    if not flow.id.startswith(TIED) or flow.source not in onward:
        return flow.source
    return _led(onward, replace(flow, target=flow.source))


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
    return (
        node.kind is NodeKind.BOUNDARY and node.trigger is Trigger.ERROR and bool(node.attached_to)
    )


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
