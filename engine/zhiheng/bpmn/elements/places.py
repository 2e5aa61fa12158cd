"""Where each node and flow of a process stands: its path, and the sub-process that holds it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from zhiheng.bpmn.markup.events import Declared, Event, declared, read_event
from zhiheng.bpmn.markup.kinds import SCOPES, kind_of
from zhiheng.bpmn.markup.tags import elements, ident, is_bpmn
from zhiheng.model.chart import NodeKind
from zhiheng.model.ids import ElementPath


@dataclass(frozen=True, slots=True)
class Placed:
    """A flow node with its path; in the process itself the path is the BPMN id."""

    element: etree._Element
    path: ElementPath
    parent: ElementPath | None
    kind: NodeKind
    event: Event


@dataclass(frozen=True, slots=True)
class Places:
    """All nodes and sequence flows, in the order of the file, and paths by BPMN id."""

    nodes: tuple[Placed, ...]
    flows: tuple[etree._Element, ...]
    paths: Mapping[str, ElementPath]

    def path(self, name: str) -> ElementPath:
        """The path of the node of that id; the id itself when there is none."""
        return self.paths.get(name, ElementPath(name))


def find_places(process: etree._Element) -> Places:
    """Go through a process and its sub-processes."""
    known = declared(process)
    nodes: list[Placed] = []
    flows: list[etree._Element] = []
    scopes: list[tuple[etree._Element, ElementPath | None]] = [(process, None)]
    while scopes:
        element, path = scopes.pop(0)
        flows += (e for e in elements(element) if is_bpmn(e, "sequenceFlow"))
        inside = tuple(_nodes(element, path, known))
        nodes += inside
        scopes += ((p.element, p.path) for p in inside if p.kind in SCOPES)
    return Places(tuple(nodes), tuple(flows), {ident(p.element): p.path for p in nodes})


def _nodes(scope: etree._Element, parent: ElementPath | None, known: Declared) -> Iterator[Placed]:
    for element in elements(scope):
        event = read_event(element, known)
        kind = kind_of(element, event)
        if kind is not None:
            path = ident(element) if parent is None else f"{parent}/{ident(element)}"
            yield Placed(element, ElementPath(path), parent, kind, event)
