"""Enough hands (防止少数人完成): the least number of persons who can carry a case to a grant.

Source: 000 (避免少数人完成重大事项); Solworth, Approvability (2006), where the minimum is shown to
be NP-complete: hence the budget.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from zhiheng.model.ids import PersonId
from zhiheng.verify.assignment import Filled, OutOfBudgetError, fill
from zhiheng.verify.problem import Problem
from zhiheng.verify.task_sets import Tasks

POLICY = 3
"""So many persons at least, where the chart says nothing else."""


@dataclass(frozen=True, slots=True)
class Hands:
    """least: so many different persons are enough. who: such a coalition.

    proven: whether fewer are certainly not enough.
    """

    least: int
    who: tuple[PersonId, ...]
    proven: bool


def hands(asked: Problem, ways: Iterable[Tasks]) -> Hands | None:
    """Over ways to a favourable end; None when none of them can be staffed.

    Each way has to beat the one before by a person, so most are given up at once.
    """
    best: Filled | None = None
    proven = True
    for way in ways:
        seats = asked.seats_of(way)
        while True:
            try:
                found = fill(asked, seats, _count(best) - 1 if best is not None else None)
            except OutOfBudgetError:
                proven = False
                break
            if found is None:
                break
            best = found
            if _count(best) <= 1:
                break
    if best is None:
        return None
    who = asked.bureau.people.who(sum({1 << person for person in best.values()}))
    return Hands(_count(best), tuple(who), proven)


def _count(filled: Filled) -> int:
    return len(set(filled.values()))
