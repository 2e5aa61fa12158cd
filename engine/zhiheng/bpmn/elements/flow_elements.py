"""Nodes and sequence flows of a process, in the order of the file."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from lxml import etree

from zhiheng.bpmn.elements.forms import MAX_PARTS, FormReading, read_form
from zhiheng.bpmn.elements.marks import first
from zhiheng.bpmn.elements.places import Placed, Places
from zhiheng.bpmn.elements.tasks import read_clock, read_task
from zhiheng.bpmn.elements.timers import read_wait
from zhiheng.bpmn.markup.events import link_name
from zhiheng.bpmn.markup.synthetic import Ids
from zhiheng.bpmn.markup.tags import children, ident, is_bpmn, spaced
from zhiheng.model.chart import Flow, Node, NodeKind, Task, Trigger
from zhiheng.model.ids import ElementPath


def read_nodes(
    places: Places, lanes: Mapping[str, str], forms: Mapping[str, FormReading]
) -> dict[ElementPath, Node]:
    """All nodes, by path. lanes: the lane of each BPMN id."""
    awaited = _awaited(places)
    return {
        p.path: _awaiting(p, lanes) if p.path in awaited else _node(p, places, lanes, forms)
        for p in places.nodes
    }


def read_forms(places: Places) -> dict[str, FormReading]:
    """The forms by task; those that come after the budget of the chart is spent are faulty."""
    found: dict[str, FormReading] = {}
    budget = MAX_PARTS
    for placed in places.nodes:
        if (mark := first(placed.element, "form")) is not None:
            found[placed.path] = form = read_form(mark.content, budget)
            budget -= form.parts
    return found


def _node(
    placed: Placed, places: Places, lanes: Mapping[str, str], forms: Mapping[str, FormReading]
) -> Node:
    element, kind, event = placed.element, placed.kind, placed.event
    form = forms.get(placed.path, FormReading())
    host = element.get("attachedToRef") if kind is NodeKind.BOUNDARY else None
    return Node(
        path=placed.path,
        kind=kind,
        name=spaced(element.get("name")),
        lane=lanes.get(ident(element)),
        task=_task(placed, places, form) if _is_done_by_hand(placed) else None,
        parent=placed.parent,
        trigger=event.trigger,
        attached_to=None if host is None else places.path(host),
        interrupting=_interrupts(placed),
        code=event.code,
        called=element.get("calledElement") if kind is NodeKind.CALL else None,
        wait=read_wait(element) if event.trigger is Trigger.TIMER else None,
        clock=None if kind is NodeKind.TASK else read_clock(element),
    )


def _is_done_by_hand(placed: Placed) -> bool:
    """A user task, or a message from outside that somebody is to record."""
    message = placed.kind is NodeKind.CATCH and placed.event.trigger is Trigger.MESSAGE
    return placed.kind is NodeKind.TASK or (
        message and first(placed.element, "external") is not None
    )


def _task(placed: Placed, places: Places, form: FormReading) -> Task:
    return read_task(placed.element, placed.path, form.schema, places.path)


def _interrupts(placed: Placed) -> bool:
    """An error always ends what it interrupts."""
    said = "cancelActivity" if placed.kind is NodeKind.BOUNDARY else "isInterrupting"
    return placed.event.fails or placed.element.get(said) != "false"


def _awaited(places: Places) -> set[ElementPath]:
    """Receive tasks behind an event-based gateway; but not those that carry other events."""
    gateways = {ident(p.element) for p in places.nodes if p.kind is NodeKind.EVENT_GATEWAY}
    hosts = {p.element.get("attachedToRef") for p in places.nodes}
    targets = {f.get("targetRef") for f in places.flows if f.get("sourceRef") in gateways} - hosts
    return {
        p.path
        for p in places.nodes
        if is_bpmn(p.element, "receiveTask") and ident(p.element) in targets
    }


def _awaiting(placed: Placed, lanes: Mapping[str, str]) -> Node:
    return Node(
        path=placed.path,
        kind=NodeKind.CATCH,
        name=spaced(placed.element.get("name")),
        lane=lanes.get(ident(placed.element)),
        parent=placed.parent,
        trigger=Trigger.MESSAGE,
    )


def read_flows(places: Places) -> tuple[Flow, ...]:
    """All sequence flows, and links as the flows that they are. default: its source says so."""
    defaults = set(read_defaults(places).items())
    flows = tuple(_flow(e, places, defaults) for e in places.flows)
    ids = Ids({*places.paths, *(flow.id for flow in flows)})
    return flows + tuple(
        Flow(ids.fresh(f"{ident(throw.element)}_link"), throw.path, catch.path)
        for throw, catch in read_links(places)
        if catch is not None
    )


def _flow(element: etree._Element, places: Places, defaults: set[tuple[str, str]]) -> Flow:
    source = places.path(element.get("sourceRef") or "")
    condition = next(children(element, "conditionExpression"), None)
    return Flow(
        id=ident(element),
        source=source,
        target=places.path(element.get("targetRef") or ""),
        name=spaced(element.get("name")),
        condition=None if condition is None else (condition.text or "").strip(),
        default=(source, ident(element)) in defaults,
    )


def read_defaults(places: Places) -> dict[str, str]:
    """Path of a gateway or task -> the flow that it names as its default."""
    return {p.path: named for p in places.nodes if (named := p.element.get("default")) is not None}


def read_links(places: Places) -> Iterator[tuple[Placed, Placed | None]]:
    """Each link event that throws, with the one that catches; None unless there is just one."""
    catching: dict[tuple[str | None, str], list[Placed]] = defaultdict(list)
    throwing: list[tuple[Placed, str]] = []
    for placed in places.nodes:
        if (name := link_name(placed.element)) is None:
            continue
        if is_bpmn(placed.element, "intermediateCatchEvent"):
            catching[placed.parent, name].append(placed)
        else:
            throwing.append((placed, name))
    for throw, name in throwing:
        partners = catching[throw.parent, name]
        yield throw, partners[0] if len(partners) == 1 else None
