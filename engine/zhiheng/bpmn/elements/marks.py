"""The `zh:` elements of one BPMN element, as read; the vocabulary has checked them before."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from zhiheng.bpmn.markup.tags import EXTENSIONS, children, elements, is_ours, line, local


@dataclass(frozen=True, slots=True)
class Mark:
    """One `zh:` element. content: its text, stripped."""

    name: str
    values: Mapping[str, str]
    inner: tuple["Mark", ...]
    content: str
    line: int

    def get(self, name: str) -> str | None:
        """The value of an attribute that may be left out."""
        return self.values.get(name)

    def flag(self, name: str) -> bool:
        """The value of a flag, false when left out."""
        return self.values.get(name) == "true"

    def number(self, name: str) -> int | None:
        """The value of a number that may be left out."""
        value = self.values.get(name)
        return None if value is None else int(value)

    def all(self, name: str) -> tuple["Mark", ...]:
        """The `zh:` elements of that name inside this one."""
        return tuple(m for m in self.inner if m.name == name)


def marks(owner: etree._Element) -> tuple[Mark, ...]:
    """The `zh:` elements of a BPMN element, in the order of the file."""
    return tuple(_mark(element) for element in _ours(owner))


def named(owner: etree._Element, name: str) -> Iterator[Mark]:
    """Those of that name."""
    # By the element's name: a task is asked for each of our words, and reads only those it has.
    return (_mark(element) for element in _ours(owner) if local(element) == name)


def _ours(owner: etree._Element) -> Iterator[etree._Element]:
    return (
        element
        for extensions in children(owner, EXTENSIONS)
        for element in elements(extensions)
        if is_ours(element)
    )


def first(owner: etree._Element, name: str) -> Mark | None:
    """The one of that name, if there is one."""
    return next(named(owner, name), None)


def _mark(element: etree._Element) -> Mark:
    return Mark(
        name=local(element),
        # Texts end up as canonical JSON in the log, which is NFC.
        values={
            str(key): unicodedata.normalize("NFC", str(value)).strip()
            for key, value in element.attrib.items()
        },
        inner=tuple(_mark(child) for child in elements(element) if is_ours(child)),
        content=(element.text or "").strip(),
        line=line(element),
    )
