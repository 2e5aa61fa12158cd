"""From a chart to its net.

A place for each sequence flow, and for what else lasts (layout.py). Data are left open: every
condition may hold. Messages and timers may always occur; an event that does not interrupt
occurs at most once for each time that what it sits on is entered. A call activity is one step.
Source: Dijkman, Dumas, Ouyang, Semantics and analysis of business process models in BPMN (2008);
the events and the inclusive join as in BPMN 2.0.2, chapter 13.
"""

from collections.abc import Callable, Iterator, Mapping

from zhiheng.model.chart import Chart, Node, NodeKind
from zhiheng.verify.activities import activity, boundary, event_body, sub_process
from zhiheng.verify.choice import choice_of, decisions, entry_of
from zhiheng.verify.drawing import Drawing
from zhiheng.verify.ends import end, error_end, terminate
from zhiheng.verify.layout import lay_out
from zhiheng.verify.net import Net, Split, Transition
from zhiheng.verify.scopes import structure
from zhiheng.verify.upstream import with_upstream


def compile_net(chart: Chart) -> Net:
    """The net of a chart, of any node kind. Never raises for what the chart holds."""
    built = structure(chart)
    drawing = Drawing(built, lay_out(chart, built))
    places = drawing.layout
    transitions = [t for node in chart.nodes.values() for t in _of_node(drawing, node)]
    if not built.starts(None):
        transitions.append(Transition(places.begin, drawing.begin_body(None)))
    return Net(
        places=places.places,
        transitions=tuple(with_upstream(transitions, drawing)),
        initial=places.begin | places.armed(built.event_bodies(None)),
        idle=places.idle,
        ends=places.ends,
        tasks=frozenset(task.path for task in chart.tasks),
        splits=tuple(s for n in chart.nodes.values() for s in _split(drawing, n)),
    )


def _of_node(drawing: Drawing, node: Node) -> Iterator[Transition]:
    yield from _RULES[node.kind](drawing, node)
    choice = choice_of(node, drawing.built.leaving[node.path])
    for decision in decisions(choice) if choice is not None else ():
        flow = decision.flow
        after = drawing.layout.bit(node.path, decision.after) if decision.after else 0
        yield Transition(
            drawing.layout.bit(node.path, decision.before),
            (drawing.layout.bit(flow.id) if flow is not None else 0) | after,
            (flow.id,) if flow is not None else (),
        )


def _split(drawing: Drawing, node: Node) -> Iterator[Split]:
    choice = choice_of(node, drawing.built.leaving[node.path])
    if choice is not None and not choice.always:
        steps = sum(
            bit
            for place, bit in drawing.layout.at.items()
            if place.element == node.path and place.role[:1] in ("+", "-")
        )
        yield Split(drawing.layout.bit(node.path, entry_of(choice)), steps)


def _start(drawing: Drawing, node: Node) -> Iterator[Transition]:
    """The event of an event sub-process stands with its body (activities.py)."""
    holder = drawing.built.nodes[node.parent] if node.parent is not None else None
    if holder is None or holder.kind is not NodeKind.EVENT_SUB_PROCESS:
        entered = drawing.entered(node.parent)
        yield Transition(entered, drawing.leave(node), (node.path,))


def _exclusive(drawing: Drawing, node: Node) -> Iterator[Transition]:
    """One transition for each way through. Of a choice, the flow taken is named too."""
    leaving = drawing.built.leaving[node.path]
    for before in drawing.ins(node):
        if len(leaving) > 1:
            for flow in leaving:
                yield Transition(
                    before, drawing.layout.bit(flow.id), (node.path, flow.id), drawing.event(flow)
                )
        else:
            step = drawing.event(leaving[0]) if leaving else None
            yield Transition(before, drawing.layout.flows(leaving), (node.path,), step)


def _parallel(drawing: Drawing, node: Node) -> Iterator[Transition]:
    yield Transition(sum(drawing.ins(node)), drawing.leave(node), (node.path,))


def _inclusive(drawing: Drawing, node: Node) -> Iterator[Transition]:
    ins = drawing.ins(node)
    if len(ins) == 1:
        yield Transition(ins[0], drawing.leave(node), (node.path,))
        return
    yield Transition(
        0,
        drawing.leave(node),
        (node.path,),
        reset=sum(ins),
        some=sum(ins),
        waits=tuple((place, place) for place in ins),
    )


_RULES: Mapping[NodeKind, Callable[[Drawing, Node], Iterator[Transition]]] = {
    NodeKind.START: _start,
    NodeKind.END: end,
    NodeKind.TERMINATE: terminate,
    NodeKind.ERROR_END: error_end,
    NodeKind.TASK: activity,
    NodeKind.CALL: activity,
    NodeKind.CATCH: activity,
    NodeKind.THROW: activity,
    NodeKind.EXCLUSIVE: _exclusive,
    NodeKind.EVENT_GATEWAY: _exclusive,
    NodeKind.PARALLEL: _parallel,
    NodeKind.INCLUSIVE: _inclusive,
    NodeKind.BOUNDARY: boundary,
    NodeKind.SUB_PROCESS: sub_process,
    NodeKind.EVENT_SUB_PROCESS: event_body,
}
