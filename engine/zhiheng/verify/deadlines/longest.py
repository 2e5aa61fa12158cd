"""The longest way, for any measure of time: a sum of units, or dates of a calendar.

A measure tells when a step ends that begins then, and never that a later begin ends earlier; so
the latest arrival is the longest way. A parallel join waits for its last branch, and a choice
may go the longest way, so both take the largest (verify.md §4).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from zhiheng.model.ids import ElementPath
from zhiheng.verify.deadlines.passes import Part, Pass, parts
from zhiheng.verify.deadlines.time_arcs import Span, Spot

Measure = Callable[[ElementPath, int], int]
"""From a node and the time at which it is entered to the time at which it is left."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """When a spot is left at the latest; by which pass, and from which spot it was entered."""

    time: int
    by: Pass
    before: Spot | None


class Ways:
    """The ways of a span, ready to be measured."""

    def __init__(self, between: Span, found: tuple[Part, ...]) -> None:
        self.between = between
        self.parts = found
        self.passes: tuple[tuple[int, Pass], ...] = tuple(
            (at, one) for at, part in enumerate(found) for one in part.passes
        )
        into: dict[Spot, list[Spot]] = {spot: [] for spot in between.arcs}
        for source, targets in between.arcs.items():
            for target in targets:
                into[target].append(source)
        self.into: Mapping[Spot, list[Spot]] = into
        self.part_of = {spot: at for at, part in enumerate(found) for spot in part.spots}

    def arrivals(self, begin: int, measure: Measure) -> dict[Spot, Arrival]:
        """The latest arrival at each spot where a part is left."""
        return self._spread({}, begin, 0, measure)

    def last(self, arrivals: Mapping[Spot, Arrival]) -> Spot | None:
        """The end that is reached last; None when none is."""
        ends = [s for s in self.between.arcs if s in self.between.ends and s in arrivals]
        return max(ends, key=lambda s: arrivals[s].time, default=None)

    def way(self, arrivals: Mapping[Spot, Arrival], end: Spot) -> tuple[ElementPath, ...]:
        """The nodes of the longest way to that end, in order."""
        spots: list[Spot] = []
        at: Spot | None = end
        while at is not None:
            arrived = arrivals[at]
            spots = [*arrived.by, *spots]
            at = arrived.before
        return tuple(dict.fromkeys(path for path, _ in spots))

    def through(self, begin: int, measure: Measure) -> dict[ElementPath, int]:
        """For each node that is done on some way, the time of the longest way over it."""
        arrivals = self.arrivals(begin, measure)
        found: dict[ElementPath, int] = {}
        for at, one in self.passes:
            entered = self._entered(arrivals, one[0], begin, at)
            if entered is None:
                continue
            seed = {one[-1]: Arrival(_passed(one, entered[0], measure), one, entered[1])}
            forward = self._spread(seed, None, at + 1, measure)
            end = self.last(forward)
            if end is not None:
                for path, left in one:
                    if left:
                        found[path] = max(found.get(path, 0), forward[end].time)
        return found

    def onward(self, measure: Measure) -> dict[ElementPath, int]:
        """For each node, what the longest way from entering it to the end takes, as a sum."""
        found: dict[ElementPath, int] = {}
        for at, one in self.passes:
            for place, (path, left) in enumerate(one):
                if not left:
                    continue
                seed = {one[-1]: Arrival(_passed(one[place:], 0, measure), one, None)}
                forward = self._spread(seed, None, at + 1, measure)
                end = self.last(forward)
                if end is not None:
                    found[path] = max(found.get(path, 0), forward[end].time)
        return found

    def _spread(
        self, known: dict[Spot, Arrival], begin: int | None, first: int, measure: Measure
    ) -> dict[Spot, Arrival]:
        for at, one in self.passes:
            if at < first:
                continue
            entered = self._entered(known, one[0], begin, at)
            if entered is None:
                continue
            time = _passed(one, entered[0], measure)
            if one[-1] not in known or known[one[-1]].time < time:
                known[one[-1]] = Arrival(time, one, entered[1])
        return known

    def _entered(
        self, known: Mapping[Spot, Arrival], spot: Spot, begin: int | None, part: int
    ) -> tuple[int, Spot | None] | None:
        """The latest time at which a part is entered here, and from where."""
        found: tuple[int, Spot | None] | None = None
        if begin is not None and spot in self.between.begins:
            found = (begin, None)
        for source in self.into[spot]:
            arrived = known.get(source)
            outside = self.part_of[source] != part
            if arrived is not None and outside and (found is None or arrived.time > found[0]):
                found = (arrived.time, source)
        return found


def ways_of(between: Span, timed: Collection[ElementPath]) -> Ways:
    """The ways of a span; timed: the nodes that take time."""
    return Ways(between, parts(between, timed))


def _passed(one: Pass, time: int, measure: Measure) -> int:
    for path, left in one:
        if left:
            time = measure(path, time)
    return time
