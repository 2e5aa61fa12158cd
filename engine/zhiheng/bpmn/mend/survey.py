"""What of a process is read otherwise than it stands, or not at all; like things told together."""

from collections.abc import Iterator

from lxml import etree

from zhiheng.bpmn.markup.bodies import MAX_NESTING
from zhiheng.bpmn.markup.events import DEFINITIONS, declared, read_event
from zhiheng.bpmn.markup.ids import repeated
from zhiheng.bpmn.markup.kinds import FLOW_NODES, SUB_PROCESSES, TASKS, compensates, is_empty
from zhiheng.bpmn.markup.profile import check_code
from zhiheng.bpmn.markup.tags import (
    BPMN,
    EXTENSIONS,
    elements,
    ident,
    line,
    local,
    namespace,
    spaced,
)
from zhiheng.bpmn.markup.wording import is_word
from zhiheng.bpmn.mend.heap import Heap
from zhiheng.bpmn.telling.findings import finding, held_as
from zhiheng.model.finding import Finding, Severity

_LOOPS = frozenset({"multiInstanceLoopCharacteristics", "standardLoopCharacteristics"})
_SILENT = frozenset({"documentation", "incoming", "outgoing", "eventDefinitionRef", "laneSet"})
_SAME = _SILENT | DEFINITIONS | FLOW_NODES | {"sequenceFlow", "conditionExpression"}
"""What is read, or says nothing that the flow does not say as well."""
_OPENED = frozenset({"sequenceFlow", EXTENSIONS})
_UNREADABLE = frozenset(
    {
        "adHocSubProcess",
        "callChoreography",
        "choreographyTask",
        "complexGateway",
        "implicitThrowEvent",
        "subChoreography",
    }
)
"""Steps of a flow whose order or effect cannot be told from the drawing."""


def survey(root: etree._Element, process: etree._Element) -> Iterator[Finding]:
    """Findings on all that the chart will not show as the file does."""
    yield from repeated(e for e in process.iter(f"{{{BPMN}}}*") if local(e) in _SAME)
    for found in check_code(root):
        yield from held_as(Severity.WARNING if found.rule == "BPM011" else Severity.INFO, (found,))
    heap = Heap()
    scopes = [process]
    for depth in range(MAX_NESTING + 1):
        inner = [child for scope in scopes for child in _scope(scope, heap)]
        if depth == MAX_NESTING and inner:
            yield finding("BPM005", (ident(inner[0]),), line(inner[0]), limit=MAX_NESTING)
        scopes = inner
    _events(process, heap)
    yield from heap.told()


def _scope(scope: etree._Element, heap: Heap) -> Iterator[etree._Element]:
    """Look at what stands in a process or sub-process; gives the sub-processes in it."""
    for child in elements(scope):
        name = local(child)
        if namespace(child) != BPMN or name not in FLOW_NODES:
            _part(child, heap)
        else:
            _node(child, name, heap)
        if namespace(child) == BPMN and name in SUB_PROCESSES:
            yield child


def _node(node: etree._Element, name: str, heap: Heap) -> None:
    _name(node, heap)
    if name in TASKS and name != "userTask":
        heap.put("BPM098", node)
    if name == "transaction":
        heap.put("BPM102", node)
    if name in SUB_PROCESSES and is_empty(node):
        heap.put("BPM103", node)
    if name not in SUB_PROCESSES:
        for child in elements(node):
            _part(child, heap)


def _part(child: etree._Element, heap: Heap) -> None:
    """What is no flow node: part of one, or of a scope."""
    name = local(child)
    if namespace(child) != BPMN:
        heap.put("BPM097", child)
    elif name in _OPENED:
        _name(child, heap)
        for inner in elements(child):
            if not is_word(inner):
                _part(inner, heap)
    elif name in _UNREADABLE:
        heap.put("BPM096", child)
    elif name not in _SAME:
        heap.put("BPM099" if name in _LOOPS else "BPM097", child)


def _name(element: etree._Element, heap: Heap) -> None:
    if spaced(element.get("name")) != (element.get("name") or ""):
        heap.put("BPM104", element)


def _events(process: etree._Element, heap: Heap) -> None:
    known = declared(process)
    for element in process.iterdescendants(f"{{{BPMN}}}*"):
        if local(element) in FLOW_NODES:
            event = read_event(element, known)
            if len(event.words) > 1:
                heap.put("BPM101", element)
            if compensates(element, event) or "compensateEventDefinition" in event.words:
                heap.put("BPM100", element)
