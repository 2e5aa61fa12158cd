"""What a picture is made of: shapes, words and lines in points, y down, in drawing order."""

from dataclasses import dataclass, replace
from enum import StrEnum

from zhiheng_diagrams.notation.palette import INK, LINE, WHITE


class Figure(StrEnum):
    """The outline of a shape."""

    BOX = "box"
    ROUND = "round"
    DIAMOND = "diamond"
    OVAL = "oval"


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled figure about (x, y). id, css and title tell what it stands for."""

    x: float
    y: float
    width: float
    height: float
    figure: Figure = Figure.BOX
    fill: str = WHITE
    stroke: str = LINE
    weight: float = 1.0
    dashed: bool = False
    id: str = ""
    css: str = ""
    title: str = ""
    words: tuple["Words", ...] = ()
    parts: tuple["Shape", ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text, centred about (x, y), or beginning at x when `left`."""

    x: float
    y: float
    text: str
    size: float
    colour: str = INK
    bold: bool = False
    left: bool = False


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line with rounded corners and a head at its end, unless it only ties two things.

    scale: of its head and corners.
    """

    points: tuple[tuple[float, float], ...]
    id: str
    css: str
    title: str
    colour: str = LINE
    dashed: bool = False
    weight: float = 1.2
    headless: bool = False
    scale: float = 1.0


Item = Shape | Words | Arrow


@dataclass(frozen=True, slots=True)
class Picture:
    """A page. title and description are its text alternative."""

    width: float
    height: float
    title: str
    description: str
    items: tuple[Item, ...]


def moved(item: Item, dx: float, dy: float) -> Item:
    """`item` elsewhere."""
    if isinstance(item, Arrow):
        return replace(item, points=tuple((x + dx, y + dy) for x, y in item.points))
    if isinstance(item, Words):
        return _words(item, dx, dy)
    return _shape(item, dx, dy)


def _words(one: Words, dx: float, dy: float) -> Words:
    return replace(one, x=one.x + dx, y=one.y + dy)


def _shape(one: Shape, dx: float, dy: float) -> Shape:
    return replace(
        one,
        x=one.x + dx,
        y=one.y + dy,
        words=tuple(_words(each, dx, dy) for each in one.words),
        parts=tuple(_shape(each, dx, dy) for each in one.parts),
    )


def scaled(item: Item, by: float) -> Item:
    """`item` smaller or larger, about the corner of the page."""
    if isinstance(item, Arrow):
        points = tuple((x * by, y * by) for x, y in item.points)
        return replace(item, points=points, weight=item.weight * by, scale=item.scale * by)
    if isinstance(item, Words):
        return _scaled_words(item, by)
    return _scaled_shape(item, by)


def _scaled_words(one: Words, by: float) -> Words:
    return replace(one, x=one.x * by, y=one.y * by, size=one.size * by)


def _scaled_shape(one: Shape, by: float) -> Shape:
    return replace(
        one,
        x=one.x * by,
        y=one.y * by,
        width=one.width * by,
        height=one.height * by,
        weight=one.weight * by,
        words=tuple(_scaled_words(each, by) for each in one.words),
        parts=tuple(_scaled_shape(each, by) for each in one.parts),
    )


def block(
    lines: tuple[str, ...],
    x: float,
    y: float,
    size: float,
    step: float,
    *,
    colour: str = INK,
    bold: bool = False,
    left: bool = False,
) -> tuple[Words, ...]:
    """Several lines about the height y."""
    top = y - step * (len(lines) - 1) / 2
    return tuple(
        Words(x, top + step * i, line, size, colour=colour, bold=bold, left=left)
        for i, line in enumerate(lines)
    )
