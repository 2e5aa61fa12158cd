"""What a file already says of positions, which a modeller may have chosen by hand."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from zhiheng.bpmn.markup.tags import BPMNDI, ident
from zhiheng_diagrams.interchange.plane import Bounds
from zhiheng_diagrams.interchange.serial import DC, DI
from zhiheng_diagrams.placing.placed import Spot

PLANE = f"{{{BPMNDI}}}BPMNPlane"


@dataclass(slots=True)
class Sheet:
    """A plane that is there: its shapes and lines by element; `upright` where time runs down."""

    plane: etree._Element
    boxes: dict[str, Bounds] = field(default_factory=dict)
    lines: dict[str, tuple[Spot, ...]] = field(default_factory=dict)
    shapes: dict[str, etree._Element] = field(default_factory=dict)
    names: list[Bounds] = field(default_factory=list)
    upright: bool = False

    @property
    def element(self) -> str:
        """What it is the plane of."""
        return _local(self.plane.get("bpmnElement"))

    def is_expanded(self, element: str) -> bool:
        """Whether a sub-process is drawn with its steps in it."""
        shape = self.shapes.get(element)
        return shape is not None and shape.get("isExpanded") == "true"


def sheets(root: etree._Element) -> list[Sheet]:
    """The planes of a file. Shapes without a rectangle count as not there."""
    return [_sheet(plane) for plane in root.iter(PLANE)]


def _sheet(plane: etree._Element) -> Sheet:
    found = Sheet(plane)
    for shape in plane.iterchildren(f"{{{BPMNDI}}}BPMNShape"):
        element, bounds = _local(shape.get("bpmnElement")), bounds_of(shape)
        if element and bounds is not None:
            found.boxes[element] = _bounds(bounds)
            found.shapes[element] = shape
            found.upright |= shape.get("isHorizontal") == "false"
    for edge in plane.iterchildren(f"{{{BPMNDI}}}BPMNEdge"):
        points = tuple(_spots(edge))
        if len(points) > 1:
            found.lines[_local(edge.get("bpmnElement"))] = points
    labels = plane.iterdescendants(f"{{{BPMNDI}}}BPMNLabel")
    found.names = [_bounds(b) for label in labels if (b := bounds_of(label)) is not None]
    return found


def unusable(root: etree._Element) -> tuple[str, ...]:
    """The elements whose rectangle has no size, or a corner that is no number."""
    return tuple(
        _local(shape.get("bpmnElement"))
        for shape in root.iter(f"{{{BPMNDI}}}BPMNShape")
        if (bounds := bounds_of(shape)) is not None and not _usable(bounds)
    )


def _usable(bounds: etree._Element) -> bool:
    """Prevents that a drawing which no modeller can show passes for one that has its places."""
    box = _bounds(bounds)
    said = all(_is_number(bounds.get(name) or "") for name in ("x", "y", "width", "height"))
    return said and box.width > 0 and box.height > 0


def _is_number(text: str) -> bool:
    try:
        return abs(float(text)) < _FARTHEST
    except ValueError:
        return False


def bounds_of(shape: etree._Element) -> etree._Element | None:
    """The rectangle of a shape or of a name."""
    return next(shape.iterchildren(f"{{{DC}}}Bounds"), None)


def _spots(edge: etree._Element) -> Iterator[Spot]:
    for point in edge.iterchildren(f"{{{DI}}}waypoint"):
        yield _number(point, "x"), _number(point, "y")


def _bounds(element: etree._Element) -> Bounds:
    x, y, wide, tall = (_number(element, name) for name in ("x", "y", "width", "height"))
    return Bounds(x, y, wide, tall)


_FARTHEST = 1e6


def _number(element: etree._Element, name: str) -> float:
    """A coordinate; what is no number, or none that a drawing could have, counts as 0."""
    text = element.get(name) or ""
    return float(text) if _is_number(text) else 0.0


def _local(name: str | None) -> str:
    """A qualified name without its prefix: elements go by their ids."""
    return (name or "").rpartition(":")[2]


def ids_outside(root: etree._Element, tag: str) -> Iterator[str]:
    """The ids of all elements that stand in no element of that tag."""
    inside = {e for outer in root.iter(tag) for e in outer.iter("{*}*")}
    return (ident(e) for e in root.iter("{*}*") if ident(e) and e not in inside)
