"""Ids that are missing, or that paths cannot hold, and the references to them."""

from collections.abc import Iterator, Mapping

from lxml import etree

from zhiheng.bpmn.markup.kinds import FLOW_NODES
from zhiheng.bpmn.markup.names import MAX_ID, as_element_id, is_element_id
from zhiheng.bpmn.markup.synthetic import Ids
from zhiheng.bpmn.markup.tags import BPMN, line, local
from zhiheng.bpmn.mend.heap import Heap
from zhiheng.bpmn.telling.findings import finding
from zhiheng.model.finding import Finding

_READ = FLOW_NODES | {"process", "sequenceFlow", "lane"}
_REFERENCES = (
    "sourceRef",
    "targetRef",
    "attachedToRef",
    "default",
    "processRef",
    "calledElement",
    "errorRef",
    "escalationRef",
)
_WRITTEN_OUT = frozenset({"flowNodeRef", "eventDefinitionRef"})


def mend_ids(root: etree._Element) -> Iterator[Finding]:
    """Give each element that is read an id that a path can hold, and mend all references."""
    found = tuple(root.iter(f"{{{BPMN}}}*"))
    names = {name for e in found if (name := e.get("id")) is not None}
    ids, renamed, lines = Ids(names), dict[str, str](), dict[str, int]()
    nameless = Heap()
    for element in found:
        name = element.get("id")
        if name is None and local(element) in _READ:
            element.set("id", ids.fresh(f"{local(element)}_{line(element)}"))
            nameless.put("BPM094", element)
        elif name is not None and not is_element_id(name):
            if name not in renamed:
                renamed[name] = ids.fresh(as_element_id(name))
            element.set("id", renamed[name])
            if local(element) in _READ:
                lines.setdefault(name, line(element))
    _mend_references(found, names, renamed)
    yield from nameless.told()
    yield from _told(lines, renamed)


def _told(lines: Mapping[str, int], renamed: Mapping[str, str]) -> Iterator[Finding]:
    if lines:
        first, at = next(iter(lines.items()))
        facts = {"id": first, "name": renamed[first], "count": len(lines), "limit": MAX_ID}
        yield finding("BPM095", lines, at, **facts)


def _mend_references(
    found: tuple[etree._Element, ...], names: set[str], renamed: dict[str, str]
) -> None:
    def meant(reference: str) -> str:
        """The id meant; a qualified name means the part after its prefix."""
        bare = reference.strip()
        if bare not in names:
            bare = bare.rpartition(":")[2]
        return renamed.get(bare, bare)

    for element in found:
        for attribute in _REFERENCES:
            if (reference := element.get(attribute)) is not None:
                element.set(attribute, meant(reference))
        if local(element) in _WRITTEN_OUT:
            element.text = meant(element.text or "")
