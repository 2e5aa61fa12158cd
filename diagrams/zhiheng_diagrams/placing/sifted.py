"""A quick guess at a better order in the rows: as if wires ran straight from node to node."""

from collections.abc import Mapping
from itertools import combinations

from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.graph.ranks import Ranks
from zhiheng_diagrams.graph.skeleton import Skeleton
from zhiheng_diagrams.placing.lanes import Rows, grid
from zhiheng_diagrams.placing.lattice import Point

_PASSES = 3


def sifted(graph: Skeleton, ranked: Ranks, ordered: Rows) -> Rows:
    """Neighbours in a row change places as long as fewer straight lines cross for it."""
    best = straight_crossings(graph, grid(graph, ranked, ordered).cell)
    places = [(row, k) for row, paths in ordered.items() for k in range(len(paths) - 1)]
    for _ in range(_PASSES):
        before = best
        for row, k in places:
            paths = ordered[row]
            swapped = (*paths[:k], paths[k + 1], paths[k], *paths[k + 2 :])
            candidate = {**ordered, row: swapped}
            count = straight_crossings(graph, grid(graph, ranked, candidate).cell)
            if count < best:
                best, ordered = count, candidate
        if best == before:
            break
    return ordered


def straight_crossings(graph: Skeleton, cell: Mapping[ElementPath, Point]) -> int:
    """cell: where each node stands, as (row, column)."""
    lines = [(cell[wire.source], cell[wire.target]) for wire in graph.wires]
    return sum(
        _parted(a, b, c, d) and _parted(c, d, a, b) for (a, b), (c, d) in combinations(lines, 2)
    )


def _parted(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether `c` and `d` lie on two sides of the line through `a` and `b`."""
    return _side(a, b, c) * _side(a, b, d) < 0


def _side(a: Point, b: Point, c: Point) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
