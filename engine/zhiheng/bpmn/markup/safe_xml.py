"""Bytes from anywhere to an XML tree, or to findings: nothing is loaded, nothing expanded."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree

from zhiheng.bpmn.markup.tags import line
from zhiheng.bpmn.telling.findings import finding
from zhiheng.model.finding import Finding

MAX_BYTES = 2 * 1024 * 1024
MAX_ELEMENTS = 5_000
MAX_DEPTH = 100
MAX_ATTRIBUTES = 100
"""Attributes of one element. lxml reads them all in quadratic time: 150,000 took 94 s."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


@dataclass(frozen=True, slots=True)
class XmlReading:
    """root is None just when there is a finding."""

    root: etree._Element | None
    findings: tuple[Finding, ...] = ()


def read_xml(data: bytes) -> XmlReading:
    """Parse a file that may be hostile. Takes UTF-8, or UTF-16 with its byte order mark."""
    if len(data) > MAX_BYTES:
        return _refused("BPM001", 0, size=len(data), limit=MAX_BYTES)
    text = _decoded(data)
    if text is None:
        return _refused("BPM002", 1, fault="UTF-8 / UTF-16 ?")
    if (at := _has_dtd(text)) is not None:
        return _refused("BPM003", at)
    return _parsed(text)


def _has_dtd(text: str) -> int | None:
    """The line of a document type declaration; XML knows only this spelling of it."""
    at = text.find("<!DOCTYPE")
    return None if at < 0 else text.count("\n", 0, at) + 1


def _decoded(data: bytes) -> str | None:
    """Decode by ourselves, so that the search for a DTD sees what the parser will see."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _in(encoding, data[len(mark) :])
    return _in("utf-8", data)


def _in(encoding: str, data: bytes) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _parsed(text: str) -> XmlReading:
    # `collect_ids=False` must not be given: lxml then loads an external DTD (measured, 6.1.3).
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        depth = "Excessive depth" in (error.msg or "")
        if depth:
            return _refused("BPM005", error.lineno or 1, limit=MAX_DEPTH)
        return _refused("BPM002", error.lineno or 1, fault=(error.msg or "")[:120])
    except ValueError as error:
        return _refused("BPM002", 1, fault=str(error)[:120])
    info: Any = root.getroottree().docinfo  # the stubs do not know all of it
    if info.doctype or info.internalDTD is not None or info.externalDTD is not None:
        return _refused("BPM003", 1)
    return _bounded(root)


def _bounded(root: etree._Element) -> XmlReading:
    if (extra := next(islice(root.iter(), MAX_ELEMENTS, None), None)) is not None:
        return _refused("BPM004", line(extra), limit=MAX_ELEMENTS)
    if (deep := _deeper(root)) is not None:
        return _refused("BPM005", line(deep), limit=MAX_DEPTH)
    crowded = next((e for e in root.iter("{*}*") if len(e.attrib) > MAX_ATTRIBUTES), None)
    if crowded is not None:
        return _refused("BPM019", line(crowded), limit=MAX_ATTRIBUTES)
    return XmlReading(root)


def _deeper(root: etree._Element) -> etree._Element | None:
    """The first element below the depth that is allowed, found without recursion."""
    level = [root]
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in node]
        if not level:
            return None
    return level[0]


def _refused(rule: str, line: int, **facts: object) -> XmlReading:
    return XmlReading(None, (finding(rule, (), line, **facts),))
