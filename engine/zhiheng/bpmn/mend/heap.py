"""Like things of a file, gathered so that one finding tells of all of them."""

from collections import defaultdict
from collections.abc import Iterator

from lxml import etree

from zhiheng.bpmn.markup.tags import ident, line, local
from zhiheng.bpmn.telling.findings import finding
from zhiheng.model.finding import Finding


class Heap:
    """Elements by rule and name."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], list[etree._Element]] = defaultdict(list)

    def put(self, rule: str, element: etree._Element) -> None:
        """Add one more."""
        self._found[rule, local(element)].append(element)

    def told(self) -> Iterator[Finding]:
        """One finding for each rule and name."""
        for (rule, name), found in self._found.items():
            owners = (ident(e) or _owner(e) for e in found)
            yield finding(rule, owners, line(found[0]), element=name, count=len(found))


def _owner(element: etree._Element) -> str:
    """The id of the nearest element around that has one."""
    return next((ident(e) for e in element.iterancestors() if ident(e)), "")
