"""The flow of a chart as plain BPMN: no names, no extensions, conditions as flow ids.

Each event that catches an error has a code of its own, which only those ends throw that it
catches by our own reading (verify/scopes.py). Stock SpiffWorkflow lets a sub-process catch what
its sibling throws, when both events have one code (notes/spiff.md §0.2).

A timer or a message is a signal of its own name here: SpiffWorkflow holds no clock (design.md
§9), and only a command brings the event about.
"""

from collections.abc import Mapping

from lxml import etree

from zhiheng.model.chart import Chart, Node, NodeKind, Trigger
from zhiheng.model.ids import ElementPath
from zhiheng.verify.scopes import Structure, structure

_BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_TAGS = {
    NodeKind.START: "startEvent",
    NodeKind.END: "endEvent",
    NodeKind.TERMINATE: "endEvent",
    NodeKind.ERROR_END: "endEvent",
    NodeKind.TASK: "userTask",
    NodeKind.EXCLUSIVE: "exclusiveGateway",
    NodeKind.PARALLEL: "parallelGateway",
    NodeKind.SUB_PROCESS: "subProcess",
    NodeKind.BOUNDARY: "boundaryEvent",
    NodeKind.CATCH: "intermediateCatchEvent",
    NodeKind.EVENT_GATEWAY: "eventBasedGateway",
}


def normalised(chart: Chart) -> etree._Element:
    """The BPMN that SpiffWorkflow's parser is given."""
    root = etree.Element(f"{{{_BPMN}}}definitions")
    built = structure(chart)
    for node in chart.nodes.values():
        if is_awaited(node):
            etree.SubElement(root, f"{{{_BPMN}}}signal", id=_signal(node.path), name=node.path)
        elif node.kind is NodeKind.BOUNDARY:
            error = etree.SubElement(root, f"{{{_BPMN}}}error", id=_error(node.path))
            error.set("errorCode", node.path)
    process = etree.SubElement(
        root, f"{{{_BPMN}}}process", id=chart.key, name=chart.key, isExecutable="true"
    )
    scopes: dict[ElementPath | None, etree._Element] = {None: process}
    defaults = {flow.source: flow.id for flow in chart.flows if flow.default}
    # A sub-process stands in the chart before what it holds.
    for node in chart.nodes.values():
        scopes[node.path] = _add_node(scopes[node.parent], built, node, defaults)
    for flow in chart.flows:
        element = etree.SubElement(
            scopes[chart.nodes[flow.source].parent],
            f"{{{_BPMN}}}sequenceFlow",
            id=flow.id,
            sourceRef=flow.source,
            targetRef=flow.target,
        )
        if flow.condition is not None:
            etree.SubElement(element, f"{{{_BPMN}}}conditionExpression").text = flow.id
    return root


def _add_node(
    scope: etree._Element, built: Structure, node: Node, defaults: Mapping[ElementPath, str]
) -> etree._Element:
    tag = f"{{{_BPMN}}}{_TAGS[node.kind]}"
    element = etree.SubElement(scope, tag, id=node.path, name=node.path)
    if node.kind is NodeKind.EXCLUSIVE and node.path in defaults:
        element.set("default", defaults[node.path])
    if is_awaited(node):
        _add_signal(element, node)
    elif node.kind is NodeKind.TERMINATE:
        etree.SubElement(
            element, f"{{{_BPMN}}}terminateEventDefinition", id=f"{node.path}_terminate"
        )
    elif node.kind is NodeKind.BOUNDARY and node.attached_to is not None:
        element.set("attachedToRef", node.attached_to)
        _add_error(element, node.path)
    elif node.kind is NodeKind.ERROR_END:
        catcher = built.catcher(node)
        if catcher is None:
            raise ValueError(f"nothing catches the error of {node.path}")
        _add_error(element, catcher.path)
    return element


def is_awaited(node: Node) -> bool:
    """Whether it is an event that a command brings about: a timer, or a message."""
    awaited = node.kind is NodeKind.CATCH or node.trigger is Trigger.TIMER
    return awaited and node.kind in (NodeKind.CATCH, NodeKind.BOUNDARY)


def _add_signal(event: etree._Element, node: Node) -> None:
    if node.attached_to is not None:
        event.set("attachedToRef", node.attached_to)
        event.set("cancelActivity", "true" if node.interrupting else "false")
    signal = _signal(node.path)
    etree.SubElement(event, f"{{{_BPMN}}}signalEventDefinition", signalRef=signal)


def _add_error(event: etree._Element, catcher: ElementPath) -> None:
    etree.SubElement(event, f"{{{_BPMN}}}errorEventDefinition", errorRef=_error(catcher))


def _signal(event: ElementPath) -> str:
    return f"{event}_signal"


def _error(catcher: ElementPath) -> str:
    return f"{catcher}_error"
