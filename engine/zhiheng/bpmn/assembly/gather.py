"""Follow the imports of a chart from file to file, and tell what is wrong with them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from zhiheng.bpmn.assembly.locations import resolve
from zhiheng.bpmn.markup.profile import check_code
from zhiheng.bpmn.markup.safe_xml import MAX_BYTES, read_xml
from zhiheng.bpmn.markup.tags import BPMN, children, line, local, namespace
from zhiheng.bpmn.telling.findings import finding
from zhiheng.model.finding import Finding

MAX_PARTS = 64
"""Files that one chart may bring together, itself not counted."""
DMN = "https://www.omg.org/spec/DMN/"
"""What the namespaces of DMN begin with, whatever its version."""

Read = Callable[[str], bytes]
"""Gives the bytes of a file by its path relative to the main chart. Raises OSError."""


class OutsideFolderError(OSError):
    """The file lies outside the folder of charts."""


class _FaultError(Exception):
    """What is wrong with one import."""

    def __init__(self, rule: str, **facts: object) -> None:
        super().__init__(rule)
        self.rule = rule
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Part:
    """A file. location: relative to the main chart, which has none."""

    location: str
    root: etree._Element

    def at(self, element: etree._Element) -> str:
        """Where an element stands, in words."""
        return f"{self.location or '本图 this chart'}:{line(element)}"


@dataclass(slots=True)
class Gathered:
    """The files found so far, each once, in the order in which they are named."""

    read: Read
    parts: list[Part] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    size: int = 0

    def follow(self, part: Part, trail: tuple[str, ...] = ("",)) -> None:
        """Take the part and all that it imports. trail: the files that led here."""
        self.parts.append(part)
        for asked in tuple(imports(part.root)):
            named, at = asked.get("location") or "", line(asked)
            try:
                found = self._found(part, asked, trail)
            except _FaultError as fault:
                facts = {"where": part.at(asked), "location": named, **fault.facts}
                self.findings.append(finding(fault.rule, (), at, **facts))
                continue
            if found is not None:
                self.findings += check_code(found.root)
                self.follow(found, (*trail, found.location))

    def _found(self, part: Part, asked: etree._Element, trail: tuple[str, ...]) -> Part | None:
        """The file that is asked for; None where it was taken before. Raises _FaultError."""
        location = resolve(part.location, asked.get("location") or "")
        if location is None:
            raise _FaultError("BPM160")
        if location in trail:
            raise _FaultError("BPM166")
        if any(location == known.location for known in self.parts):
            return None
        if len(self.parts) > MAX_PARTS:
            raise _FaultError("BPM167", limit=MAX_PARTS)
        root = _parsed(self._bytes(location))
        if local(root) != "definitions" or namespace(root) != asked.get("importType"):
            raise _FaultError("BPM163", found=f"{namespace(root)} {local(root)}")
        return Part(location, root)

    def _bytes(self, location: str) -> bytes:
        try:
            data = self.read(location)
        except OutsideFolderError:
            raise _FaultError("BPM162") from None
        except OSError as error:
            raise _FaultError("BPM161", fault=error.strerror or str(error)) from error
        self.size += len(data)
        if self.size > MAX_BYTES:
            raise _FaultError("BPM168", limit=MAX_BYTES)
        return data


def _parsed(data: bytes) -> etree._Element:
    reading = read_xml(data)
    if reading.root is None:
        told = reading.findings[0].message
        raise _FaultError("BPM161", fault=f"{told.zh} {told.en}")
    return reading.root


def imports(root: etree._Element) -> Iterator[etree._Element]:
    """The imports that are followed; of another kind is none of them, as an XML schema."""
    for found in children(root, "import"):
        kind = found.get("importType") or ""
        if namespace(root) == BPMN and (kind == BPMN or kind.startswith(DMN)):
            yield found
