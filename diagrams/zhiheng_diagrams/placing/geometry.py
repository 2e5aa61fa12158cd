"""From lines and tracks to points: each gap is made as wide as the wires in it need."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.graph.skeleton import Skeleton
from zhiheng_diagrams.notation import text
from zhiheng_diagrams.notation.cards import Card
from zhiheng_diagrams.placing.branches import Room
from zhiheng_diagrams.placing.lattice import Lattice
from zhiheng_diagrams.placing.placed import Strip
from zhiheng_diagrams.placing.tracks import Line, Tracks

LANE_NAME_SIZE = 13.0
TRACK = 9.0
CENTRE_TRACK = 12.0
_SIDE_MARGIN = 10.0
_ROW_MARGIN = 13.0
_MIN_COLUMN = 84.0
_MIN_ROW = 12.0
_STATE_ROOM = 16.0
_BREAK = 16.0
"""Between two phases, for the line that parts them."""


@dataclass(frozen=True, slots=True)
class Axis:
    """at: the position of each line. end: where the last gap ends."""

    at: tuple[float, ...]
    end: float


@dataclass(frozen=True, slots=True)
class Span:
    """What a line takes up before and after its centre."""

    before: float
    after: float


def vertical(
    graph: Skeleton,
    grid: Lattice,
    drawn: Tracks,
    size: Mapping[ElementPath, Card],
    room: Mapping[ElementPath, Room],
    *,
    least: float,
) -> tuple[Axis, tuple[Strip, ...]]:
    """Positions of columns and of the gaps beside them, and the lanes; `least`: total width."""
    spans = [
        _gap((0, i), drawn, _SIDE_MARGIN)
        if column is None
        else _column([p for p, at in grid.at.items() if at[0] == i], size, room)
        for i, column in enumerate(grid.column_of)
    ]
    spans = _stretched(graph, grid, spans, least)
    axis = _axis(spans)
    strips = []
    for number, lane in enumerate(graph.lanes):
        mine = [i for i, owner in enumerate(grid.lane_of) if owner == number]
        left = axis.at[mine[0]] - spans[mine[0]].before
        right = axis.at[mine[-1]] + spans[mine[-1]].after
        name = text.wrap(lane.name, LANE_NAME_SIZE, right - left - 12)
        strips.append(Strip(lane.id, name, left, right))
    return axis, tuple(strips)


def horizontal(
    grid: Lattice,
    drawn: Tracks,
    size: Mapping[ElementPath, Card],
    room: Mapping[ElementPath, Room],
    breaks: Collection[int] = (),
) -> Axis:
    """Positions of rows and of the gaps between them. breaks: gaps in which a phase ends."""
    spans = [
        _gap((1, i), drawn, _ROW_MARGIN, _BREAK if i in breaks else 0.0)
        if row is None
        else _row([p for p, at in grid.at.items() if at[1] == i], size, room)
        for i, row in enumerate(grid.row_of)
    ]
    return _axis(spans)


def _gap(line: Line, drawn: Tracks, margin: float, more: float = 0.0) -> Span:
    half = margin + TRACK * max(0, drawn.breadth.get(line, 0) - 1) / 2
    return Span(half, half + more)


def parting(line: int, y: Axis, drawn: Tracks) -> float:
    """Where two phases are parted in that gap: below all wires in it, above all boxes."""
    return y.at[line] + TRACK * max(0, drawn.breadth.get((1, line), 0) - 1) / 2 + _BREAK


def _column(
    paths: Sequence[ElementPath], size: Mapping[ElementPath, Card], room: Mapping[ElementPath, Room]
) -> Span:
    return Span(
        max((size[p].width / 2 + room[p].left for p in paths), default=_MIN_COLUMN / 2),
        max((size[p].width / 2 + room[p].right for p in paths), default=_MIN_COLUMN / 2),
    )


def _row(
    paths: Sequence[ElementPath], size: Mapping[ElementPath, Card], room: Mapping[ElementPath, Room]
) -> Span:
    return Span(
        max((_above(room[p], size[p]) for p in paths), default=_MIN_ROW),
        max((_below(room[p], size[p]) for p in paths), default=_MIN_ROW),
    )


def _above(room: Room, card: Card) -> float:
    return max(room.up, card.height / 2) + room.top


def _below(room: Room, card: Card) -> float:
    state = _STATE_ROOM if card.css.startswith("task") else 0.0
    return max(room.down, card.height / 2) + max(room.bottom, state)


def _stretched(graph: Skeleton, grid: Lattice, spans: list[Span], least: float) -> list[Span]:
    """Lanes too narrow for their names, or a page too narrow for its tables, get wider gaps."""
    wide = list(spans)
    total = sum(span.before + span.after for span in spans)
    share = max(0.0, least - total) / len(graph.lanes)
    for number, lane in enumerate(graph.lanes):
        mine = [i for i, owner in enumerate(grid.lane_of) if owner == number]
        have = sum(spans[i].before + spans[i].after for i in mine)
        word = min(text.width(lane.name, LANE_NAME_SIZE), 6 * LANE_NAME_SIZE) + 14
        extra = max(share, word - have) / 4
        for i in (mine[0], mine[-1]):
            wide[i] = Span(spans[i].before + extra, spans[i].after + extra)
    return wide


def _axis(spans: Sequence[Span]) -> Axis:
    at: list[float] = []
    end = 0.0
    for span in spans:
        at.append(end + span.before)
        end += span.before + span.after
    return Axis(tuple(at), end)
