"""Transitions of end events."""

from collections.abc import Iterator

from zhiheng.model.chart import Node, NodeKind
from zhiheng.model.ids import ElementPath
from zhiheng.verify.drawing import Drawing
from zhiheng.verify.layout import END
from zhiheng.verify.net import Transition


def end(drawing: Drawing, node: Node) -> Iterator[Transition]:
    """The token is gone. Several flows meet first, so that two tokens at one end are seen."""
    meeting = drawing.layout.bit(node.path, END)
    if not meeting:
        for before in drawing.ins(node):
            yield Transition(before, 0, (node.path,))
        return
    for before in drawing.ins(node):
        yield Transition(before, meeting)
    yield Transition(meeting, 0, (node.path,))


def terminate(drawing: Drawing, node: Node) -> Iterator[Transition]:
    """All that is left in the body is taken away."""
    held = drawing.layout.held[node.parent]
    for before in drawing.ins(node):
        yield Transition(before, 0, (node.path,), reset=held, cuts=_work(drawing, held))


def error_end(drawing: Drawing, node: Node) -> Iterator[Transition]:
    """The activity whose event catches the error is left; uncaught, the case is."""
    catcher = drawing.built.catcher(node)
    layout = drawing.layout
    for before in drawing.ins(node):
        if catcher is None:
            everything = layout.held[None]
            cuts = _work(drawing, everything)
            yield Transition(before, 0, (node.path,), reset=everything, cuts=cuts)
            continue
        reset, holder = _left(drawing, catcher)
        passed = (node.path, *holder, catcher.path)
        yield Transition(before, drawing.leave(catcher), passed, reset=reset)


def _left(drawing: Drawing, catcher: Node) -> tuple[int, tuple[ElementPath, ...]]:
    """All places that the catching event empties, and the event sub-process it starts."""
    if catcher.attached_to is not None:
        return drawing.layout.own[catcher.attached_to], ()
    body = catcher.parent
    if body is None:
        return drawing.layout.held[None], ()
    return drawing.layout.held[drawing.built.nodes[body].parent], (body,)


def _work(drawing: Drawing, places: int) -> int:
    """The places from which something is still to be done: not those right before an end."""
    over = drawing.layout.idle | drawing.layout.ends
    for path, flows in drawing.built.entering.items():
        if drawing.built.nodes[path].kind is NodeKind.END:
            over |= drawing.layout.flows(flows)
    return places & ~over
