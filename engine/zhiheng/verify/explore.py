"""All markings a net can reach, breadth first, so that every way found is a shortest one.

A marking that would get a second token on a place ends the search there: behind it the net says
nothing. Sources: Karp and Miller (1969) for the graph; Clarke, Grumberg, Peled, Model Checking
(1999) for the backward search.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhiheng.verify.net import Marking, Net, Transition, bits, doubled, enabled, fire

BUDGET = 200_000
"""Markings."""
AFTER_FAULT = 20_000
"""So many more are looked at once a deadlock or a second token is found: the rest of a chart that
is wrong anyway can wait until that is mended."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A step from markings[state] that must not be: `places` get a second token, or are cut off."""

    state: int
    transition: int
    places: int


@dataclass(frozen=True, slots=True)
class Explored:
    """The markings found, and what is wrong among them. State i is markings[i].

    deadlocks: nothing can happen, and something is left to do.
    trapped: the end cannot be reached, nor a deadlock: turning in a circle.
    doubled: the first second token on each place; cut: the first cutting off by each transition.
    fired: transitions that can happen.
    complete: False when the budget was spent before all markings were seen.
    """

    net: Net
    markings: tuple[Marking, ...]
    parents: Sequence[int]
    by: Sequence[int]
    deadlocks: tuple[int, ...]
    trapped: tuple[int, ...]
    doubled: tuple[Fault, ...]
    cut: tuple[Fault, ...]
    fired: frozenset[int]
    complete: bool

    def way(self, state: int) -> tuple[int, ...]:
        """The transitions of a shortest way from the start to a state."""
        steps: list[int] = []
        while state:
            steps.append(self.by[state])
            state = self.parents[state]
        return tuple(reversed(steps))

    def trace(self, state: int, *more: int) -> tuple[str, ...]:
        """The element ids of a shortest way to a state, and of further transitions."""
        steps = (*self.way(state), *more)
        return tuple(e for step in steps for e in self.net.transitions[step].elements)


def explore(net: Net, budget: int = BUDGET) -> Explored:
    """Explore a net. budget: markings, at least 1."""
    search = _Search(net)
    complete = search.run(budget)
    return Explored(
        net=net,
        markings=tuple(search.markings),
        parents=search.parents,
        by=search.by,
        deadlocks=tuple(search.deadlocks),
        trapped=tuple(search.trapped()) if complete else (),
        doubled=tuple(search.doubled.values()),
        cut=tuple(search.cut.values()),
        fired=frozenset(search.fired),
        complete=complete,
    )


class _Search:
    """The state of a search while it runs."""

    def __init__(self, net: Net) -> None:
        self.net = net
        self.markings = [net.initial]
        self.seen = {net.initial: 0}
        self.parents = array("l", [0])
        self.by = array("l", [-1])
        self.sources = array("l")
        self.targets = array("l")
        self.good = bytearray(1)
        self.deadlocks: list[int] = []
        self.doubled: dict[int, Fault] = {}
        self.cut: dict[int, Fault] = {}
        self.fired: set[int] = set()
        self.anywhere: list[tuple[int, Transition]] = []
        self.at: dict[int, list[tuple[int, Transition]]] = {}
        for number, transition in enumerate(net.transitions):
            if transition.pre:
                first = transition.pre & -transition.pre
                self.at.setdefault(first, []).append((number, transition))
            else:
                self.anywhere.append((number, transition))

    def run(self, budget: int) -> bool:
        """Whether all markings were seen within the budget."""
        state, limit = 0, budget
        while state < len(self.markings):
            if len(self.markings) > limit:
                return False
            self._leave(state)
            state += 1
            if limit == budget and (self.deadlocks or self.doubled):
                limit = min(budget, len(self.markings) + AFTER_FAULT)
        return True

    def _leave(self, state: int) -> None:
        marking = self.markings[state]
        stuck = True
        for number, transition in self._candidates(marking):
            if enabled(transition, marking):
                stuck = False
                self.fired.add(number)
                self._step(state, marking, number, transition)
        if self.net.final(marking):
            self.good[state] = 1
        elif stuck:
            self.good[state] = 1
            self.deadlocks.append(state)

    def _candidates(self, marking: Marking) -> Iterable[tuple[int, Transition]]:
        found = list(self.anywhere)
        for bit in bits(marking):
            found += self.at.get(bit, ())
        return found

    def _step(self, state: int, marking: Marking, number: int, transition: Transition) -> None:
        if lost := marking & ~transition.pre & transition.cuts:
            self.cut.setdefault(number, Fault(state, number, lost))
        if second := doubled(transition, marking):
            self.good[state] = 1
            for bit in bits(second):
                self.doubled.setdefault(bit, Fault(state, number, bit))
            return
        after = fire(transition, marking)
        target = self.seen.setdefault(after, len(self.markings))
        if target == len(self.markings):
            self.markings.append(after)
            self.parents.append(state)
            self.by.append(number)
            self.good.append(0)
        self.sources.append(state)
        self.targets.append(target)

    def trapped(self) -> Iterable[int]:
        """States from which no end, deadlock or second token is reached.

        Sweeping the arcs backwards settles most graphs in one or two rounds.
        """
        good, sources, targets = self.good, self.sources, self.targets
        changed = True
        while changed:
            changed = False
            for arc in range(len(sources) - 1, -1, -1):
                if good[targets[arc]] and not good[sources[arc]]:
                    good[sources[arc]] = 1
                    changed = True
        return (state for state in range(len(good)) if not good[state])
