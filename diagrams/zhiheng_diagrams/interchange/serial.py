"""BPMN DI as text: two spaces a level, whole points."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import floor
from xml.sax.saxutils import quoteattr

from zhiheng.bpmn.markup.synthetic import Ids
from zhiheng.bpmn.markup.tags import BPMNDI
from zhiheng_diagrams.interchange.plane import Bounds, Edge, Plane, Shape

DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
_PREFIXES = {BPMNDI: "bpmndi", DC: "dc", DI: "di"}


@dataclass(frozen=True, slots=True)
class Tags:
    """How the names of BPMN DI are written where the text will stand."""

    prefixes: Mapping[str, str]
    declared: str

    def name(self, space: str, name: str) -> str:
        """The name with its prefix."""
        prefix = self.prefixes[space]
        return f"{prefix}:{name}" if prefix else name


def tags(known: Mapping[str | None, str]) -> Tags:
    """known: the prefixes that are declared around, None for the default one.

    Each that is missing is declared on the outermost element that is written.
    """
    prefixes: dict[str, str] = {}
    missing: list[str] = []
    for space, usual in _PREFIXES.items():
        have = sorted(prefix or "" for prefix, uri in known.items() if uri == space)
        free = usual if usual not in known else f"{usual}_zh"
        prefixes[space] = have[-1] if have else free
        if not have:
            missing.append(f" xmlns:{free}={quoteattr(space)}")
    return Tags(prefixes, "".join(missing))


class Writer:
    """Writes with ids that the file does not have yet."""

    def __init__(self, ids: Ids, names: Tags) -> None:
        self._ids = ids
        self._tags = names

    def diagram(self, plane: Plane) -> Iterator[str]:
        """A diagram with its plane."""
        tag, inner = self._name(BPMNDI, "BPMNDiagram"), self._name(BPMNDI, "BPMNPlane")
        yield f"<{tag}{self._tags.declared} id={self._id(plane.element, 'diagram')}>"
        about = quoteattr(plane.element)
        yield f"  <{inner} id={self._id(plane.element, 'plane')} bpmnElement={about}>"
        yield from _deeper(self.content(plane.shapes, plane.edges), 2)
        yield f"  </{inner}>"
        yield f"</{tag}>"

    def content(
        self, shapes: Iterable[Shape], edges: Iterable[Edge], declared: str = ""
    ) -> Iterator[str]:
        """What stands in a plane. declared: namespaces that each element has to declare."""
        for shape in shapes:
            yield from self._shape(shape, declared)
        for edge in edges:
            yield from self._edge(edge, declared)

    def _shape(self, shape: Shape, declared: str) -> Iterator[str]:
        tag = self._name(BPMNDI, "BPMNShape")
        marks = "".join(f" {name}={quoteattr(value)}" for name, value in shape.marks)
        about = quoteattr(shape.element)
        yield f"<{tag}{declared} id={self._id(shape.element, 'di')} bpmnElement={about}{marks}>"
        yield f"  {self.bounds(shape.bounds)}"
        yield from self._label(shape.label)
        yield f"</{tag}>"

    def _edge(self, edge: Edge, declared: str) -> Iterator[str]:
        tag, point = self._name(BPMNDI, "BPMNEdge"), self._name(DI, "waypoint")
        about = quoteattr(edge.element)
        yield f"<{tag}{declared} id={self._id(edge.element, 'di')} bpmnElement={about}>"
        for x, y in edge.points:
            yield f'  <{point} x="{whole(x)}" y="{whole(y)}" />'
        yield from self._label(edge.label)
        yield f"</{tag}>"

    def _label(self, label: Bounds | None) -> Iterator[str]:
        if label is not None:
            tag = self._name(BPMNDI, "BPMNLabel")
            yield f"  <{tag}>"
            yield f"    {self.bounds(label)}"
            yield f"  </{tag}>"

    def bounds(self, box: Bounds) -> str:
        """A rectangle, its borders on whole points."""
        x, y = whole(box.x), whole(box.y)
        wide, tall = whole(box.width), whole(box.height)
        return f'<{self._name(DC, "Bounds")} x="{x}" y="{y}" width="{wide}" height="{tall}" />'

    def _name(self, space: str, name: str) -> str:
        return self._tags.name(space, name)

    def _id(self, element: str, kind: str) -> str:
        return quoteattr(self._ids.fresh(f"{element}_{kind}"))


def _deeper(lines: Iterable[str], levels: int) -> Iterator[str]:
    return ("  " * levels + line for line in lines)


def whole(value: float) -> int:
    """The nearest whole number, always the same way from a half: equal distances stay equal."""
    return floor(value + 0.5)
