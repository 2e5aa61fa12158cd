"""Fill seats with persons: backtracking over bit masks, the most constrained seat first.

Forward checking: a person on a seat narrows the seats that may not be his. Of persons who can be
exchanged, one is tried. Source: Haralick, Elliott, Increasing tree search efficiency for
constraint satisfaction problems (1980); Gent, Smith, Symmetry breaking (2000).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhiheng.verify.net import bits
from zhiheng.verify.problem import Problem, Tie
from zhiheng.verify.seats import Candidate

BUDGET = 20_000
"""Persons tried in one search before it says that it does not know."""

Filled = dict[int, int]
"""Number of the seat -> number of the person."""


class OutOfBudgetError(Exception):
    """The search was given up: neither an assignment nor its absence is proved."""


def fill(problem: Problem, seats: int | None = None, most: int | None = None) -> Filled | None:
    """The first assignment of these seats found; None when there is none.

    seats: a mask of numbers, all when not given. most: so many different persons at most.
    Raises OutOfBudgetError.
    """
    return fill_with(problem, problem.domains, seats, most)


def fill_with(
    problem: Problem,
    domains: tuple[int, ...],
    seats: int | None = None,
    most: int | None = None,
) -> Filled | None:
    """As `fill`, with other domains than the problem's own."""
    asked = problem.all_seats if seats is None else seats
    needs = {
        number: pool.need
        for number, pool in enumerate(problem.pools, len(problem.seats))
        if asked >> pool.seat & 1
    }
    search = _Search(problem, asked, most, needs, sum(1 << number for number in needs))
    if any(domains[number].bit_count() < need for number, need in needs.items()):
        return None
    if any(not domains[bit.bit_length() - 1] for bit in bits(search.seats)):
        return None
    return search.run(list(domains))


@dataclass(slots=True)
class _Search:
    """needs: number of a pool among the domains -> how many must be left in it.

    pools: those numbers as a mask.
    """

    problem: Problem
    seats: int
    most: int | None
    needs: dict[int, int]
    pools: int
    tried: int = 0

    def run(self, domains: list[int]) -> Filled | None:
        for tie in self.problem.ties:
            if not self._tied(tie, domains, self.seats):
                return None
        return self._fill(domains, self.seats, 0)

    def _fill(self, domains: list[int], open_seats: int, used: int) -> Filled | None:
        if not open_seats:
            filled = {
                bit.bit_length() - 1: domains[bit.bit_length() - 1].bit_length() - 1
                for bit in bits(self.seats)
            }
            return filled if in_turn(self.problem, filled) else None
        seat = min(
            (bit.bit_length() - 1 for bit in bits(open_seats)),
            key=lambda number: domains[number].bit_count(),
        )
        left = open_seats & ~(1 << seat)
        turns = self.problem.choices[seat].standing_in
        who = self._distinct(domains[seat], used)
        for person in sorted(who, key=lambda p: _turn(turns, p.bit_length() - 1)):
            self.tried += 1
            if self.tried > BUDGET:
                raise OutOfBudgetError
            narrowed = self._narrowed(domains, seat, person, left, used | person)
            if narrowed is not None:
                found = self._fill(narrowed, left, used | person)
                if found is not None:
                    return found
        return None

    def _distinct(self, domain: int, used: int) -> Iterator[int]:
        """Those who have a seat already, then one of each class of the rest."""
        yield from bits(domain & used)
        fresh = domain & ~used
        if not fresh & (fresh - 1):
            yield from bits(fresh)
            return
        for members in self.problem.classes:
            if members & fresh:
                yield members & fresh & -(members & fresh)

    def _narrowed(
        self, domains: list[int], seat: int, person: int, left: int, used: int
    ) -> list[int] | None:
        """The domains once the person has the seat; None when a seat is left without anybody."""
        after = domains.copy()
        after[seat] = person
        number = person.bit_length() - 1
        for other, table in self.problem.rivals[seat]:
            if (left | self.pools) >> other & 1:
                after[other] &= table[number]
                if after[other].bit_count() < self.needs.get(other, 1):
                    return None
        if self.most is not None and not self._few(after, left, used):
            return None
        for tie in self.problem.ties:
            if (tie.sides[0] | tie.sides[1]) >> seat & 1 and not self._tied(tie, after, left):
                return None
        return after

    def _few(self, domains: list[int], left: int, used: int) -> bool:
        """Once so many are used as may be, the rest is for them."""
        if used.bit_count() != self.most:
            return used.bit_count() < (self.most or 0)
        for bit in bits(left):
            number = bit.bit_length() - 1
            domains[number] &= used
            if not domains[number]:
                return False
        return True

    def _tied(self, tie: Tie, domains: list[int], left: int) -> bool:
        """Narrow each side to those who act on the other, once that is filled."""
        for side in (0, 1):
            asked = tie.sides[side] & self.seats
            if asked & left or not (asked or tie.bound[side]):
                continue
            acting = tie.done[side] | tie.carried[side]
            for bit in bits(asked):
                acting |= domains[bit.bit_length() - 1]
            for bit in bits(tie.sides[1 - side] & self.seats):
                number = bit.bit_length() - 1
                domains[number] &= acting
                if not domains[number]:
                    return False
        return True


def _turn(standing_in: Mapping[int, Sequence[Candidate]], person: int) -> int:
    """How many come before the person there: whether his turn comes is known at the end only."""
    listed = standing_in.get(person)
    return 0 if listed is None else min(c.before.bit_count() for c in listed)


def in_turn(problem: Problem, filled: Filled) -> bool:
    """Whether each stand-in's turn had come: those before him had acted on the other side."""
    return all(standing(problem, filled, seat) is not False for seat in filled)


def standing(problem: Problem, filled: Filled, seat: int) -> Candidate | bool:
    """For whom the person on a seat stands in; True in his own right, False out of turn."""
    listed = problem.choices[seat].standing_in.get(filled[seat])
    if listed is None:
        return True
    return next((c for c in listed if not _first(problem, filled, seat, c.before)), False)


def _first(problem: Problem, filled: Filled, seat: int, before: int) -> int:
    """Those of `before` whom nothing done by then bars; one hand of a task is not both."""
    for other, person in filled.items():
        if before and problem.seats[other].order <= problem.seats[seat].order:
            for rival, table in problem.rivals[other]:
                if rival == seat:
                    before &= table[person]
    return before
