"""Staffing (人员可行性): whether the roster can carry a case lawfully, and on whom it hangs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath, PersonId
from zhiheng.model.person import Roster
from zhiheng.verify.assignment import Filled, OutOfBudgetError, Search, search
from zhiheng.verify.seats import Bureau, Seat, candidates, seats_of


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
    return _staff(chart, Bureau(roster, day, absent))


def critical(chart: Chart, roster: Roster, day: date) -> tuple[PersonId, ...]:
    """Persons whose absence, without stand-ins, leaves no assignment; in roster order.

    Everybody who is left out of a found assignment can be missed, so only the assigned are
    tried. When there is no assignment at all, nobody's absence changes that.
    """
    found = _staff(chart, Bureau(roster, day, stand_ins=False))
    if found.unstaffed:
        return ()
    assigned = {a.person for a in found.assigned}
    return tuple(
        person
        for person in roster.persons
        if person in assigned
        and _staff(chart, Bureau(roster, day, frozenset({person}), stand_ins=False)).unstaffed
    )


def _staff(chart: Chart, bureau: Bureau) -> Staffing:
    seats = seats_of(chart)
    options = {seat: candidates(seat, bureau) for seat in seats}
    finder = search(seats, options, chart.separations)
    unproven = False
    try:
        filled = finder.run(seats)
    except OutOfBudgetError:
        filled, unproven = None, True
    if filled is not None:
        return Staffing(tuple(_assigned(filled, seats)))
    return _as_far_as_possible(finder, seats, unproven=unproven)


def _as_far_as_possible(finder: Search, seats: Sequence[Seat], *, unproven: bool) -> Staffing:
    """Take the tasks in order, leaving out each that cannot be staffed with those before."""
    kept: list[Seat] = []
    filled: Filled = {}
    unstaffed: list[ElementPath] = []
    for task in dict.fromkeys(seat.task for seat in seats):
        more = [*kept, *(seat for seat in seats if seat.task == task)]
        try:
            found = finder.run(more)
        except OutOfBudgetError:
            found, unproven = None, True
        if found is None:
            unstaffed.append(task)
        else:
            kept, filled = more, found
    return Staffing(tuple(_assigned(filled, seats)), tuple(unstaffed), unproven)


def _assigned(filled: Filled, seats: Sequence[Seat]) -> Iterator[Assigned]:
    for seat in seats:
        if seat in filled:
            who = filled[seat]
            yield Assigned(seat.task, seat.slot.no, who.person, who.acting_for)
