"""Transitions of what takes time: tasks, calls, events, bodies, and what interrupts them."""

from collections.abc import Iterator

from zhiheng.model.chart import Node, NodeKind, Trigger
from zhiheng.model.ids import ElementPath
from zhiheng.verify.drawing import Drawing
from zhiheng.verify.layout import ACTIVE, ARMED, is_lasting, may_repeat
from zhiheng.verify.net import Transition


def activity(drawing: Drawing, node: Node) -> Iterator[Transition]:
    """A task, a call, an event in the flow: one transition, or one in and one out."""
    silent = node.kind is NodeKind.THROW or drawing.chosen_before(node)
    step = None if silent else node.path
    after = drawing.leave(node)
    if not is_lasting(node, drawing.built):
        for before in drawing.ins(node):
            yield Transition(before, after, (node.path,), step)
        return
    active = drawing.layout.bit(node.path, ACTIVE)
    waiting = drawing.layout.armed(drawing.built.boundaries[node.path])
    for before in drawing.ins(node):
        yield Transition(before, active | waiting)
    yield Transition(active, after, (node.path,), step, reset=waiting)


def sub_process(drawing: Drawing, node: Node) -> Iterator[Transition]:
    """It is done when nothing is left to do in its body."""
    layout = drawing.layout
    active = layout.bit(node.path, ACTIVE)
    waiting = layout.armed(drawing.built.boundaries.get(node.path, ()))
    inner = layout.armed(drawing.built.event_bodies(node.path))
    begin = active | waiting | inner | drawing.begin_body(node.path)
    for before in drawing.ins(node):
        yield Transition(before, begin, (node.path,))
    held = layout.held.get(node.path, 0)
    yield Transition(
        active,
        drawing.leave(node),
        reset=(held & layout.idle) | waiting,
        inhibit=held & ~layout.idle,
    )


def boundary(drawing: Drawing, node: Node) -> Iterator[Transition]:
    """An event on the edge of an activity, if it can occur by itself."""
    if node.attached_to is None or not occurs(drawing, node):
        return
    active = drawing.layout.bit(node.attached_to, ACTIVE)
    after = drawing.leave(node)
    if may_repeat(node):
        once = active | drawing.layout.bit(node.path, ARMED)
        yield Transition(once, active | after, (node.path,), node.path)
        return
    reset = drawing.layout.own[node.attached_to]
    yield Transition(active, after, (node.path,), node.path, reset=reset)


def event_body(drawing: Drawing, node: Node) -> Iterator[Transition]:
    """The event sub-process starts while there is work in the body that holds it."""
    held = drawing.layout.held.get(node.parent, 0)
    armed = drawing.layout.bit(node.path, ARMED)
    for start in drawing.built.starts(node.path):
        if start.trigger is not Trigger.ERROR or _calls(drawing, node.parent):
            yield Transition(
                armed,
                drawing.leave(start),
                (node.path, start.path),
                start.path,
                reset=held if start.interrupting else 0,
                some=held & ~drawing.layout.idle,
            )


def occurs(drawing: Drawing, node: Node) -> bool:
    """Whether an event may occur without an error end event that throws it.

    Who calls cannot see what the called process throws.
    """
    if node.trigger is not Trigger.ERROR or node.attached_to is None:
        return True
    if drawing.built.nodes[node.attached_to].kind is not NodeKind.SUB_PROCESS:
        return True
    return _calls(drawing, node.attached_to)


def _calls(drawing: Drawing, scope: ElementPath | None) -> bool:
    return any(
        node.kind is NodeKind.CALL and scope in drawing.built.around(node.parent)
        for node in drawing.built.nodes.values()
    )
