"""A line between two shapes that stand where they stand: straight pieces around all others."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

from zhiheng_diagrams.interchange.plane import Bounds
from zhiheng_diagrams.placing.placed import Spot

_AWAY = 12.0
_FROM_BORDER = 9.0
_BEND = 60.0
_CROSSING = 70.0
_COVERED = 300.0
"""What it costs to run on another line, or through a name."""
_Way = tuple[int, int]
_SIDES: tuple[_Way, ...] = ((0, 1), (1, 0), (-1, 0), (0, -1))
_Point = tuple[int, int]
_State = tuple[_Point, _Way]
_Step = tuple[_Point, int]
"""The point where a step begins at the left or the top, and 0 for along x, 1 for along y."""


@dataclass(frozen=True, slots=True)
class Field:
    """What a line has to go around, what it had better not cross, and where it may not run.

    names: what is written. no_x, no_y: borders of lanes, on which no line runs.
    """

    obstacles: Collection[Bounds]
    names: Collection[Bounds]
    lines: Collection[tuple[Spot, ...]]
    no_x: Collection[float] = ()
    no_y: Collection[float] = ()


def connect(field: Field, source: Bounds, target: Bounds) -> tuple[Spot, ...]:
    """The corners of the line, from border to border; straight where there is no way around."""
    starts = {_out(source, side): side for side in _SIDES}
    goals = {_out(target, side): side for side in _SIDES}
    path = _Search(field, source, target).run(starts, goals)
    if path is None:
        return (_middle(source), _middle(target))
    first, last = _port(source, starts[path[0]]), _port(target, goals[path[-1]])
    return tuple(_corners((first, *path, last)))


def _port(box: Bounds, side: _Way) -> Spot:
    x, y = _middle(box)
    return x + side[0] * box.width / 2, y + side[1] * box.height / 2


def _out(box: Bounds, side: _Way) -> Spot:
    x, y = _port(box, side)
    return x + side[0] * _AWAY, y + side[1] * _AWAY


def _middle(box: Bounds) -> Spot:
    return box.x + box.width / 2, box.y + box.height / 2


def _corners(path: tuple[Spot, ...]) -> Iterator[Spot]:
    """Without the points that lie on a straight piece."""
    yield path[0]
    for before, spot, after in zip(path, path[1:], path[2:], strict=False):
        if (before[0] == spot[0]) != (spot[0] == after[0]):
            yield spot
    yield path[-1]


class _Search:
    """An A* search over the lines that run past the sides and the middles of all shapes."""

    def __init__(self, field: Field, source: Bounds, target: Bounds) -> None:
        walls = [*field.obstacles, source, target]
        ends = [_out(box, side) for box in (source, target) for side in _SIDES]
        xs = {s for b in walls for s in (b.x - _AWAY, b.right + _AWAY)}
        ys = {s for b in walls for s in (b.y - _AWAY, b.bottom + _AWAY)}
        clear_x = {x for x in xs if _clear(x, field.no_x)} | {x for x, _ in ends}
        clear_y = {y for y in ys if _clear(y, field.no_y)} | {y for _, y in ends}
        self._axis = (sorted(clear_x), sorted(clear_y))
        self._walled = {step for wall in walls for step in self._steps_in(wall)}
        self._walled |= set(self._steps_on_borders((field.no_x, field.no_y)))
        self._price: dict[_Step, float] = {}
        for name in field.names:
            self._charge(self._steps_in(name), _COVERED)
        for line in field.lines:
            for piece in pairwise(line):
                self._charge(self._steps_across(*piece), _CROSSING)
                self._charge(self._steps_along(*piece), _COVERED)
        self._cost: dict[_State, float] = {}
        self._came: dict[_State, _State | None] = {}
        self._queue: list[tuple[float, int, _State]] = []

    def run(self, starts: dict[Spot, _Way], goals: dict[Spot, _Way]) -> tuple[Spot, ...] | None:
        """From a place before a side of the source to one before a side of the target."""
        ends = {self._point(spot): _turned(side) for spot, side in goals.items()}
        for spot, side in starts.items():
            self._offer((self._point(spot), side), 0.0, None, goals)
        while self._queue:
            state = heappop(self._queue)[2]
            point, way = state
            price = self._cost[state]
            if ends.get(point) == way:
                return tuple(map(self._spot, _trace(self._came, state)))
            if point in ends:
                self._offer((point, ends[point]), price + _BEND, state, goals)
            for after, onward, length in self._onward(point):
                if onward != _turned(way):
                    bend = _BEND if onward != way else 0.0
                    self._offer((after, onward), price + bend + length, state, goals)
        return None

    def _offer(
        self, state: _State, price: float, origin: _State | None, goals: Iterable[Spot]
    ) -> None:
        if price < self._cost.get(state, float("inf")):
            self._cost[state], self._came[state] = price, origin
            x, y = self._spot(state[0])
            rest = min(abs(x - gx) + abs(y - gy) for gx, gy in goals)
            # the running number settles ties, so that equal input gives equal output
            heappush(self._queue, (price + rest, len(self._came), state))

    def _onward(self, point: _Point) -> Iterator[tuple[_Point, _Way, float]]:
        for way in _SIDES:
            after = (point[0] + way[0], point[1] + way[1])
            along = 0 if way[0] else 1
            step = (min(point, after), along)
            if 0 <= after[along] < len(self._axis[along]) and step not in self._walled:
                values = self._axis[along]
                length = abs(values[after[along]] - values[point[along]])
                yield after, way, length + self._price.get(step, 0.0)

    def _point(self, spot: Spot) -> _Point:
        return bisect_left(self._axis[0], spot[0]), bisect_left(self._axis[1], spot[1])

    def _spot(self, point: _Point) -> Spot:
        return self._axis[0][point[0]], self._axis[1][point[1]]

    def _charge(self, steps: Iterable[_Step], price: float) -> None:
        for step in steps:
            self._price[step] = self._price.get(step, 0.0) + price

    def _steps_on_borders(self, lines: tuple[Collection[float], ...]) -> Iterator[_Step]:
        for along in (0, 1):
            across = self._axis[1 - along]
            for j, value in enumerate(across):
                if not _clear(value, lines[1 - along]):
                    for i in range(len(self._axis[along])):
                        yield ((i, j) if along == 0 else (j, i)), along

    def _steps_in(self, box: Bounds) -> Iterator[_Step]:
        """The steps that come into a box."""
        yield from self._steps((box.x, box.right), (box.y, box.bottom), 0)
        yield from self._steps((box.y, box.bottom), (box.x, box.right), 1)

    def _steps_across(self, a: Spot, b: Spot) -> Iterator[_Step]:
        """The steps that cross a straight piece."""
        along = 0 if a[1] == b[1] else 1
        low, high = sorted((a[along], b[along]))
        at = a[1 - along]
        yield from self._steps((at - 0.1, at + 0.1), (low, high), 1 - along)

    def _steps_along(self, a: Spot, b: Spot) -> Iterator[_Step]:
        """The steps that would run on it, or so near that it looks like one line."""
        along = 0 if a[1] == b[1] else 1
        low, high = sorted((a[along], b[along]))
        across = a[1 - along]
        yield from self._steps((low, high), (across - 4, across + 4), along)

    def _steps(
        self, span: tuple[float, float], across: tuple[float, float], along: int
    ) -> Iterator[_Step]:
        """Steps along one axis that come into `span`, on the lines within `across`."""
        mine, other = self._axis[along], self._axis[1 - along]
        first, last = bisect_right(mine, span[0]) - 1, bisect_left(mine, span[1])
        for j in range(bisect_right(other, across[0]), bisect_left(other, across[1])):
            for i in range(max(0, first), min(last, len(mine) - 1)):
                yield ((i, j) if along == 0 else (j, i)), along


def _turned(way: _Way) -> _Way:
    return -way[0], -way[1]


def _trace(came: dict[_State, _State | None], state: _State) -> tuple[_Point, ...]:
    """Each point once, though the line may turn there."""
    found: list[_Point] = []
    step: _State | None = state
    while step is not None:
        if not found or found[-1] != step[0]:
            found.append(step[0])
        step = came[step]
    return tuple(reversed(found))


def _clear(value: float, lines: Collection[float]) -> bool:
    return all(abs(value - line) >= _FROM_BORDER for line in lines)
