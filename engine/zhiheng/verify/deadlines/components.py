"""The strongly connected parts of a flow, in order: what comes later on the way is found first."""

from collections.abc import Iterator

from zhiheng.verify.deadlines.time_arcs import Arcs, Spot


def components(arcs: Arcs) -> list[tuple[Spot, ...]]:
    """The parts, the last on the way first (Tarjan 1972), without recursion."""
    search = _Search(arcs)
    for root in arcs:
        if root not in search.index:
            search.walk(root)
    return search.found


class _Search:
    def __init__(self, arcs: Arcs) -> None:
        self.arcs = arcs
        self.index: dict[Spot, int] = {}
        self.low: dict[Spot, int] = {}
        self.stack: list[Spot] = []
        self.waiting: set[Spot] = set()
        self.trail: list[tuple[Spot, Iterator[Spot]]] = []
        self.found: list[tuple[Spot, ...]] = []

    def walk(self, root: Spot) -> None:
        self._enter(root)
        while self.trail:
            spot, targets = self.trail[-1]
            target = next(targets, None)
            if target is None:
                self._leave(spot)
            elif target not in self.index:
                self._enter(target)
            elif target in self.waiting:
                self.low[spot] = min(self.low[spot], self.index[target])

    def _enter(self, spot: Spot) -> None:
        self.index[spot] = self.low[spot] = len(self.index)
        self.stack.append(spot)
        self.waiting.add(spot)
        self.trail.append((spot, iter(self.arcs[spot])))

    def _leave(self, spot: Spot) -> None:
        self.trail.pop()
        if self.trail:
            before = self.trail[-1][0]
            self.low[before] = min(self.low[before], self.low[spot])
        if self.low[spot] == self.index[spot]:
            at = self.stack.index(spot)
            part = self.stack[at:]
            del self.stack[at:]
            self.waiting.difference_update(part)
            self.found.append(tuple(part))
