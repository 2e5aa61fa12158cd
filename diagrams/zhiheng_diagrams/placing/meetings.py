"""How often the wires of a layout cross each other."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from zhiheng_diagrams.placing.placed import Spot
from zhiheng_diagrams.placing.tracks import Tracks

_FINE = 100.0
"""Tracks beside the centre of a line are nearer to it than the next line is."""

Piece = tuple[float, float, float]
"""A straight piece: where it runs, from where, to where."""


def crossings(drawn: Tracks) -> int:
    """The crossings that the tracks leave, whatever the points."""
    lines = [list(_corners(drawn, wire)) for wire in range(len(drawn.runs))]
    return sum(crossed(a, b) for a, b in combinations(lines, 2))


def crossed(one: Sequence[Spot], other: Sequence[Spot]) -> int:
    """How often two lines of straight pieces cross. What only touches does not."""
    flat, upright = _pieces(one), _pieces(other)
    return _met(flat[0], upright[1]) + _met(upright[0], flat[1])


def _pieces(line: Sequence[Spot]) -> tuple[list[Piece], list[Piece]]:
    flat, upright = list[Piece](), list[Piece]()
    for (ax, ay), (bx, by) in pairwise(line):
        if ay == by:
            flat.append((ay, min(ax, bx), max(ax, bx)))
        else:
            upright.append((ax, min(ay, by), max(ay, by)))
    return flat, upright


def _met(flat: list[Piece], upright: list[Piece]) -> int:
    return sum(
        left < x < right and top < y < bottom
        for y, left, right in flat
        for x, top, bottom in upright
    )


def _corners(drawn: Tracks, wire: int) -> Iterator[Spot]:
    """Corners on the grid, each moved aside by its tracks."""
    runs = drawn.runs[wire]
    at = [run.line[1] + drawn.offset[wire, k] / _FINE for k, run in enumerate(runs)]
    flat = runs[0].line[0] == 1
    yield (float(runs[0].a[0]), at[0]) if flat else (at[0], float(runs[0].a[1]))
    for k in range(len(runs) - 1):
        yield (at[k + 1], at[k]) if runs[k].line[0] == 1 else (at[k], at[k + 1])
    last = runs[-1]
    yield (float(last.b[0]), at[-1]) if last.line[0] == 1 else (at[-1], float(last.b[1]))
