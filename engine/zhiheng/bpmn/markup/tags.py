"""Tags of a BPMN file: namespaces, local names, lines."""

from collections.abc import Iterator
from typing import cast

from lxml import etree

from zhiheng.bpmn.lexicon.terms import NAMESPACE

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
EXTENSIONS = "extensionElements"
OUR_FAMILY = "urn:zhiheng:"
"""Every namespace of ours, whatever its version: none of them is skipped as foreign."""


def namespace(element: etree._Element) -> str:
    """The namespace of the element, or ''."""
    return etree.QName(element).namespace or ""


def local(element: etree._Element) -> str:
    """The name of the element without its namespace."""
    return etree.QName(element).localname


def is_bpmn(element: etree._Element, name: str) -> bool:
    """Whether it is the BPMN element of that name."""
    return element.tag == f"{{{BPMN}}}{name}"


def is_ours(element: etree._Element) -> bool:
    """Whether it is one of our own elements."""
    return namespace(element) == NAMESPACE


def shown(element: etree._Element) -> str:
    """The name as a reader of the file knows it."""
    return f"zh:{local(element)}" if is_ours(element) else local(element)


def elements(parent: etree._Element) -> Iterator[etree._Element]:
    """The child elements, without comments and processing instructions."""
    return parent.iterchildren("{*}*")


def children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The BPMN children of that name."""
    return (child for child in elements(parent) if is_bpmn(child, name))


def line(element: etree._Element) -> int:
    """The 1-based line where the start tag of the element ends."""
    return cast("int | None", element.sourceline) or 0  # the stubs leave its type open


def ident(element: etree._Element) -> str:
    """The id of the element, or ''."""
    return element.get("id") or ""


def spaced(text: str | None) -> str:
    """A name on one line: line breaks and runs of spaces become one space."""
    return " ".join((text or "").split())
