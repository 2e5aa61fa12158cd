"""Who may fill which seats together, as masks and tables for a search."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product

from zhiheng.model.ids import ElementPath
from zhiheng.model.separation import Separation, SeparationKind
from zhiheng.verify.allow import NOTHING, History, table
from zhiheng.verify.net import bits
from zhiheng.verify.quorum import Pool, pools
from zhiheng.verify.seats import Bureau, Choice, Seat, choice

Table = tuple[int, ...]
"""For each person: whom his act leaves for another seat."""

Fixed = Mapping[tuple[ElementPath, int], str]
"""Task and number of a slot -> who has it, in this visit."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A same-person rule: side b is for those who act on side a, and the other way round.

    sides: the seats of a and of b, as masks of seat numbers. done: who has acted there before;
    carried: who stands in for one of those. bound: whether anybody has acted there before.
    """

    sides: tuple[int, int]
    done: tuple[int, int]
    carried: tuple[int, int]
    bound: tuple[bool, bool]


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Seat i may be filled by domains[i]; filling it with person p leaves seat j tables[p].

    pools: of members of meetings; their masks stand in domains behind those of the seats.
    classes: persons of one mask can be exchanged, as far as they have no seat yet.
    """

    bureau: Bureau
    seats: tuple[Seat, ...]
    separations: tuple[Separation, ...]
    choices: tuple[Choice, ...]
    domains: tuple[int, ...]
    rivals: tuple[tuple[tuple[int, Table], ...], ...]
    ties: tuple[Tie, ...]
    classes: tuple[int, ...]
    history: History = NOTHING
    number: Mapping[tuple[ElementPath, int], int] = field(default_factory=dict)
    """Task and number of a slot -> number of the seat."""
    pools: tuple[Pool, ...] = ()
    settled: Collection[ElementPath] = ()

    @property
    def all_seats(self) -> int:
        """Every seat, as a mask of numbers."""
        return (1 << len(self.seats)) - 1

    def seats_of(self, tasks: Iterable[ElementPath]) -> int:
        """The seats of these tasks, as a mask of numbers."""
        wanted = frozenset(tasks)
        return sum(1 << i for i, seat in enumerate(self.seats) if seat.task in wanted)


def problem(
    seats: tuple[Seat, ...],
    separations: Iterable[Separation],
    bureau: Bureau,
    history: History = NOTHING,
    fixed: Fixed | None = None,
    settled: Collection[ElementPath] = (),
) -> Problem:
    """Set a search up. Soft separations hinder nobody. settled: whose meeting is held already."""
    hard = tuple(s for s in separations if s.hard)
    people = bureau.people
    free = {task: history.leaves(task, hard, people) for task in {seat.task for seat in seats}}
    choices = tuple(choice(seat.slot, bureau, free[seat.task]) for seat in seats)
    ties = tuple(
        _tie(s, seats, choices, bureau, history)
        for s in hard
        if s.kind is SeparationKind.SAME_PERSON
    )
    domains = [c.mask for c in choices]
    for number, seat in enumerate(seats):
        holder = (fixed or {}).get((seat.task, seat.slot.no))
        if holder is not None:
            domains[number] = people.bit(holder) or domains[number]
    members = tuple(pools(seats, bureau, free, settled))
    domains += [pool.mask for pool in members]
    return Problem(
        bureau,
        seats,
        hard,
        choices,
        tuple(domains),
        _rivals(seats, members, hard, bureau),
        ties,
        _classes(domains, choices, hard, bureau),
        history,
        {(seat.task, seat.slot.no): i for i, seat in enumerate(seats)},
        members,
        settled,
    )


def _rivals(
    seats: tuple[Seat, ...],
    members: tuple[Pool, ...],
    separations: tuple[Separation, ...],
    bureau: Bureau,
) -> tuple[tuple[tuple[int, Table], ...], ...]:
    """For each seat: the seats and pools that it narrows, and the table that narrows them."""
    found: list[dict[tuple[int, int], Table]] = [{} for _ in (*seats, *members)]
    places = _by_task(seats)

    def narrow(some: Iterable[int], others: Iterable[int], told: Table) -> None:
        for i, j in product(some, others):
            if i != j:
                found[i][j, id(told)] = told

    for together in places.values():
        narrow(together, together, table(SeparationKind.DIFFERENT_PERSON, "a", bureau.people))
    for i, pool in enumerate(members, len(seats)):
        places[seats[pool.seat].task].append(i)
    for s in separations:
        if s.kind is not SeparationKind.SAME_PERSON:
            a = [i for path in s.a for i in places.get(path, ())]
            b = [i for path in s.b - s.a for i in places.get(path, ())]
            narrow(a, b, table(s.kind, "a", bureau.people))
            narrow(b, a, table(s.kind, "b", bureau.people))
    return tuple(tuple((j, told) for (j, _), told in rows.items()) for rows in found)


def _by_task(seats: tuple[Seat, ...]) -> dict[ElementPath, list[int]]:
    places: dict[ElementPath, list[int]] = {}
    for i, seat in enumerate(seats):
        places.setdefault(seat.task, []).append(i)
    return places


def _tie(
    s: Separation,
    seats: tuple[Seat, ...],
    choices: tuple[Choice, ...],
    bureau: Bureau,
    history: History,
) -> Tie:
    past = [[person for person, _ in history.on(s, side)] for side in "ab"]
    sides = [sum(1 << i for i, seat in enumerate(seats) if s.side(seat.task) == x) for x in "ab"]
    carried = [
        sum(
            1 << number
            for number in {
                number
                for bit in bits(sides[1 - side])
                for number, listed in choices[bit.bit_length() - 1].standing_in.items()
                if any(c.acting_for in past[side] for c in listed)
            }
        )
        for side in (0, 1)
    ]
    done = [bureau.people.mask(p) for p in past]
    bound = [bool(p) for p in past]
    return Tie(
        (sides[0], sides[1]), (done[0], done[1]), (carried[0], carried[1]), (bound[0], bound[1])
    )


def _classes(
    domains: list[int],
    choices: tuple[Choice, ...],
    separations: tuple[Separation, ...],
    bureau: Bureau,
) -> tuple[int, ...]:
    """Split the people by all that could tell two of them apart."""
    people = bureau.people
    marks = set(domains)
    kinds = {s.kind for s in separations}
    # A stand-in's place on the list counts, and whose relative he is: neither has a twin.
    alone = {number for c in choices for number in c.standing_in}
    if SeparationKind.DIFFERENT_SECTION in kinds:
        marks |= set(people.sections.values())
    if SeparationKind.HIGHER_GRADE in kinds:
        marks |= {people.above(c.grade) for c in people.capacities}
    if SeparationKind.NOT_KIN in kinds:
        alone |= {people.at[p] for p in people.relations.near if p in people.at}
    classes = [people.everybody]
    for mark in (*marks, *(1 << number for number in alone)):
        parts = ((c & mark, c & ~mark) for c in classes)
        classes = [part for pair in parts for part in pair if part]
    return tuple(classes)
