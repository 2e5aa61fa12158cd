"""Which wires run side by side in one gap, and in which order, so that few of them cross."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from zhiheng_diagrams.placing.lattice import Path, Point
from zhiheng_diagrams.placing.traffic import Net

_PASSES = 8
_SWAPS = 12
_BORDER = 0.3
_BESIDE_EVENT = 3.4
"""So many tracks apart, a wire does not touch the circle beside it."""

RunKey = tuple[int, int]
"""(wire, number of the straight run on its path)."""
Line = tuple[int, int]
"""(0 for vertical and 1 for horizontal, index of the line)."""


@dataclass(frozen=True, slots=True)
class Run:
    """A longest straight piece of a path, from `a` to `b`."""

    line: Line
    a: Point
    b: Point


@dataclass(frozen=True, slots=True)
class Bundle:
    """Runs on one line of one net that end in the same way: drawn as one line."""

    line: Line
    runs: tuple[RunKey, ...]


@dataclass(frozen=True, slots=True)
class Tracks:
    """offset: of each run from the centre of its line, in tracks. breadth: tracks of each line."""

    runs: tuple[tuple[Run, ...], ...]
    offset: Mapping[RunKey, float]
    breadth: Mapping[Line, int]


def runs_of(path: Path) -> tuple[Run, ...]:
    """The straight runs of `path`, in order."""
    corners = [path[0]]
    for a, b, c in zip(path, path[1:], path[2:], strict=False):
        if (a[0] == b[0]) != (b[0] == c[0]):
            corners.append(b)
    corners.append(path[-1])
    return tuple(Run((0, a[0]) if a[0] == b[0] else (1, a[1]), a, b) for a, b in pairwise(corners))


def tracks(
    nets: tuple[Net, ...], paths: tuple[Path, ...], events: frozenset[int] = frozenset()
) -> Tracks:
    """Tracks for all runs: vertical and horizontal lines are settled in turn, until none moves.

    events: wires that leave from an event on a border, which needs room beside it.

    Where they never rest, runs that meet at a corner are kept apart whatever their order.
    """
    runs = tuple(runs_of(path) for path in paths)
    lines = _bundles(nets, runs)
    offset: dict[RunKey, float] = {}
    for _ in range(_PASSES):
        before = dict(offset)
        breadth = _settle(runs, offset, lines, events, strict=False)
        if offset == before:
            return Tracks(runs, offset, breadth)
    return Tracks(runs, offset, _settle(runs, offset, lines, events, strict=True))


def _settle(
    runs: tuple[tuple[Run, ...], ...],
    offset: dict[RunKey, float],
    lines: Mapping[Line, list[Bundle]],
    events: frozenset[int],
    *,
    strict: bool,
) -> dict[Line, int]:
    return {
        line: _Board(runs, offset, bundles, strict=strict).settle(events)
        for line, bundles in lines.items()
    }


def _bundles(nets: tuple[Net, ...], runs: tuple[tuple[Run, ...], ...]) -> dict[Line, list[Bundle]]:
    groups: dict[tuple[object, ...], list[RunKey]] = defaultdict(list)
    for wire, pieces in enumerate(runs):
        for k, run in enumerate(pieces):
            tail = tuple(piece.b for piece in pieces[k:])
            groups[(run.line, nets[wire], tail)].append((wire, k))
    lines: dict[Line, list[Bundle]] = defaultdict(list)
    for keys in groups.values():
        line = runs[keys[0][0]][keys[0][1]].line
        lines[line].append(Bundle(line, tuple(keys)))
    return dict(sorted(lines.items()))


class _Board:
    """One line with its bundles, and the ends of each as exactly as they are known by now."""

    def __init__(
        self,
        runs: tuple[tuple[Run, ...], ...],
        offset: dict[RunKey, float],
        bundles: list[Bundle],
        *,
        strict: bool,
    ) -> None:
        self._runs = runs
        self._offset = offset
        self._bundles = bundles
        self._turns = [self._turns_of(bundle) for bundle in bundles]
        slack = _BORDER / 2 if strict else 0.0
        self._span = [(min(t)[0] - slack, max(t)[0] + slack) for t in self._turns]

    def _turns_of(self, bundle: Bundle) -> list[tuple[float, int]]:
        """(place along the line, side turned to) for both ends of each run; side 0 at a node."""
        found: list[tuple[float, int]] = []
        for wire, k in bundle.runs:
            run = self._runs[wire][k]
            found.append(self._end(run.a, run.line[0], (wire, k - 1), out=False))
            found.append(self._end(run.b, run.line[0], (wire, k + 1), out=True))
        return found

    def _end(self, point: Point, axis: int, key: RunKey, *, out: bool) -> tuple[float, int]:
        place = float(point[1 - axis])
        if not 0 <= key[1] < len(self._runs[key[0]]):
            return place + self._inward(point, axis, key, out=out), 0
        run = self._runs[key[0]][key[1]]
        far = run.b if out else run.a
        return place + self._offset.get(key, 0.0) / 100, 1 if far[axis] > point[axis] else -1

    def _inward(self, point: Point, axis: int, key: RunKey, *, out: bool) -> float:
        """A run ends at the border of its node, so those on two sides of a node do not meet."""
        run = self._runs[key[0]][key[1] - 1 if out else key[1] + 1]
        other = run.a if out else run.b
        return _BORDER if other[1 - axis] > point[1 - axis] else -_BORDER

    def settle(self, events: frozenset[int]) -> int:
        """Give each bundle its track. Returns how many tracks the fullest stretch needs."""
        most = 0
        for cluster in self._clusters():
            order = self._ordered(cluster)
            track = self._packed(order)
            count = max(track.values()) + 1
            most = max(most, count)
            beside = any((e, 0) in self._bundles[i].runs for i in cluster for e in events)
            apart = _BESIDE_EVENT if beside else 1.0
            for i, number in track.items():
                for key in self._bundles[i].runs:
                    self._offset[key] = (number - (count - 1) / 2) * apart
        return most

    def _meet(self, i: int, j: int) -> bool:
        (a, b), (c, d) = self._span[i], self._span[j]
        return a <= d and c <= b

    def _clusters(self) -> list[list[int]]:
        """Bundles that overlap, directly or through others."""
        found: list[list[int]] = []
        end = float("-inf")
        for i in sorted(range(len(self._bundles)), key=self._span.__getitem__):
            if self._span[i][0] > end:
                found.append([])
            found[-1].append(i)
            end = max(end, self._span[i][1])
        return found

    def _ordered(self, cluster: list[int]) -> list[int]:
        """Neighbours change places as long as that saves crossings."""
        order = sorted(cluster, key=lambda i: (sum(side for _, side in self._turns[i]), i))
        for _ in range(_SWAPS):
            swapped = False
            for k in range(len(order) - 1):
                if self._price(order[k + 1], order[k]) < self._price(order[k], order[k + 1]):
                    order[k], order[k + 1] = order[k + 1], order[k]
                    swapped = True
            if not swapped:
                break
        return order

    def _price(self, first: int, second: int) -> float:
        """Crossings when `first` runs left of (or above) `second`."""
        if not self._meet(first, second):
            return 0.0
        return self._cuts(first, second, 1) + self._cuts(second, first, -1)

    def _cuts(self, one: int, other: int, side: int) -> float:
        low, high = self._span[other]
        places = [place for place, turned in self._turns[one] if turned == side]
        return sum(1.0 if low < place < high else 0.5 * (low <= place <= high) for place in places)

    def _packed(self, order: list[int]) -> dict[int, int]:
        track: dict[int, int] = {}
        for i in order:
            before = [track[j] for j in track if self._meet(i, j)]
            track[i] = max(before, default=-1) + 1
        return track
