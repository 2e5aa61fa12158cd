"""Orthogonal routes on the grid: A* for each wire, then rounds of taking up and laying anew."""

from dataclasses import dataclass, field
from heapq import heappop, heappush

from zhiheng_diagrams.graph.skeleton import Skeleton
from zhiheng_diagrams.placing.lattice import WAYS, Lattice, Path, Point, Way
from zhiheng_diagrams.placing.traffic import BEND, Net, Traffic

_ROUNDS = 3

_State = tuple[Point, Way]


def routes(graph: Skeleton, grid: Lattice, back: frozenset[int]) -> tuple[Path, ...]:
    """A path for each wire of `graph`: never through a node, with few bends and crossings."""
    events = frozenset(i for i, wire in enumerate(graph.wires) if wire.event)
    traffic = Traffic(grid, nets(graph, back), events)
    ends = [(grid.at[wire.source], grid.at[wire.target]) for wire in graph.wires]
    order = sorted(range(len(ends)), key=lambda i: (i in back, grid.length(*ends[i]), i))
    laid: dict[int, Path] = {}
    for _ in range(_ROUNDS):
        before = dict(laid)
        for wire in order:
            if wire in laid:
                traffic.lift(wire, laid[wire])
            laid[wire] = _find(traffic, wire, *ends[wire])
            traffic.lay(wire, laid[wire])
        if laid == before:
            break
    return tuple(laid[i] for i in range(len(ends)))


def nets(graph: Skeleton, back: frozenset[int]) -> tuple[Net, ...]:
    """The net of each wire."""
    return tuple((wire.target, i in back) for i, wire in enumerate(graph.wires))


@dataclass(slots=True)
class _Search:
    """An A* search for one wire: the open queue, the best costs, and where each state came from."""

    traffic: Traffic
    wire: int
    goal: Point
    cost: dict[_State, float] = field(default_factory=dict)
    came: dict[_State, _State | None] = field(default_factory=dict)
    queue: list[tuple[float, int, _State]] = field(default_factory=list)

    def offer(self, state: _State, cost: float, origin: _State | None) -> None:
        if cost < self.cost.get(state, float("inf")):
            self.cost[state] = cost
            self.came[state] = origin
            rest = self.traffic.grid.length(state[0], self.goal)
            rest += BEND * _bends_left(*state, self.goal)
            # the running number settles ties, so that equal input gives equal output
            heappush(self.queue, (cost + rest, len(self.came), state))

    def move(self, point: Point, onward: Way, cost: float, origin: _State | None) -> None:
        """Go one step from `point`, unless a node or the edge of the page stops it."""
        after = (point[0] + onward[0], point[1] + onward[1])
        grid = self.traffic.grid
        if cost >= self.cost.get((after, onward), float("inf")) or not grid.has(after):
            return
        if after in grid.taken and after != self.goal:
            return
        cost += self.traffic.along(self.wire, point, after)
        if after == self.goal:
            cost += self.traffic.entering(self.wire, after, onward)
        self.offer((after, onward), cost, origin)


def _find(traffic: Traffic, wire: int, start: Point, goal: Point) -> Path:
    search = _Search(traffic, wire, goal)
    for onward in WAYS:
        search.move(start, onward, traffic.leaving(wire, start, onward), None)
    done: set[_State] = set()
    while search.queue:
        _, _, state = heappop(search.queue)
        if state in done:
            continue
        done.add(state)
        point, before = state
        if point == goal:
            return (start, *_trace(search, state))
        for onward in WAYS:
            if onward != (-before[0], -before[1]):
                cost = search.cost[state] + traffic.through(point, before, onward)
                search.move(point, onward, cost, state)
    raise AssertionError("the outermost gaps join all nodes")


def _bends_left(point: Point, onward: Way, goal: Point) -> int:
    """At least so many bends are ahead of a wire that comes to `point` in direction `onward`."""
    ahead = onward[0] * (goal[0] - point[0]) + onward[1] * (goal[1] - point[1])
    aside = onward[1] * (goal[0] - point[0]) + onward[0] * (goal[1] - point[1])
    return 2 if ahead < 0 else 1 if aside else 0


def _trace(search: _Search, state: _State) -> Path:
    found: list[Point] = []
    step: _State | None = state
    while step is not None:
        found.append(step[0])
        step = search.came[step]
    return tuple(reversed(found))
