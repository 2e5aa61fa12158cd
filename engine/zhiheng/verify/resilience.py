"""Whom a bureau cannot do without (k-resilience, k = 1 and 2), by witnesses.

An assignment found proves every absence that leaves it alone, so only those in it are tried.
Source: Wang, Li, Satisfiability and resiliency in workflow authorization systems (2010), static
resiliency; Reiter's hitting sets (1987) for the search of minimal critical sets.
"""

from collections.abc import Callable

from zhiheng.verify.assignment import fill_with
from zhiheng.verify.net import bits
from zhiheng.verify.problem import Problem


def needed(asked: Problem) -> int:
    """The persons whose absence leaves no assignment of all seats, stand-ins left aside.

    None, as a mask, when there is no assignment anyway. Raises OutOfBudgetError.
    """
    return critical(lambda absent: without(asked, absent))


def needed_pairs(asked: Problem) -> tuple[int, ...]:
    """Pairs, as masks, neither of whom is needed alone, but one of the two is."""
    return critical_pairs(lambda absent: without(asked, absent))


Witness = Callable[[int], int | None]
"""Absent persons -> those of an assignment without them, both as masks; None when none is."""


def critical(witness: Witness) -> int:
    """The persons without whom there is no assignment."""
    first = witness(0)
    return _critical_of(witness, 0, first) if first is not None else 0


def critical_pairs(witness: Witness) -> tuple[int, ...]:
    """The pairs that cannot both be missed, though either of them can."""
    first = witness(0)
    if first is None:
        return ()
    alone = _critical_of(witness, 0, first)
    found: set[int] = set()
    for person in bits(first & ~alone):
        without = witness(person)
        if without is not None:
            partners = _critical_of(witness, person, without) & ~alone
            found |= {person | partner for partner in bits(partners)}
    return tuple(sorted(found))


def _critical_of(witness: Witness, absent: int, first: int) -> int:
    """Those whose absence besides `absent` leaves nothing. first: an assignment without it."""
    open_ = first
    found = 0
    for person in bits(first):
        if not open_ & person:
            continue
        other = witness(absent | person)
        if other is None:
            found |= person
        else:
            open_ &= other
    return found


def without(asked: Problem, absent: int) -> int | None:
    """The persons of an assignment without the absent; None when there is none.

    Members of meetings count among them: by the absence of some the quorum may be lost.
    """
    domains = tuple(domain & ~absent for domain in asked.domains)
    filled = fill_with(asked, domains)
    if filled is None:
        return None
    persons = sum({1 << person for person in filled.values()})
    for members in domains[len(asked.seats) :]:
        persons |= members
    return persons
