"""Splits without a gateway, gateways of two minds, and conditions where nothing is chosen."""

from dataclasses import replace

from zhiheng.bpmn.elements.draft import bare
from zhiheng.bpmn.mend.sketch import Sketch
from zhiheng.model.chart import Flow, Node, NodeKind
from zhiheng.model.ids import ElementPath

_GATEWAYS = (
    NodeKind.EXCLUSIVE,
    NodeKind.INCLUSIVE,
    NodeKind.PARALLEL,
    NodeKind.EVENT_GATEWAY,
)
_WAITING = (NodeKind.PARALLEL, NodeKind.INCLUSIVE)
_CHOOSING = (NodeKind.EXCLUSIVE, NodeKind.INCLUSIVE)


def mend_splits(sketch: Sketch) -> None:
    """Several flows out of a step: all of them, or those whose condition holds."""
    for path, flows in sketch.leaving().items():
        node = sketch.nodes.get(path)
        if node is None or node.kind in _GATEWAYS or len(flows) == 1:
            continue
        sure = [flow for flow in flows if flow.condition is None and not flow.default]
        if not sure or len(sure) == len(flows):
            kind = NodeKind.PARALLEL if sure else NodeKind.INCLUSIVE
            _put_behind(sketch, node, kind, flows)
        else:
            kind = NodeKind.PARALLEL
            _split_in_two(sketch, node, sure, [flow for flow in flows if flow not in sure])
        sketch.tell("BPM108", path, count=len(flows), kind=kind.value)


def _split_in_two(sketch: Sketch, node: Node, sure: list[Flow], perhaps: list[Flow]) -> None:
    """Some flows are taken in any case; of the others those that hold, which may be none."""
    split = _put_behind(sketch, node, NodeKind.PARALLEL, sure)
    choice = sketch.add(f"{bare(node.path)}_choice", NodeKind.INCLUSIVE, node, node.parent)
    sketch.join(split, choice)
    for flow in perhaps:
        sketch.change(replace(flow, source=choice))
    if not any(flow.default for flow in perhaps):
        none = sketch.add(f"{bare(node.path)}_none", NodeKind.END, node, node.parent)
        sketch.join(choice, none, default=True)


def mend_gateways(sketch: Sketch) -> None:
    """A gateway that waits for several tokens and then splits becomes two."""
    leaving, entering = sketch.leaving(), sketch.entering()
    double: list[ElementPath] = []
    for node in list(sketch.nodes.values()):
        several = min(len(flows.get(node.path, ())) for flows in (leaving, entering)) > 1
        if node.kind in _WAITING and several:
            _put_behind(sketch, node, node.kind, leaving[node.path])
            double.append(node.path)
    sketch.tell_all("BPM109", double)


def _put_behind(sketch: Sketch, node: Node, kind: NodeKind, flows: list[Flow]) -> ElementPath:
    split = sketch.add(f"{bare(node.path)}_split", kind, node, node.parent)
    for flow in flows:
        sketch.change(replace(flow, source=split))
    sketch.join(node.path, split)
    return split


def mend_choices(sketch: Sketch) -> None:
    """Conditions only where there is a choice; what is left when none holds is the default."""
    for path, flows in sketch.leaving().items():
        node = sketch.nodes.get(path)
        if node is not None and node.kind in _CHOOSING and len(flows) > 1:
            _default(sketch, node, flows)
        else:
            _unconditional(sketch, [flow for flow in flows if flow.condition is not None])


def _unconditional(sketch: Sketch, flows: list[Flow]) -> None:
    for flow in flows:
        sketch.change(replace(flow, condition=None))
        if flow.condition:
            sketch.tell("BPM110", flow.id, condition=flow.condition)


def _default(sketch: Sketch, node: Node, flows: list[Flow]) -> None:
    named = [flow for flow in flows if flow.default]
    open_ends = [flow for flow in flows if not flow.condition]
    if named:
        _unconditional(sketch, [flow for flow in named if flow.condition is not None])
    elif node.kind is NodeKind.EXCLUSIVE and len(open_ends) == 1:
        sketch.change(replace(open_ends[0], default=True))
        sketch.tell("BPM111", open_ends[0].id)
