"""A picture as a reader sees it: which words stand on which ground, and what lies where."""

from collections.abc import Iterator
from dataclasses import dataclass

from zhiheng_diagrams.notation.drawing import Arrow, Figure, Picture, Shape, Words
from zhiheng_diagrams.notation.palette import WHITE
from zhiheng_diagrams.notation.text import width

Area = tuple[float, float, float, float]


@dataclass(frozen=True)
class Seen:
    """A line of words, the shape that it stands in, and the colour behind it."""

    words: Words
    inside: Shape | None
    ground: str


def words_of(picture: Picture) -> Iterator[Seen]:
    """All words, each with what was painted last beneath it."""
    painted: list[Shape] = []
    for item in picture.items:
        if isinstance(item, Words):
            yield Seen(item, None, ground_of(item, painted))
        elif isinstance(item, Shape):
            yield from _inside(item, painted)


def _inside(one: Shape, painted: list[Shape]) -> Iterator[Seen]:
    painted.append(one)
    for part in one.parts:
        yield from _inside(part, painted)
    yield from (Seen(words, one, one.fill) for words in one.words)


def ground_of(words: Words, painted: list[Shape]) -> str:
    over = (one.fill for one in reversed(painted) if _holds(area(one), words.x, words.y))
    return next(over, WHITE)


def _holds(where: Area, x: float, y: float) -> bool:
    return where[0] <= x <= where[2] and where[1] <= y <= where[3]


def area(one: Shape) -> Area:
    """Left, top, right, bottom."""
    x, y = one.width / 2, one.height / 2
    return one.x - x, one.y - y, one.x + x, one.y + y


def area_of(words: Words) -> Area:
    """By our own rule of widths, on which the layout relies."""
    wide = width(words.text, words.size)
    left = words.x if words.left else words.x - wide / 2
    return left, words.y - words.size / 2, left + wide, words.y + words.size / 2


def shapes(picture: Picture) -> list[Shape]:
    return [item for item in picture.items if isinstance(item, Shape)]


def arrows(picture: Picture) -> list[Arrow]:
    return [item for item in picture.items if isinstance(item, Arrow)]


def overlap(a: Area, b: Area, slack: float = 0.5) -> bool:
    return (
        a[0] < b[2] - slack and b[0] < a[2] - slack and a[1] < b[3] - slack and b[1] < a[3] - slack
    )


def within(inner: Area, outer: Area, slack: float = 0.5) -> bool:
    return (
        outer[0] - slack <= inner[0]
        and outer[1] - slack <= inner[1]
        and inner[2] <= outer[2] + slack
        and inner[3] <= outer[3] + slack
    )


def on_pixels(here: Area) -> Area:
    """As wide as a raster makes it, which sets 11 pt at 96 dpi as 15 pixels a character."""
    more = (here[2] - here[0]) * (15 / (11 * 96 / 72) - 1) / 2
    return here[0] - more, here[1], here[2] + more, here[3]


def check_legible(picture: Picture) -> None:
    """No words leave their shape or the page, and none lie over others."""
    page = (0.0, 0.0, picture.width, picture.height)
    found = list(words_of(picture))
    for one in found:
        assert within(area_of(one.words), page), one
        if one.inside is not None and one.inside.figure is not Figure.DIAMOND:
            here = area_of(one.words)
            # The name of a branch stands on a patch that only parts it from lines.
            here = here if one.inside.css == "branch" else on_pixels(here)
            assert within(here, area(one.inside), slack=1.5), one
    rows = sorted((area_of(one.words), one.words.text) for one in found if one.words.text)
    for i, (here, said) in enumerate(rows):
        for there, other in rows[i + 1 :]:
            if there[0] >= here[2]:
                break
            assert not overlap(here, there, slack=1.5), (said, other)


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast of two colours."""
    light = sorted((luminance(one), luminance(other)), reverse=True)
    return (light[0] + 0.05) / (light[1] + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
