"""The coarse grid on which routes are found: centre lines of rows and columns, gaps between."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.placing.lanes import Grid

Point = tuple[int, int]
"""(vertical line, horizontal line), both counted from the top left."""
Way = tuple[int, int]
"""A direction: one of EAST, WEST, SOUTH, NORTH."""
Path = tuple[Point, ...]

EAST, WEST, SOUTH, NORTH = (1, 0), (-1, 0), (0, 1), (0, -1)
WAYS = (SOUTH, EAST, WEST, NORTH)

_GAP_TO_COLUMN = 66.0
_GAP_TO_ROW = 36.0
_GAP_TO_GAP = 22.0


@dataclass(frozen=True, slots=True)
class Lattice:
    """xs, ys: nominal positions of the lines, for lengths; the true ones follow the routing.

    column_of, row_of: what a line is the centre of; None for a gap. lane_of: of each vertical line.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    column_of: tuple[int | None, ...]
    row_of: tuple[int | None, ...]
    lane_of: tuple[int, ...]
    at: Mapping[ElementPath, Point]
    taken: Mapping[Point, ElementPath]

    def has(self, point: Point) -> bool:
        """Whether `point` is on the grid."""
        return 0 <= point[0] < len(self.xs) and 0 <= point[1] < len(self.ys)

    def length(self, a: Point, b: Point) -> float:
        """Nominal distance along the lines."""
        return abs(self.xs[a[0]] - self.xs[b[0]]) + abs(self.ys[a[1]] - self.ys[b[1]])

    def is_centre(self, a: Point, b: Point) -> bool:
        """Whether the step from `a` to `b` runs along the centre of a row or a column."""
        if a[1] == b[1]:
            return self.row_of[a[1]] is not None
        return self.column_of[a[0]] is not None


def lattice(cells: Grid, lanes: int) -> Lattice:
    """Each lane: gap, column, gap, ... , gap; down the page: gap, row, gap, ... , gap."""
    column_of: list[int | None] = []
    lane_of: list[int] = []
    for lane in range(lanes):
        columns = [c for c, owner in enumerate(cells.lane_of_column) if owner == lane]
        line: list[int | None] = [None, *(x for c in columns for x in (c, None))]
        column_of += line
        lane_of += [lane] * len(line)
    row_of = [None, *(x for row in range(cells.rows) for x in (row, None))]
    vertical = {c: i for i, c in enumerate(column_of) if c is not None}
    at = {path: (vertical[c], 2 * row + 1) for path, (row, c) in cells.cell.items()}
    return Lattice(
        xs=_positions(column_of, _GAP_TO_COLUMN),
        ys=_positions(row_of, _GAP_TO_ROW),
        column_of=tuple(column_of),
        row_of=tuple(row_of),
        lane_of=tuple(lane_of),
        at=at,
        taken={point: path for path, point in at.items()},
    )


def _positions(lines: list[int | None], step: float) -> tuple[float, ...]:
    found = [0.0]
    for before, line in pairwise(lines):
        found.append(found[-1] + (_GAP_TO_GAP if before is None and line is None else step))
    return tuple(found)


def way(a: Point, b: Point) -> Way:
    """The direction from `a` to its neighbour `b`."""
    return (b[0] - a[0], b[1] - a[1])
