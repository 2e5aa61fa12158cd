"""A chart and the files that it imports, put into one file that needs no other.

What is deployed, digested and pinned to a case is one file: a shared sub-process or a decision
table that changed beside it would else change running cases (docs/adr/0037-one-file.md).
"""

from collections.abc import Iterator, Sequence

from lxml import etree

from zhiheng.bpmn.assembly.gather import Gathered, Part, Read, imports
from zhiheng.bpmn.markup.ids import of_a_table, space
from zhiheng.bpmn.markup.safe_xml import read_xml
from zhiheng.bpmn.markup.tags import (
    BPMN,
    BPMNDI,
    EXTENSIONS,
    children,
    elements,
    ident,
    is_bpmn,
    is_ours,
    line,
    local,
    namespace,
)
from zhiheng.bpmn.telling.findings import finding
from zhiheng.model.finding import Finding

_CARRIED = frozenset({"process", "collaboration", "error", "message", "import", EXTENSIONS})
_OF_ITS_OWN_CASE = frozenset({"power", "limit", "basis"})
"""What a chart says of its own case and power; called, it is a part of the caller's.

The basis of a hearing for penalties is none of the permit that calls it (处罚法 63, 许可法 46)."""
_NAMES_IN_A_DRAWING = ("id", "labelStyle", "sourceElement", "targetElement")


class NotAssembledError(ValueError):
    """The files cannot be put together; `findings` say where and why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(found.message.en for found in findings))
        self.findings = findings


def assemble(main: bytes, read: Read) -> bytes:
    """One file of the chart and all it imports; the same bytes where it imports nothing.

    Raises NotAssembledError. A main chart that is unreadable comes back for the reader to tell.
    """
    root = read_xml(main).root
    if root is None or not is_bpmn(root, "definitions") or next(imports(root), None) is None:
        return main
    gathered = Gathered(read)
    gathered.follow(Part("", root))
    own, *others = gathered.parts
    strange = (told for part in others for told in _strange(part))
    found = (*gathered.findings, *strange, *_twice(gathered.parts))
    if found:
        raise NotAssembledError(found)
    for asked in tuple(imports(own.root)):
        _take_out(asked)
    for part in others:
        _put(part.root, own.root)
    tree = own.root.getroottree()
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8") + b"\n"


def _strange(part: Part) -> Iterator[Finding]:
    """What an imported chart holds that has no place in another."""
    for child in elements(part.root) if namespace(part.root) == BPMN else ():
        drawn = namespace(child) == BPMNDI
        if not drawn and not (namespace(child) == BPMN and local(child) in _CARRIED):
            facts = {"location": part.location, "element": local(child)}
            yield finding("BPM165", (ident(child),), line(child), **facts)


def _twice(parts: Sequence[Part]) -> Iterator[Finding]:
    """Ids that two files have; those within one file are the reader's to tell."""
    first: dict[tuple[str, str], tuple[Part, etree._Element]] = {}
    for part in parts:
        for element in _carried(part):
            name = element.get("id")
            if name is None or of_a_table(element):
                continue
            known, other = first.setdefault((space(element), name), (part, element))
            if known is not part:
                facts = {"first": known.at(other), "where": part.at(element)}
                yield finding("BPM164", (name,), line(element), id=name, **facts)


def _carried(part: Part) -> Iterator[etree._Element]:
    """All elements, less those that are left out or named anew."""
    if part.location and namespace(part.root) == BPMN:
        for child in elements(part.root):
            if namespace(child) != BPMNDI:
                yield from child.iter("{*}*")
    else:
        yield from part.root.iter("{*}*")


def _put(root: etree._Element, whole: etree._Element) -> None:
    if namespace(root) != BPMN:
        _extensions(whole).append(root)
        return
    prefix = next((ident(p) for p in children(root, "process")), "")
    for child in tuple(elements(root)):
        if is_bpmn(child, EXTENSIONS):
            _extensions(whole).extend(tuple(child))
        elif namespace(child) == BPMNDI:
            _rename(child, prefix)
            whole.append(child)
        elif not is_bpmn(child, "import"):
            _leave_out_its_case(child)
            _before_drawings(whole, child)


def _extensions(whole: etree._Element) -> etree._Element:
    found = next(children(whole, EXTENSIONS), None)
    if found is None:
        found = whole.makeelement(f"{{{BPMN}}}{EXTENSIONS}")
        whole.insert(0, found)
    return found


def _rename(drawing: etree._Element, prefix: str) -> None:
    """Editors call every drawing the same; within it the parts name each other."""
    for element in drawing.iter("{*}*"):
        for name in _NAMES_IN_A_DRAWING:
            if (value := element.get(name)) is not None:
                element.set(name, f"{prefix}_{value}")


def _leave_out_its_case(process: etree._Element) -> None:
    for extensions in children(process, EXTENSIONS):
        for mark in tuple(elements(extensions)):
            if is_ours(mark) and local(mark) in _OF_ITS_OWN_CASE:
                _take_out(mark)


def _before_drawings(whole: etree._Element, child: etree._Element) -> None:
    drawing = next((e for e in elements(whole) if namespace(e) == BPMNDI), None)
    if drawing is None:
        whole.append(child)
    else:
        drawing.addprevious(child)


def _take_out(element: etree._Element) -> None:
    """Without the text behind it, which keeps the lines of what follows."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)
