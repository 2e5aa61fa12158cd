"""A 1-safe net over bit masks: what a chart may do, and nothing else.

A place is one bit, a marking one int. Beside `pre` and `post` a transition may empty places
(`reset`: what an interruption ends), be kept from firing by them (`inhibit`: a sub-process ends
when nothing is left in it), or need any one of them (`some`). Source: Murata, Petri nets:
properties, analysis and applications (1989); reset and inhibitor arcs as in Dufourd, Finkel,
Schnoebelen (1998), decidable here because a second token ends the search.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from zhiheng.model.ids import ElementPath

Marking = int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a token may lie. role: empty on a sequence flow, else what the place stands for."""

    element: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Transition:
    """One step.

    elements: the element ids it passes, in order.
    step: the act or event that a person or the world brings about; None for what follows by
        itself.
    some: at least one of these must be marked.
    waits: of an inclusive join: (input, places upstream of it, itself included).
    cuts: places whose tokens a terminating end takes away, its own set aside.
    also: further element ids that can happen if this can.
    """

    pre: int
    post: int
    elements: tuple[str, ...] = ()
    step: ElementPath | None = None
    reset: int = 0
    inhibit: int = 0
    some: int = 0
    waits: tuple[tuple[int, int], ...] = ()
    cuts: int = 0
    also: frozenset[str] = frozenset()

    @property
    def plain(self) -> bool:
        """Whether tokens on `pre` are all it needs and `post` all it does."""
        return not (self.reset & ~self.pre or self.inhibit or self.some)

    @property
    def lives(self) -> frozenset[str]:
        """The element ids that can happen if this can."""
        return self.also.union(self.elements)


@dataclass(frozen=True, slots=True)
class Split:
    """An inclusive split, taken apart into one decision for each branch."""

    entry: int
    steps: int


@dataclass(frozen=True, slots=True, eq=False)
class Net:
    """Places (bit i is places[i]) and transitions. Compared by identity, so that it can be a key.

    idle: places that are no work left to do, such as a timer that waits.
    ends: places where a second token means that one end event is reached twice.
    kept: places that somebody asks about, so that no rule may fuse them.
    tasks: the elements among the steps that are user tasks.
    """

    places: tuple[Place, ...]
    transitions: tuple[Transition, ...]
    initial: Marking
    idle: int = 0
    ends: int = 0
    kept: int = 0
    tasks: frozenset[ElementPath] = frozenset()
    splits: tuple[Split, ...] = ()

    def final(self, marking: Marking) -> bool:
        """Whether nothing is left to do."""
        return not marking & ~self.idle


def enabled(transition: Transition, marking: Marking) -> bool:
    """Whether the transition may fire."""
    if marking & transition.pre != transition.pre or marking & transition.inhibit:
        return False
    if transition.some and not marking & transition.some:
        return False
    return not transition.waits or may_join(transition.waits, marking)


def may_join(waits: tuple[tuple[int, int], ...], marking: Marking) -> bool:
    """The rule of inclusive joins (BPMN 2.0.2, 10.6.3 and 13.4.3).

    No token may be on its way to an input without one, unless it is also on the way to an input
    that has one.
    """
    coming = excused = 0
    for place, upstream in waits:
        if marking & place:
            excused |= upstream
        else:
            coming |= upstream
    return not marking & coming & ~excused


def fire(transition: Transition, marking: Marking) -> Marking:
    """The marking after an enabled transition."""
    return marking & ~transition.pre & ~transition.reset | transition.post


def doubled(transition: Transition, marking: Marking) -> int:
    """The places that would get a second token."""
    return marking & ~transition.pre & ~transition.reset & transition.post


def bits(mask: int) -> Iterator[int]:
    """The single bits of a mask, lowest first."""
    while mask:
        low = mask & -mask
        yield low
        mask ^= low
