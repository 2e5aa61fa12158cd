"""A finished layout: everything in points, x to the right and y down from the top left."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.notation.cards import Card

Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Placed:
    """A node: centre and card."""

    x: float
    y: float
    card: Card

    @property
    def left(self) -> float:
        """The left border; the others follow."""
        return self.x - self.card.width / 2

    @property
    def right(self) -> float:
        """The right border."""
        return self.x + self.card.width / 2

    @property
    def top(self) -> float:
        """The upper border."""
        return self.y - self.card.height / 2

    @property
    def bottom(self) -> float:
        """The lower border."""
        return self.y + self.card.height / 2


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a branch: centre and size of its block of lines."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A wire: its corners from border to border; `back` when it closes a loop."""

    id: str
    points: tuple[Spot, ...]
    back: bool
    label: Label | None


@dataclass(frozen=True, slots=True)
class Strip:
    """A lane: its name in lines, and where it begins and ends."""

    id: str
    lines: tuple[str, ...]
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds the body of a sub-process: its borders, and its name at the top."""

    path: ElementPath
    lines: tuple[str, ...]
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Band:
    """A phase: its number, and where its rows begin and end."""

    phase: int
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The body of a chart: in lanes, or without lanes and with the frames of sub-processes."""

    width: float
    height: float
    lanes: tuple[Strip, ...]
    nodes: Mapping[ElementPath, Placed]
    routes: tuple[Route, ...]
    frames: tuple[Frame, ...] = ()
    captions: Mapping[ElementPath, Label] = field(default_factory=dict)
    """Names that stand beside their nodes."""
    bands: tuple[Band, ...] = ()
