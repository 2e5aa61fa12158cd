"""Staffing (人员可行性): whether the roster can carry a case lawfully, and on whom it hangs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath, PersonId
from zhiheng.model.person import Roster
from zhiheng.verify.assignment import Filled, OutOfBudgetError, fill, standing
from zhiheng.verify.people import people
from zhiheng.verify.problem import Problem, problem
from zhiheng.verify.resilience import needed
from zhiheng.verify.seats import Bureau, Candidate, seats_of


@dataclass(frozen=True, slots=True)
class Assigned:
    """A person on one slot of a task; acting_for: the absent A whose B he is."""

    task: ElementPath
    slot: int
    person: PersonId
    acting_for: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Staffing:
    """An assignment for one case that passes every task, in the order of the chart.

    unstaffed: tasks for which nobody lawful is left, once those before them are staffed.
    unproven: the search was given up, so the unstaffed tasks may be staffable after all.
    """

    assigned: tuple[Assigned, ...]
    unstaffed: tuple[ElementPath, ...] = ()
    unproven: bool = False


def staff(
    chart: Chart, roster: Roster, day: date, absent: frozenset[PersonId] = frozenset()
) -> Staffing:
    """Assign persons so that all separations and two-person rules hold in one case.

    Stand-ins act only for absent holders, the first lawful one of the list (design.md §10).
    """
    known = people(roster, day)
    return plan(problem(seats_of(chart), chart.separations, Bureau(known, known.mask(absent))))


def critical(chart: Chart, roster: Roster, day: date) -> tuple[PersonId, ...]:
    """Persons whose absence, without stand-ins, leaves no assignment; in roster order."""
    known = people(roster, day)
    found = needed(problem(seats_of(chart), chart.separations, Bureau(known, stand_ins=False)))
    return tuple(known.who(found))


def plan(asked: Problem) -> Staffing:
    """An assignment of all seats, or of as many tasks as can be had in their order."""
    unproven = False
    try:
        filled = fill(asked)
    except OutOfBudgetError:
        filled, unproven = None, True
    if filled is not None:
        return Staffing(tuple(_assigned(asked, filled)))
    return _as_far_as_possible(asked, unproven=unproven)


def _as_far_as_possible(asked: Problem, *, unproven: bool) -> Staffing:
    """Take the tasks in order, leaving out each that cannot be staffed with those before."""
    kept = 0
    filled: Filled = {}
    unstaffed: list[ElementPath] = []
    for task in dict.fromkeys(seat.task for seat in asked.seats):
        more = kept | asked.seats_of([task])
        try:
            found = fill(asked, more)
        except OutOfBudgetError:
            found, unproven = None, True
        if found is None:
            unstaffed.append(task)
        else:
            kept, filled = more, found
    return Staffing(tuple(_assigned(asked, filled)), tuple(unstaffed), unproven)


def _assigned(asked: Problem, filled: Filled) -> Iterator[Assigned]:
    for number, seat in enumerate(asked.seats):
        if number in filled:
            right = standing(asked, filled, number)
            person = asked.bureau.people.ids[filled[number]]
            acting_for = right.acting_for if isinstance(right, Candidate) else None
            yield Assigned(seat.task, seat.slot.no, person, acting_for)
