"""A plane of BPMN DI: shapes and edges, in points from the top left."""

from dataclasses import dataclass, replace

from zhiheng_diagrams.placing.placed import Label, Spot

_SPARE = 3.0


@dataclass(frozen=True, slots=True)
class Bounds:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right border."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower border."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of an element. marks: attributes such as isHorizontal."""

    element: str
    bounds: Bounds
    label: Bounds | None = None
    marks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """The line of a flow."""

    element: str
    points: tuple[Spot, ...]
    label: Bounds | None = None


@dataclass(frozen=True, slots=True)
class Plane:
    """What is drawn for `element`: a collaboration, a process, or a sub-process."""

    element: str
    shapes: tuple[Shape, ...]
    edges: tuple[Edge, ...]


def of_label(label: Label | None) -> Bounds | None:
    """The bounds of a name: a little wider, for modellers break what just fits."""
    if label is None:
        return None
    wide = label.width + 2 * _SPARE
    return Bounds(label.x - wide / 2, label.y - label.height / 2, wide, label.height)


def beside(first: Plane, second: Plane, gap: float) -> Plane:
    """Both on one plane, the second at the right of the first."""
    dx = gap + max(shape.bounds.right for shape in first.shapes)
    dx -= min(shape.bounds.x for shape in second.shapes)
    shapes = (
        replace(s, bounds=_aside(s.bounds, dx), label=_aside(s.label, dx) if s.label else None)
        for s in second.shapes
    )
    edges = (
        replace(
            e,
            points=tuple((x + dx, y) for x, y in e.points),
            label=_aside(e.label, dx) if e.label else None,
        )
        for e in second.edges
    )
    return Plane(first.element, (*first.shapes, *shapes), (*first.edges, *edges))


def _aside(box: Bounds, dx: float) -> Bounds:
    return replace(box, x=box.x + dx)
