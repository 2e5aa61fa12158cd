"""A net while it shrinks: its transitions by the places they take from and give to."""

from dataclasses import replace

from zhiheng.verify.net import Net, Split, Transition, bits


class Shrinking:
    """A net that rules take apart. Places keep their bits; those that are gone stay empty.

    takers, givers: numbers of transitions by place. `some` and `waits` are not in them: a place
    that such a join looks at is `watched`.
    """

    def __init__(self, net: Net) -> None:
        self.net = net
        self.transitions: dict[int, Transition] = {}
        self.takers: dict[int, set[int]] = {}
        self.givers: dict[int, set[int]] = {}
        self.splits: list[Split] = list(net.splits)
        self.watched = 0
        self._masks: tuple[int, ...] = ()
        self._next = 0
        for transition in net.transitions:
            self.add(transition)
        self.tidy()

    def add(self, transition: Transition) -> int:
        """Put a transition in; returns its number."""
        number = self._next
        self._next += 1
        self.transitions[number] = transition
        for bit in bits(transition.pre):
            self.takers.setdefault(bit, set()).add(number)
        for bit in bits(transition.post):
            self.givers.setdefault(bit, set()).add(number)
        return number

    def remove(self, number: int) -> Transition:
        """Take a transition out."""
        transition = self.transitions.pop(number)
        for bit in bits(transition.pre):
            self.takers[bit].discard(number)
        for bit in bits(transition.post):
            self.givers[bit].discard(number)
        return transition

    def put(self, number: int, transition: Transition) -> int:
        """Put another transition in the place of one; returns its number."""
        self.remove(number)
        return self.add(transition)

    def lend(self, number: int, lives: frozenset[str]) -> int:
        """Book on a transition what could happen by one that is gone; returns its new number."""
        kept = self.transitions[number]
        return self.put(number, replace(kept, also=kept.also | lives))

    def without(self, place: int) -> None:
        """Take a place out of all transitions around it."""
        for number in {*self.giving(place), *self.taking(place)}:
            old = self.transitions[number]
            self.put(number, replace(old, pre=old.pre & ~place, post=old.post & ~place))

    def taking(self, place: int) -> list[int]:
        """The transitions that need a token on the place, in order."""
        return sorted(self.takers.get(place, ()))

    def giving(self, place: int) -> list[int]:
        """The transitions that put a token on the place, in order."""
        return sorted(self.givers.get(place, ()))

    def places(self) -> list[int]:
        """The places that can ever hold a token."""
        live = self.live()
        return list(bits(live))

    def live(self) -> int:
        """The same as a mask."""
        return self.net.initial | sum(bit for bit, numbers in self.givers.items() if numbers)

    def alike(self, *places: int) -> bool:
        """Whether every mask that resets, inhibits or watches holds all of them or none."""
        together = sum(set(places))
        return all(not mask & together or mask & together == together for mask in self._masks)

    def ordinary(self, place: int) -> bool:
        """Whether the place may go: unmarked at first, unwatched, and nobody asks about it."""
        return not place & (self.net.initial | self.watched | self.net.ends | self.net.kept)

    def tidy(self) -> None:
        """Forget dead places in all masks, and masks that say nothing any more."""
        live = self.live()
        for number, transition in list(self.transitions.items()):
            clean = _clean(transition, live)
            if clean != transition:
                self.put(number, clean)
        self.watched = 0
        masks = {self.net.idle & live, self.net.ends & live}
        for transition in self.transitions.values():
            masks |= _masks_of(transition)
            self.watched |= transition.some if transition.waits else 0
        self._masks = tuple(masks - {0})

    def done(self) -> Net:
        """The net that is left."""
        return replace(
            self.net,
            transitions=tuple(self.transitions.values()),
            splits=tuple(self.splits),
        )


def _clean(transition: Transition, live: int) -> Transition:
    reset = transition.reset & live
    return replace(
        transition,
        reset=reset if reset & ~transition.pre else 0,
        inhibit=transition.inhibit & live,
        some=transition.some & live or transition.some,
        waits=tuple((place, upstream & live) for place, upstream in transition.waits),
        cuts=transition.cuts & live if transition.cuts & live & ~transition.pre else 0,
    )


def _masks_of(transition: Transition) -> set[int]:
    """An inclusive join is told by what is upstream of its inputs, themselves included."""
    if transition.waits:
        return {transition.inhibit, transition.cuts, *(mask for _, mask in transition.waits)}
    return {transition.reset, transition.inhibit, transition.cuts, transition.some}
