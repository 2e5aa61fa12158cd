"""Columns, routes and tracks that go together: those with the fewest crossings that are found."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, permutations, product
from math import factorial, prod

from zhiheng_diagrams.graph.ranks import Ranks
from zhiheng_diagrams.graph.skeleton import Skeleton
from zhiheng_diagrams.placing.lanes import Rows, grid, rows
from zhiheng_diagrams.placing.lattice import Lattice, Path, lattice
from zhiheng_diagrams.placing.meetings import crossings
from zhiheng_diagrams.placing.routes import nets, routes
from zhiheng_diagrams.placing.sifted import sifted
from zhiheng_diagrams.placing.tracks import Tracks, tracks

SMALL = 10
MOST_ORDERS = 120
"""Charts of up to so many nodes, and so many orders of them in their rows: each order is tried."""
_WORK = 14_000
"""In larger ones, one row after another is ordered anew; what a try costs, see `_tries`."""
_MOST_IN_A_ROW = 24


@dataclass(frozen=True, slots=True)
class Arranged:
    """Where the nodes stand on the grid, and the wires between them."""

    mesh: Lattice
    paths: tuple[Path, ...]
    drawn: Tracks
    crossings: int


def arranged(graph: Skeleton, ranked: Ranks) -> Arranged:
    """The order by rule if nothing crosses; else the best that is tried, the first of equals."""
    ordered = rows(graph, ranked)
    first = routed(graph, ranked, ordered)
    if not first.crossings:
        return first
    orders = prod(factorial(len(paths)) for paths in ordered.values())
    tries = _tries(graph, first)
    if (len(graph.nodes) <= SMALL and orders <= MOST_ORDERS) or orders <= tries:
        return _best(graph, ranked, first, every_order(ordered))
    guess = sifted(graph, ranked, ordered)
    second = routed(graph, ranked, guess)
    if second.crossings < first.crossings:
        first, ordered = second, guess
    return _improved(graph, ranked, ordered, first, tries)


def routed(graph: Skeleton, ranked: Ranks, ordered: Rows) -> Arranged:
    """What follows from the order of the nodes in their rows."""
    mesh = lattice(grid(graph, ranked, ordered), len(graph.lanes))
    paths = routes(graph, mesh, ranked.back)
    events = frozenset(i for i, wire in enumerate(graph.wires) if wire.event)
    drawn = tracks(nets(graph, ranked.back), paths, events)
    return Arranged(mesh, paths, drawn, crossings(drawn))


def every_order(ordered: Rows) -> Iterator[Rows]:
    """All orders of the nodes in their rows."""
    for choice in product(*map(permutations, ordered.values())):
        yield dict(zip(ordered, choice, strict=True))


def _best(graph: Skeleton, ranked: Ranks, best: Arranged, choices: Iterator[Rows]) -> Arranged:
    for ordered in choices:
        found = routed(graph, ranked, ordered)
        best = min(best, found, key=lambda one: one.crossings)
        if not best.crossings:
            break
    return best


def _tries(graph: Skeleton, found: Arranged) -> int:
    """What two routings leave of the work; wires that have to cross are searched for long."""
    return max(0, _WORK // (len(graph.wires) * (found.crossings + 10)) - 2)


def _improved(
    graph: Skeleton, ranked: Ranks, ordered: Rows, best: Arranged, tries: int
) -> Arranged:
    """Each row in turn, down the page, in the order that serves best while the others stay."""
    for key, paths in ordered.items():
        for choice in islice(permutations(paths), 1, _MOST_IN_A_ROW):
            if tries <= 0 or not best.crossings:
                return best
            tries -= 1
            changed = {**ordered, key: choice}
            found = routed(graph, ranked, changed)
            if found.crossings < best.crossings:
                best, ordered = found, changed
    return best
