"""Which column of its lane a node stands in."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.graph.ranks import Ranks
from zhiheng_diagrams.graph.skeleton import Skeleton


@dataclass(frozen=True, slots=True)
class Grid:
    """cell: (row, column) of each node. lane_of_column: columns in order, lane by lane."""

    cell: Mapping[ElementPath, tuple[int, int]]
    lane_of_column: tuple[int, ...]
    rows: int


Rows = Mapping[tuple[int, int], tuple[ElementPath, ...]]
"""The nodes in each row of each lane, from the left to the right; keyed by (lane, row)."""


def rows(graph: Skeleton, ranked: Ranks) -> Rows:
    """The order by rule: nodes whose neighbours lie to the left stand left."""
    main = _main_path(graph, ranked)
    crowd: dict[tuple[int, int], list[ElementPath]] = defaultdict(list)
    for path in ranked.order:
        crowd[graph.lane_of[path], ranked.row[path]].append(path)
    return {
        key: tuple(sorted(paths, key=lambda p: _pull(graph, p, main)))
        for key, paths in sorted(crowd.items())
    }


def grid(graph: Skeleton, ranked: Ranks, ordered: Rows) -> Grid:
    """Columns for all nodes: a lane has as many as its fullest row needs, and at least one."""
    breadth = [
        max((len(paths) for (i, _), paths in ordered.items() if i == lane), default=1)
        for lane in range(len(graph.lanes))
    ]
    main = _main_path(graph, ranked)
    column: dict[ElementPath, int] = {}
    for lane, _ in enumerate(graph.lanes):
        mine = [list(paths) for (i, _), paths in sorted(ordered.items()) if i == lane]
        _fill_lane(graph, mine, breadth[lane], main, column)
    base = [sum(breadth[:lane]) for lane in range(len(breadth))]
    return Grid(
        cell={p: (ranked.row[p], base[graph.lane_of[p]] + column[p]) for p in graph.nodes},
        lane_of_column=tuple(lane for lane, n in enumerate(breadth) for _ in range(n)),
        rows=max(ranked.row.values(), default=0) + 1,
    )


def _fill_lane(
    graph: Skeleton,
    rows: list[list[ElementPath]],
    breadth: int,
    main: frozenset[ElementPath],
    column: dict[ElementPath, int],
) -> None:
    """Full rows in order of pull; in others each node below the one it follows, if it can."""
    home = _main_column(rows, breadth, main)
    for paths in rows:
        free = list(range(breadth))
        for i, path in enumerate(paths):
            usable = free[: len(free) - (len(paths) - i - 1)]
            wish = home if path in main else _above(graph, path, column, home)
            column[path] = min(usable, key=lambda c, w=wish: (abs(c - w), c))  # type: ignore[misc]
            free = [c for c in free if c > column[path]]


def _main_column(rows: list[list[ElementPath]], breadth: int, main: frozenset[ElementPath]) -> int:
    """Where the main path runs in this lane: its place in the first row that is full."""
    for paths in rows:
        if len(paths) == breadth:
            return next((i for i, path in enumerate(paths) if path in main), 0)
    return 0


def _above(graph: Skeleton, path: ElementPath, column: Mapping[ElementPath, int], home: int) -> int:
    sources = (graph.wires[i].source for i in graph.into(path))
    lane = graph.lane_of[path]
    return next((column[s] for s in sources if graph.lane_of[s] == lane and s in column), home)


def _pull(graph: Skeleton, path: ElementPath, main: frozenset[ElementPath]) -> tuple[float, bool]:
    """Nodes whose neighbours lie to the left stand left; among equals the main path comes first."""
    near = [graph.wires[i].source for i in graph.into(path)]
    near += [graph.wires[i].target for i in graph.out_of(path)]
    lanes = [graph.lane_of[p] for p in near]
    return (sum(lanes) / len(lanes) if lanes else 0.0, path not in main)


def _main_path(graph: Skeleton, ranked: Ranks) -> frozenset[ElementPath]:
    """The longest way from a start to an end, none cut short: drawn as straight as can be."""
    rest: dict[ElementPath, int] = {}
    follow: dict[ElementPath, ElementPath] = {}
    for path in reversed(ranked.order):
        wires = [graph.wires[i] for i in graph.out_of(path) if i not in ranked.back]
        targets = [w.target for w in wires if not w.event] or [w.target for w in wires]
        if targets:
            follow[path] = max(targets, key=rest.__getitem__)
        rest[path] = 1 + max((rest[t] for t in targets), default=0)
    main: list[ElementPath] = list(graph.starts[:1])
    while main and main[-1] in follow:
        main.append(follow[main[-1]])
    return frozenset(main)
