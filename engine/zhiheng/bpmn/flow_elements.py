"""Nodes, sequence flows and lanes of a process, in the order of the file."""

from collections.abc import Mapping

from lxml import etree

from zhiheng.bpmn.forms import MAX_PARTS, FormReading, read_form
from zhiheng.bpmn.marks import first
from zhiheng.bpmn.tags import BPMN, children, elements, ident, is_bpmn, local, namespace
from zhiheng.bpmn.tasks import read_post, read_task
from zhiheng.model.chart import Flow, Lane, Node, NodeKind
from zhiheng.model.ids import ElementPath

_KINDS = {
    "startEvent": NodeKind.START,
    "endEvent": NodeKind.END,
    "userTask": NodeKind.TASK,
    "exclusiveGateway": NodeKind.EXCLUSIVE,
    "parallelGateway": NodeKind.PARALLEL,
}


def read_nodes(
    process: etree._Element, forms: Mapping[str, FormReading]
) -> dict[ElementPath, Node]:
    """All nodes, by path; with no sub-process the path is the BPMN id."""
    lanes = lane_of(process)
    return {
        ElementPath(ident(e)): _node(e, lanes, forms)
        for e in elements(process)
        if namespace(e) == BPMN and local(e) in _KINDS
    }


def read_forms(process: etree._Element) -> dict[str, FormReading]:
    """The forms by task; those that come after the budget of the chart is spent are faulty."""
    found: dict[str, FormReading] = {}
    budget = MAX_PARTS
    for element in children(process, "userTask"):
        if (mark := first(element, "form")) is not None:
            found[ident(element)] = form = read_form(mark.content, budget)
            budget -= form.parts
    return found


def _node(
    element: etree._Element, lanes: Mapping[str, str], forms: Mapping[str, FormReading]
) -> Node:
    kind = _KINDS[local(element)]
    if any(is_bpmn(child, "terminateEventDefinition") for child in elements(element)):
        kind = NodeKind.TERMINATE
    form = forms.get(ident(element), FormReading())
    return Node(
        path=ElementPath(ident(element)),
        kind=kind,
        name=(element.get("name") or "").strip(),
        lane=lanes.get(ident(element)),
        task=read_task(element, form.schema) if kind is NodeKind.TASK else None,
    )


def read_flows(process: etree._Element) -> tuple[Flow, ...]:
    """All sequence flows. default: its source names it so."""
    defaults = set(read_defaults(process).items())
    return tuple(_flow(e, defaults) for e in children(process, "sequenceFlow"))


def _flow(element: etree._Element, defaults: set[tuple[str, str]]) -> Flow:
    source = element.get("sourceRef") or ""
    condition = next(children(element, "conditionExpression"), None)
    return Flow(
        id=ident(element),
        source=ElementPath(source),
        target=ElementPath(element.get("targetRef") or ""),
        name=(element.get("name") or "").strip(),
        condition=None if condition is None else (condition.text or "").strip(),
        default=(source, ident(element)) in defaults,
    )


def read_defaults(process: etree._Element) -> dict[str, str]:
    """Gateway -> the flow that it names as its default."""
    return {
        ident(e): named
        for e in children(process, "exclusiveGateway")
        if (named := e.get("default")) is not None
    }


def lane_elements(process: etree._Element) -> tuple[etree._Element, ...]:
    """All lanes of the process."""
    return tuple(lane for lanes in children(process, "laneSet") for lane in children(lanes, "lane"))


def lane_refs(lane: etree._Element) -> tuple[str, ...]:
    """The ids of the elements that stand in a lane."""
    return tuple((ref.text or "").strip() for ref in children(lane, "flowNodeRef"))


def lane_of(process: etree._Element) -> dict[str, str]:
    """Element id -> lane id."""
    return {ref: ident(lane) for lane in lane_elements(process) for ref in lane_refs(lane)}


def read_lanes(process: etree._Element) -> tuple[Lane, ...]:
    """The lanes, each with its post."""
    return tuple(
        Lane(ident(e), (e.get("name") or "").strip(), read_post(first(e, "post")))
        for e in lane_elements(process)
    )
