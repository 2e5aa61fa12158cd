"""A free place for a shape near another, where others stand already."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from zhiheng_diagrams.interchange.plane import Bounds
from zhiheng_diagrams.placing.placed import Spot

_AWAY = 24.0
_FROM_LINES = 8.0
FROM_BORDER = 10.0
_STEP = 20.0
_REACH = 60
"""So many steps onward are tried; the next place is behind all that is there."""


@dataclass(frozen=True, slots=True)
class Room:
    """What is taken, and where the shape may stand: within `low` and `high` across the flow.

    upright: whether the flow runs down. end: how far it may go along the flow; None for any.
    """

    taken: Collection[Bounds]
    lines: Collection[tuple[Spot, ...]]
    upright: bool
    low: float
    high: float
    end: float | None = None


def nearby(room: Room, anchor: Bounds, wide: float, tall: float) -> Bounds | None:
    """The first free place onward from `anchor`, or beside that; None where there is none."""
    return next((at for at in _places(room, anchor, wide, tall) if _is_free(room, at)), None)


def _places(room: Room, anchor: Bounds, wide: float, tall: float) -> Iterator[Bounds]:
    along, across = (tall, wide) if room.upright else (wide, tall)
    begin = (anchor.bottom if room.upright else anchor.right) + 2 * _AWAY
    middle = anchor.x + anchor.width / 2 if room.upright else anchor.y + anchor.height / 2
    most = room.high - across - FROM_BORDER
    least = room.low + FROM_BORDER
    if most < least:
        return
    wish = min(max(middle - across / 2, least), most)
    starts = [begin + _STEP * i for i in range(_REACH)]
    ends = [(b.bottom if room.upright else b.right) for b in room.taken]
    starts.append(max([begin, *ends]) + 2 * _AWAY)
    for start in starts:
        if room.end is not None and start + along > room.end - FROM_BORDER:
            return
        for side in _sides(wish, least, most):
            x, y = (side, start) if room.upright else (start, side)
            yield Bounds(x, y, wide, tall)


def _sides(wish: float, least: float, most: float) -> Iterator[float]:
    """The wish, then ever farther from it on both sides."""
    yield wish
    for i in range(1, _REACH):
        for side in (wish + _STEP * i, wish - _STEP * i):
            if least <= side <= most:
                yield side


def _is_free(room: Room, at: Bounds) -> bool:
    return not any(overlap(at, other, _AWAY) for other in room.taken) and not any(
        crosses(line, at, _FROM_LINES) for line in room.lines
    )


def overlap(a: Bounds, b: Bounds, away: float = 0.0) -> bool:
    """Whether they are less than `away` apart."""
    return (
        a.x < b.right + away
        and b.x < a.right + away
        and a.y < b.bottom + away
        and b.y < a.bottom + away
    )


def crosses(line: tuple[Spot, ...], box: Bounds, away: float) -> bool:
    """Whether the frame about any piece of the line comes nearer than `away` to the box."""
    for (ax, ay), (bx, by) in pairwise(line):
        piece = Bounds(min(ax, bx), min(ay, by), abs(ax - bx), abs(ay - by))
        if overlap(piece, box, away):
            return True
    return False
