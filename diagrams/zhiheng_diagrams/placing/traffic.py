"""What lies on the grid already, and what it costs to cross it, share with it or touch it."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.placing.lattice import NORTH, SOUTH, Lattice, Path, Point, Way, way

BEND = 60.0
_CROSSING = 400.0
_TOUCH = 14.0
_SHARED_CENTRE = 320.0
_SHARED_GAP = 3.0
_SHARED_PORT = 120.0
_EVENT_PORT = 2000.0
_EVENT_BELOW = 80.0
"""What goes on after a step leaves it below, what cuts it short at its side."""
_EXIT = {NORTH: 90.0, SOUTH: 0.0}
_ENTRY = {NORTH: 70.0, SOUTH: 0.0}
_SIDE = 8.0

Step = tuple[Point, Point]
Net = tuple[ElementPath, bool]
"""Wires may merge when they have one target, and all go forward or all close a loop."""


@dataclass(slots=True)
class Traffic:
    """The routes laid so far, indexed by step, by point and by port."""

    grid: Lattice
    nets: tuple[Net, ...]
    events: frozenset[int] = frozenset()
    """Wires that leave from an event on the border: it should have its side for itself."""
    steps: dict[Step, set[int]] = field(default_factory=lambda: defaultdict(set))
    passing: dict[Point, dict[int, tuple[Way, Way]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    ports: dict[tuple[Point, Way], dict[int, bool]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """True where the wire leaves by the port, False where it enters."""

    def lay(self, wire: int, path: Path) -> None:
        """Put `path` on the grid."""
        for a, b in pairwise(path):
            self.steps[_step(a, b)].add(wire)
        for a, b, c in zip(path, path[1:], path[2:], strict=False):
            self.passing[b][wire] = (way(a, b), way(b, c))
        self.ports[path[0], way(path[0], path[1])][wire] = True
        self.ports[path[-1], way(path[-1], path[-2])][wire] = False

    def lift(self, wire: int, path: Path) -> None:
        """Take `path` off the grid."""
        for a, b in pairwise(path):
            self.steps[_step(a, b)].discard(wire)
        for point in path:
            self.passing[point].pop(wire, None)
        self.ports[path[0], way(path[0], path[1])].pop(wire, None)
        self.ports[path[-1], way(path[-1], path[-2])].pop(wire, None)

    def along(self, wire: int, a: Point, b: Point) -> float:
        """Cost of the step from `a` to `b`: its length, and the company on it."""
        company = self.steps.get(_step(a, b))
        if not company:
            return self.grid.length(a, b)
        strangers = sum(self.nets[other] != self.nets[wire] for other in company)
        price = _SHARED_CENTRE if self.grid.is_centre(a, b) else _SHARED_GAP
        return self.grid.length(a, b) + strangers * price

    def through(self, point: Point, before: Way, after: Way) -> float:
        """Cost of passing `point`: a bend, and the routes met there."""
        cost = 0.0 if before == after else BEND
        for others in self.passing.get(point, {}).values():
            cost += _meeting((before, after), others)
        return cost

    def leaving(self, wire: int, point: Point, out: Way) -> float:
        """Cost of leaving a node by the port `out`."""
        side = _EVENT_BELOW if wire in self.events and out == SOUTH else _EXIT.get(out, _SIDE)
        return side + self._foreign(wire, point, out, leaves=True)

    def entering(self, wire: int, point: Point, into: Way) -> float:
        """Cost of entering a node while moving in direction `into`."""
        port = (-into[0], -into[1])
        return _ENTRY.get(into, _SIDE) + self._foreign(wire, point, port, leaves=False)

    def _foreign(self, wire: int, point: Point, port: Way, *, leaves: bool) -> float:
        """Cost of the wires at this port that may not merge with this one: only arrivals may."""
        cost = 0.0
        for other, left in self.ports.get((point, port), {}).items():
            if other != wire and (leaves or left):
                event = (leaves and wire in self.events) or (left and other in self.events)
                cost += _EVENT_PORT if event else _SHARED_PORT
        return cost


def _step(a: Point, b: Point) -> Step:
    return (a, b) if a < b else (b, a)


def _meeting(mine: tuple[Way, Way], theirs: tuple[Way, Way]) -> float:
    """Two straight lines at right angles cross; where one bends they may or may not."""
    straight = mine[0] == mine[1], theirs[0] == theirs[1]
    if all(straight):
        return _CROSSING if (mine[0][0] == 0) != (theirs[0][0] == 0) else 0.0
    return _TOUCH if any(straight) else _TOUCH / 2
