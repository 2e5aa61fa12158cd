"""The phases of a chart as bands (阶段) across its lanes, with their names at the left."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.notation import palette
from zhiheng_diagrams.notation.drawing import Arrow, Item, Shape, Words, block
from zhiheng_diagrams.placing.geometry import Axis, parting
from zhiheng_diagrams.placing.placed import Band, Layout
from zhiheng_diagrams.placing.tracks import Tracks

WIDE = 34.0
_SIZE = 13.0
_STEP = 18.0


def breaks(row: Mapping[ElementPath, int], phase: Mapping[ElementPath, int]) -> dict[int, int]:
    """The gap above the first row of each phase but the first -> that phase."""
    first: dict[int, int] = {}
    for path, number in phase.items():
        first[number] = min(first.get(number, row[path]), row[path])
    return {2 * first[number]: number for number in sorted(first)[1:]}


def bands(
    phase: Mapping[ElementPath, int], parted: Mapping[int, int], y: Axis, drawn: Tracks
) -> tuple[Band, ...]:
    """From the top to the bottom; one where all of a page is in the same phase."""
    if not phase:
        return ()
    numbers = (min(phase.values()), *parted.values())
    edges = (0.0, *(parting(line, y, drawn) for line in parted), y.end)
    return tuple(
        Band(number, top, bottom)
        for number, (top, bottom) in zip(numbers, pairwise(edges), strict=True)
    )


def beside(body: Layout, head: float, names: Sequence[str]) -> list[Item]:
    """The names of the phases, from x = -WIDE to 0, with their head above y = 0.

    names: by number; none of a chart that tells no phases.
    """
    if not names:
        return []
    said = block(("阶段",), -WIDE / 2, -head / 2, 11, _STEP, colour=palette.WHITE, bold=True)
    found: list[Item] = [_cell(-head / 2, head, palette.HEAD, said, "阶段")]
    for band in body.bands:
        name, middle = names[band.phase], (band.top + band.bottom) / 2
        said = block(tuple(name), -WIDE / 2, middle, _SIZE, _STEP, colour=palette.HEAD, bold=True)
        found.append(_cell(middle, band.bottom - band.top, palette.BAND, said, name))
    return found


def _cell(y: float, tall: float, fill: str, said: tuple[Words, ...], title: str) -> Shape:
    return Shape(
        -WIDE / 2,
        y,
        WIDE,
        tall,
        fill=fill,
        stroke=palette.RULE,
        css="phase",
        title=title,
        words=said,
    )


def partings(body: Layout) -> list[Item]:
    """Dashed lines across the lanes, where one phase ends."""
    ends = (band.bottom for band in body.bands[:-1])
    return [
        Arrow(
            ((0.0, y), (body.width, y)),
            "",
            "tie",
            "",
            palette.RULE,
            dashed=True,
            weight=0.9,
            headless=True,
        )
        for y in ends
    ]
