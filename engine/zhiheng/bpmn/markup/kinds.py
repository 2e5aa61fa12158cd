"""What each BPMN element of a flow is read as."""

from collections.abc import Mapping

from lxml import etree

from zhiheng.bpmn.markup.events import COMPENSATION, LINK, Event
from zhiheng.bpmn.markup.tags import BPMN, children, elements, local, namespace
from zhiheng.model.chart import NodeKind

TASKS = frozenset(
    {
        "userTask",
        "task",
        "manualTask",
        "serviceTask",
        "sendTask",
        "receiveTask",
        "scriptTask",
        "businessRuleTask",
    }
)
SUB_PROCESSES = frozenset({"subProcess", "transaction"})
_PLAIN: Mapping[str, NodeKind] = {
    "exclusiveGateway": NodeKind.EXCLUSIVE,
    "parallelGateway": NodeKind.PARALLEL,
    "inclusiveGateway": NodeKind.INCLUSIVE,
    "eventBasedGateway": NodeKind.EVENT_GATEWAY,
    "callActivity": NodeKind.CALL,
    "startEvent": NodeKind.START,
    "intermediateThrowEvent": NodeKind.THROW,
    "boundaryEvent": NodeKind.BOUNDARY,
}
_TOLD_BY_EVENT = frozenset({"endEvent", "intermediateCatchEvent"})
FLOW_NODES = frozenset({*_PLAIN, *_TOLD_BY_EVENT, *TASKS, *SUB_PROCESSES})
"""All elements that flows may join and that can be analysed."""
SCOPES = (NodeKind.SUB_PROCESS, NodeKind.EVENT_SUB_PROCESS)
"""What holds a flow of its own."""
ACTIVITIES = (NodeKind.TASK, NodeKind.CALL, NodeKind.SUB_PROCESS)
"""What a boundary event may sit on."""


def kind_of(element: etree._Element, event: Event) -> NodeKind | None:
    """The kind of a flow node; None for what is not read as one."""
    name = local(element)
    if namespace(element) != BPMN or name not in FLOW_NODES or compensates(element, event):
        return None
    if name in TASKS:
        return NodeKind.TASK
    if name in SUB_PROCESSES:
        return _sub_process(element)
    return _told_by_event(name, event) if name in _TOLD_BY_EVENT else _PLAIN[name]


def _sub_process(element: etree._Element) -> NodeKind:
    """A sub-process that shows nothing of its inside is a step like any other."""
    if is_empty(element):
        return NodeKind.TASK
    by_event = element.get("triggeredByEvent") == "true"
    return NodeKind.EVENT_SUB_PROCESS if by_event else NodeKind.SUB_PROCESS


def _told_by_event(name: str, event: Event) -> NodeKind:
    if name == "intermediateCatchEvent":
        # A link is a flow drawn in two pieces: nobody waits at its end.
        return NodeKind.THROW if LINK in event.words else NodeKind.CATCH
    if event.terminates:
        return NodeKind.TERMINATE
    return NodeKind.ERROR_END if event.fails else NodeKind.END


def is_empty(sub_process: etree._Element) -> bool:
    """Whether nothing is drawn inside."""
    return not any(
        namespace(child) == BPMN and local(child) in FLOW_NODES for child in elements(sub_process)
    )


def compensates(element: etree._Element, event: Event) -> bool:
    """Whether it belongs to a compensation, which is outside the flow."""
    if element.get("isForCompensation") == "true":
        return True
    if local(element) == "boundaryEvent":
        return COMPENSATION in event.words
    return local(element) == "subProcess" and any(
        local(inner) == COMPENSATION
        for start in children(element, "startEvent")
        for inner in elements(start)
    )
