"""The execution profile (design.md §5): an allow-list of BPMN elements and attributes.

The one place that says what may run. What is not on it is refused rather than skipped: a chart
must not say what nobody obeys. What can at least be analysed is told apart, with its own cure.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from zhiheng.bpmn.lexicon.terms import NAMESPACE
from zhiheng.bpmn.markup.bodies import check_bodies
from zhiheng.bpmn.markup.cures import CURES
from zhiheng.bpmn.markup.tags import (
    BPMN,
    BPMNDI,
    EXTENSIONS,
    elements,
    ident,
    line,
    local,
    namespace,
)
from zhiheng.bpmn.telling.findings import finding
from zhiheng.model.finding import Finding

NODES = frozenset(
    {
        "startEvent",
        "endEvent",
        "userTask",
        "exclusiveGateway",
        "parallelGateway",
        "subProcess",
        "boundaryEvent",
        "eventBasedGateway",
        "intermediateCatchEvent",
    }
)
"""What may be joined by flows."""
_SIMPLE = NODES - {"subProcess", "boundaryEvent", "endEvent", "intermediateCatchEvent"}
_COMMON = frozenset({"documentation", EXTENSIONS})
_ENDS_OF_FLOWS = _COMMON | {"incoming", "outgoing"}
_ONCE = frozenset(
    {
        EXTENSIONS,
        "conditionExpression",
        "terminateEventDefinition",
        "errorEventDefinition",
        "timerEventDefinition",
        "messageEventDefinition",
        "timeDuration",
    }
)
"""A second one would be read by some and overlooked by others."""

CHILDREN: Mapping[str, frozenset[str]] = {
    "definitions": _COMMON | {"process", "collaboration", "error", "message"},
    "collaboration": _COMMON | {"participant"},
    "participant": _COMMON,
    "process": _COMMON | NODES | {"sequenceFlow", "laneSet"},
    "laneSet": _COMMON | {"lane"},
    "lane": _COMMON | {"flowNodeRef"},
    "sequenceFlow": _COMMON | {"conditionExpression"},
    "subProcess": _ENDS_OF_FLOWS | NODES | {"sequenceFlow"},
    "boundaryEvent": _ENDS_OF_FLOWS | {"errorEventDefinition", "timerEventDefinition"},
    "intermediateCatchEvent": _ENDS_OF_FLOWS | {"timerEventDefinition", "messageEventDefinition"},
    "timerEventDefinition": _COMMON | {"timeDuration"},
    "endEvent": _ENDS_OF_FLOWS | {"terminateEventDefinition", "errorEventDefinition"},
    **dict.fromkeys(
        (
            "error",
            "errorEventDefinition",
            "terminateEventDefinition",
            "message",
            "messageEventDefinition",
        ),
        _COMMON,
    ),
    **dict.fromkeys(_SIMPLE, _ENDS_OF_FLOWS),
}
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "definitions": frozenset(
        {"targetNamespace", "exporter", "exporterVersion", "expressionLanguage", "typeLanguage"}
    ),
    "process": frozenset({"isExecutable", "isClosed", "processType"}),
    "participant": frozenset({"processRef"}),
    "sequenceFlow": frozenset({"sourceRef", "targetRef"}),
    "exclusiveGateway": frozenset({"default", "gatewayDirection"}),
    "parallelGateway": frozenset({"gatewayDirection"}),
    "eventBasedGateway": frozenset({"gatewayDirection"}),
    "messageEventDefinition": frozenset({"messageRef"}),
    "userTask": frozenset({"implementation"}),
    "subProcess": frozenset({"triggeredByEvent"}),
    "boundaryEvent": frozenset({"attachedToRef", "cancelActivity"}),
    "error": frozenset({"errorCode"}),
    "errorEventDefinition": frozenset({"errorRef"}),
    "documentation": frozenset({"textFormat"}),
}


def check_profile(root: etree._Element) -> Iterator[Finding]:
    """Findings for all that is outside the profile."""
    processes = [e for e in elements(root) if e.tag == f"{{{BPMN}}}process"]
    if root.tag != f"{{{BPMN}}}definitions" or len(processes) != 1:
        yield finding("BPM008", map(ident, processes), line(root), count=len(processes))
        return
    yield from check_code(root)
    yield from _walk(root)
    yield from check_bodies(root)


def check_code(root: etree._Element) -> Iterator[Finding]:
    """Scripts and processing instructions, wherever they hide."""
    instructions: Any = root.xpath("//processing-instruction()")
    for instruction in instructions:
        yield finding("BPM017", (), line(instruction), target=instruction.target)
    for element in root.iter("{*}*"):
        if local(element).lower() == "script":
            owner = element.getparent()
            yield finding(
                "BPM011",
                () if owner is None else (ident(owner),),
                line(element),
                element=local(element),
            )


def _walk(element: etree._Element) -> Iterator[Finding]:
    name = local(element)
    yield from _attributes(element, name)
    if name == EXTENSIONS:
        yield from _stray_bpmn(element)
        return
    allowed = set(CHILDREN.get(name, frozenset()))
    for child in elements(element):
        where = namespace(child)
        if where == BPMN and local(child) in allowed:
            allowed -= _ONCE & {local(child)}
            yield from _walk(child)
        elif not (where == BPMNDI and name == "definitions"):
            yield _outside(child, name, ident(element))


def _outside(child: etree._Element, parent: str, owner: str) -> Finding:
    name = local(child)
    cure = CURES.get(name) if namespace(child) == BPMN else None
    if cure is None:
        return finding("BPM009", (ident(child),), line(child), parent=parent, element=name)
    facts = {"element": name, "cure_zh": cure.zh, "cure_en": cure.en}
    return finding("BPM036", (ident(child) or owner,), line(child), **facts)


def _attributes(element: etree._Element, name: str) -> Iterator[Finding]:
    allowed = ATTRIBUTES.get(name, frozenset()) | {"id", "name"}
    for key in map(str, element.attrib):
        attribute = etree.QName(key)
        plain_but_unknown = not attribute.namespace and attribute.localname not in allowed
        if plain_but_unknown or attribute.namespace == NAMESPACE:
            yield finding(
                "BPM010",
                (ident(element),),
                line(element),
                element=name,
                attribute=attribute.localname,
            )


def _stray_bpmn(extensions: etree._Element) -> Iterator[Finding]:
    """BPMN inside an extension: an element hidden from the walk."""
    for element in extensions.iterdescendants(f"{{{BPMN}}}*"):
        yield finding(
            "BPM009", (ident(element),), line(element), parent=EXTENSIONS, element=local(element)
        )
