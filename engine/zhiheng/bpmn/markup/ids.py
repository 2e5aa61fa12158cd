"""Ids: well-formed, short, and each used once."""

from collections.abc import Iterable, Iterator

from lxml import etree

from zhiheng.bpmn.markup.names import MAX_ID, is_element_id
from zhiheng.bpmn.markup.profile import NODES
from zhiheng.bpmn.markup.tags import BPMN, is_ours, line, local, namespace
from zhiheng.bpmn.telling.findings import finding
from zhiheng.decisions.dmn import DMN_FAMILY
from zhiheng.model.finding import Finding

_NEEDED = NODES | {"process", "sequenceFlow", "lane"}
"""Elements that flows, lanes and the log name by id."""


def check_ids(root: etree._Element) -> Iterator[Finding]:
    """Findings for ids that are too long, of a wrong form, or used twice."""
    for element in root.iter("{*}*"):
        name = element.get("id")
        if name is None:
            yield from _nameless(element)
            continue
        strict = namespace(element) == BPMN
        if not is_element_id(name) if strict else len(name) > MAX_ID:
            yield finding("BPM006", (name,), line(element), id=name, limit=MAX_ID)
    yield from repeated(root.iter("{*}*"))


def repeated(elements: Iterable[etree._Element]) -> Iterator[Finding]:
    """Findings for ids used twice. Those inside decision tables name nothing outside.

    BPMN and its drawing share one space; separations and risks have each their own.
    """
    seen: dict[tuple[str, str], int] = {}
    for element in elements:
        if of_a_table(element):
            continue
        name = element.get("id")
        key = (space(element), name or "")
        if name is not None and key in seen:
            yield finding("BPM007", (name,), line(element), id=name, first=seen[key])
        else:
            seen[key] = line(element)


def of_a_table(element: etree._Element) -> bool:
    """Whether its id is one inside a decision table, which nothing outside names."""
    return namespace(element).startswith(DMN_FAMILY)


def space(element: etree._Element) -> str:
    """The space in which the id of the element is unique."""
    return local(element) if is_ours(element) else ""


def _nameless(element: etree._Element) -> Iterator[Finding]:
    if namespace(element) == BPMN and local(element) in _NEEDED:
        yield finding("BPM014", (), line(element), element=local(element), missing="id")
