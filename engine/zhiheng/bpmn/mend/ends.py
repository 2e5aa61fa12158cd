"""Starts and ends that a drawing leaves out, or has several of."""

from dataclasses import replace

from zhiheng.bpmn.elements.draft import bare
from zhiheng.bpmn.elements.graph import ENDS
from zhiheng.bpmn.mend.sketch import Scope, Sketch
from zhiheng.model.chart import Node, NodeKind, Trigger
from zhiheng.model.ids import ElementPath

_NOT_ENTERED = (NodeKind.START, NodeKind.BOUNDARY, NodeKind.EVENT_SUB_PROCESS)
_NOT_LEFT = (*ENDS, NodeKind.EVENT_SUB_PROCESS)


def mend_ends(sketch: Sketch) -> None:
    """Put an end event behind each step that leads nowhere: in BPMN a token ends there."""
    leaving, entering = sketch.leaving(), sketch.entering()
    ended: list[ElementPath] = []
    for node in list(sketch.nodes.values()):
        joined = node.path in entering or node.kind in _NOT_ENTERED
        if node.path not in leaving and node.kind not in _NOT_LEFT and joined:
            end = sketch.add(f"{bare(node.path)}_end", NodeKind.END, node, node.parent)
            sketch.join(node.path, end)
            ended.append(node.path)
    sketch.tell_all("BPM105", ended)


def mend_starts(sketch: Sketch) -> None:
    """See to it that each scope has one start event."""
    entering = sketch.entering()
    for scope, nodes in sketch.scopes().items():
        starts = [node for node in nodes if node.kind is NodeKind.START]
        if not starts:
            _start(sketch, scope, [n for n in nodes if _first(n) and n.path not in entering])
        elif len(starts) > 1 and not _by_event(sketch, scope):
            _choose(sketch, scope, starts)


def _first(node: Node) -> bool:
    return node.kind not in (*_NOT_ENTERED, *ENDS)


def _by_event(sketch: Sketch, scope: Scope) -> bool:
    return scope is not None and sketch.nodes[scope].kind is NodeKind.EVENT_SUB_PROCESS


def _start(sketch: Sketch, scope: Scope, first: list[Node]) -> None:
    """Without a start event, all that nothing leads to begins at once."""
    if not first:
        return
    name = bare(scope or sketch.key)
    start = sketch.add(f"{name}_start", NodeKind.START, first[0], scope)
    sketch.tell("BPM106", scope or sketch.key, count=len(first))
    if len(first) > 1:
        split = sketch.add(f"{name}_split", NodeKind.PARALLEL, first[0], scope)
        sketch.join(start, split)
        start = split
    for node in first:
        sketch.join(start, node.path)


def _choose(sketch: Sketch, scope: Scope, starts: list[Node]) -> None:
    """Each of several start events begins a case of its own: one of them, not all."""
    name = bare(scope or sketch.key)
    start = sketch.add(f"{name}_start", NodeKind.START, starts[0], scope)
    choice = sketch.add(f"{name}_starts", NodeKind.EXCLUSIVE, starts[0], scope)
    sketch.join(start, choice)
    for node in starts:
        awaited = node.trigger is not Trigger.NONE
        kind = NodeKind.CATCH if awaited else NodeKind.THROW
        sketch.nodes[node.path] = replace(node, kind=kind)
        sketch.join(choice, node.path)
    sketch.tell("BPM107", scope or sketch.key, count=len(starts))
