"""Which row a node stands in: the longest path to it, with the loops cut."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.graph.skeleton import Skeleton


@dataclass(frozen=True, slots=True)
class Ranks:
    """back: indices of wires that close a loop. order: topological. row: from 0 down.

    phase: of each node, where rows of two phases are kept apart.
    """

    back: frozenset[int]
    order: tuple[ElementPath, ...]
    row: dict[ElementPath, int]
    phase: Mapping[ElementPath, int] = field(default_factory=dict)


def ranks(graph: Skeleton, phase: Mapping[ElementPath, int] | None = None) -> Ranks:
    """Rows for all nodes of `graph`. phase: each begins on a row of its own, below the last."""
    back = back_wires(graph)
    order = _topological(graph, back)
    never_back = _never_falling(graph, back, order, phase or {})
    return Ranks(back, order, _rows(graph, back, order, never_back), never_back if phase else {})


def _never_falling(
    graph: Skeleton,
    back: frozenset[int],
    order: tuple[ElementPath, ...],
    phase: Mapping[ElementPath, int],
) -> dict[ElementPath, int]:
    """Whatever was said of a node, it is in no earlier phase than what leads to it."""
    found: dict[ElementPath, int] = {}
    for path in order:
        before = (found[graph.wires[i].source] for i in graph.into(path) if i not in back)
        found[path] = max(phase.get(path, 0), *before, 0)
    return found


def back_wires(graph: Skeleton) -> frozenset[int]:
    """Wires to a node that is still being visited by a depth-first search from the starts."""
    back: set[int] = set()
    seen: set[ElementPath] = set()
    for root in (*graph.starts, *graph.nodes):
        if root not in seen:
            _search(graph, root, seen, back)
    return frozenset(back)


def _search(graph: Skeleton, root: ElementPath, seen: set[ElementPath], back: set[int]) -> None:
    """Without recursion: a chart from outside may be deeper than Python's stack."""
    seen.add(root)
    active = {root}
    stack: list[tuple[ElementPath, Iterator[int]]] = [(root, iter(graph.out_of(root)))]
    while stack:
        path, wires = stack[-1]
        wire = next(wires, None)
        if wire is None:
            active.discard(path)
            stack.pop()
            continue
        target = graph.wires[wire].target
        if target in active:
            back.add(wire)
        elif target not in seen:
            seen.add(target)
            active.add(target)
            stack.append((target, iter(graph.out_of(target))))


def _topological(graph: Skeleton, back: frozenset[int]) -> tuple[ElementPath, ...]:
    waiting = {path: len(set(graph.into(path)) - back) for path in graph.nodes}
    place = {path: i for i, path in enumerate(graph.nodes)}
    ready = [path for path, n in waiting.items() if n == 0]
    order: list[ElementPath] = []
    while ready:
        path = min(ready, key=place.__getitem__)
        ready.remove(path)
        order.append(path)
        for wire in set(graph.out_of(path)) - back:
            target = graph.wires[wire].target
            waiting[target] -= 1
            if waiting[target] == 0:
                ready.append(target)
    return tuple(order)


@dataclass(slots=True)
class _Board:
    """Cells (row, lane) taken by nodes, and those kept free for a straight step sideways."""

    row: dict[ElementPath, int] = field(default_factory=dict)
    nodes: set[tuple[int, int]] = field(default_factory=set)
    kept: set[tuple[int, int]] = field(default_factory=set)

    def is_free(self, row: int, lanes: range) -> bool:
        cells = {(row, lane) for lane in lanes}
        return not cells & (self.nodes | self.kept)

    def put(self, path: ElementPath, row: int, lane: int) -> None:
        while (row, lane) in self.kept:
            row += 1
        self.row[path] = row
        self.nodes.add((row, lane))


def _rows(
    graph: Skeleton,
    back: frozenset[int],
    order: tuple[ElementPath, ...],
    phase: Mapping[ElementPath, int],
) -> dict[ElementPath, int]:
    board = _Board()
    at, fresh = -1, 0
    for path in sorted(order, key=phase.__getitem__):
        if phase[path] != at:
            at, fresh = phase[path], max(board.row.values(), default=-1) + 1
        forward = [graph.wires[i].source for i in graph.into(path) if i not in back]
        lane = graph.lane_of[path]
        near = len(forward) == 1 and phase[forward[0]] == at
        if near and _may_step_aside(graph, back, board, forward[0], path):
            row = board.row[forward[0]]
            board.put(path, row, lane)
            board.kept |= {(row, i) for i in _between(graph, forward[0], path)}
        else:
            board.put(path, max((fresh, *(board.row[p] + 1 for p in forward))), lane)
    return board.row


def _may_step_aside(
    graph: Skeleton, back: frozenset[int], board: _Board, source: ElementPath, path: ElementPath
) -> bool:
    """A step to another lane needs no row of its own when the way there is free."""
    here, there = graph.lane_of[source], graph.lane_of[path]
    forward = [i for i in graph.out_of(source) if i not in back]
    if here == there or (len(forward) > 1 and source not in graph.gateways):
        return False
    lanes = range(here + 1, there + 1) if here < there else range(there, here)
    return board.is_free(board.row[source], lanes)


def _between(graph: Skeleton, source: ElementPath, path: ElementPath) -> range:
    here, there = sorted((graph.lane_of[source], graph.lane_of[path]))
    return range(here + 1, there)
