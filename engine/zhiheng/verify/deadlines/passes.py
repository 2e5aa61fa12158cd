"""The ways between two events in an order in which the longest can be found.

Loops are strongly connected parts. A part is passed without coming to any spot twice, so that a
return is counted once and no more; what one more round takes is told apart.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from zhiheng.model.ids import ElementPath
from zhiheng.verify.deadlines.components import components
from zhiheng.verify.deadlines.time_arcs import Arcs, Span, Spot

BUDGET = 50_000
"""Spots tried in one loop. When it is used up, the loop takes as long as all its steps together."""

Pass = tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A spot, or a loop. passes: the ways through it, each from an entry to an exit.

    bounded: the ways were too many, and one that has all the steps stands for them.
    """

    spots: Pass
    passes: tuple[Pass, ...]
    loop: bool = False
    bounded: bool = False


def parts(between: Span, timed: Collection[ElementPath]) -> tuple[Part, ...]:
    """The parts in the order of the ways. timed: the nodes that take time."""
    order = components(between.arcs)
    at = {spot: i for i, part in enumerate(order) for spot in part}
    entries = set(between.begins)
    exits = set(between.ends)
    for source, targets in between.arcs.items():
        for target in targets:
            if at[source] != at[target]:
                exits.add(source)
                entries.add(target)
    found = []
    for spots in reversed(order):
        if len(spots) == 1:
            found.append(Part(spots, (spots,)))
        else:
            inside = frozenset(spots)
            ways = _Ways(between.arcs, inside, exits & inside, timed)
            found.append(ways.part(spots, [s for s in between.arcs if s in entries & inside]))
    return tuple(found)


class _Ways:
    """The ways through one loop; of those with the same steps one is kept."""

    def __init__(
        self,
        arcs: Arcs,
        inside: frozenset[Spot],
        exits: set[Spot],
        timed: Collection[ElementPath],
    ) -> None:
        self.arcs = arcs
        self.inside = inside
        self.exits = exits
        self.timed = timed

    def part(self, spots: Pass, entries: list[Spot]) -> Part:
        kept: dict[tuple[Spot, Spot, Pass], Pass] = {}
        tried = 0
        for entry in entries:
            for way in self._from(entry):
                tried += 1
                if tried > BUDGET:
                    return Part(spots, tuple(self._all(entries)), loop=True, bounded=True)
                if way[-1] in self.exits:
                    work = tuple(s for s in way if s[1] and s[0] in self.timed)
                    kept.setdefault((entry, way[-1], work), way)
        return Part(spots, tuple(_longest(kept)), loop=True)

    def _from(self, entry: Spot) -> Iterator[Pass]:
        waiting: list[Pass] = [(entry,)]
        while waiting:
            way = waiting.pop()
            yield way
            waiting += [
                (*way, target)
                for target in reversed(self.arcs[way[-1]])
                if target in self.inside and target not in way
            ]

    def _all(self, entries: list[Spot]) -> Iterator[Pass]:
        for entry in entries:
            for end in sorted(self.exits):
                between = (s for s in self.arcs if s in self.inside and s not in (entry, end))
                yield (entry, *between, end) if end != entry else (entry,)


def _longest(kept: Mapping[tuple[Spot, Spot, Pass], Pass]) -> Iterator[Pass]:
    """Less those whose work is part of another's between the same ends: they never take longer."""
    found: dict[tuple[Spot, Spot], list[Pass]] = {}
    for entry, end, work in sorted(kept, key=lambda key: -len(key[2])):
        longer = found.setdefault((entry, end), [])
        if not any(_is_part(work, other) for other in longer):
            longer.append(work)
            yield kept[entry, end, work]


def _is_part(some: Pass, other: Pass) -> bool:
    """Whether all of some stand in the other in that order."""
    rest = iter(other)
    return all(spot in rest for spot in some)
