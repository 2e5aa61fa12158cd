"""Look-ahead (前瞻): whether a case can still be completed once a person takes a slot.

Asked of the history of the case and of all that may still come. Source: Crampton, Khambhammettu,
Delegation and satisfiability in workflow systems (2008); obstruction-free enforcement in Basin,
Burri, Karjoth (2014).
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from zhiheng.model.ids import ElementPath, PersonId
from zhiheng.verify.allow import History
from zhiheng.verify.assignment import OutOfBudgetError, fill_with
from zhiheng.verify.conflict import conflict, conflicts
from zhiheng.verify.net import Marking
from zhiheng.verify.problem import Fixed, Problem, problem
from zhiheng.verify.seats import Bureau, seats_of
from zhiheng.verify.task_sets import Course, Tasks, ahead, largest, smallest

Place = tuple[ElementPath, int]
"""A task, and the number of a slot of it."""


class Prospect(StrEnum):
    """What becomes of a case."""

    CLEAR = "clear"
    """Nothing is lost."""
    NARROWED = "narrowed"
    """Some branch that could be staffed no longer can."""
    CORNERED = "cornered"
    """No way to the end that was asked for can be staffed any more, and one could."""
    UNPROVEN = "unproven"
    """The search was given up."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """tasks: which would have nobody; rules: the ids of the separations that say so.

    witness: who could do all that may come; None when that was not found.
    """

    prospect: Prospect
    tasks: tuple[ElementPath, ...] = ()
    rules: tuple[str, ...] = ()
    witness: Mapping[Place, PersonId] | None = None


@dataclass(frozen=True, slots=True)
class Assured:
    """An assignment for all that may come in a case, and what it was found for."""

    key: Hashable
    witness: Mapping[Place, PersonId]


CLEAR = Outlook(Prospect.CLEAR)


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where a case stands. fixed: who has which slot of the open tasks. decided: grant or not.

    settled: open tasks whose meeting has its members present, so that the quorum is there.
    """

    course: Course
    marking: Marking
    opened: Tasks
    history: History
    fixed: Fixed
    decided: bool = False
    settled: frozenset[ElementPath] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Ahead:
    """A case with all that may come, ready to be asked about persons.

    asked: with those who are away today left out; at_last: with everybody back, and any B on a
    list. What only waits for somebody's return is not lost.
    """

    at: Standpoint
    asked: Problem
    at_last: Problem


def look_ahead(at: Standpoint, bureau: Bureau, gone: int) -> Ahead:
    """Set the questions up. gone: those who will never act in this case (回避)."""
    chart = at.course.chart
    coming = ahead(at.course, at.opened)
    tasks = (t for t in chart.tasks if t.path in coming and t.external != "applicant")
    seats = seats_of(chart, tasks)
    bureau = replace(bureau, recused=gone)
    given = (at.history, at.fixed, at.settled)
    asked = problem(seats, chart.separations, bureau, *given)
    if bureau.absent == gone:
        return Ahead(at, asked, asked)
    back = replace(bureau, in_turn=False)
    late = problem(seats, chart.separations, back, *given)
    returned = problem(seats, chart.separations, replace(back, absent=gone), *given)
    both = tuple(a | b for a, b in zip(late.domains, returned.domains, strict=True))
    return Ahead(at, asked, _merged(late, returned.bureau, both))


def outlook(asked: Ahead, place: Place, person: str) -> Outlook:
    """What becomes of the case once the person has that slot."""
    try:
        return _outlook(asked, place, person)
    except OutOfBudgetError:
        return Outlook(Prospect.UNPROVEN)


def impossible(asked: Ahead) -> tuple[tuple[ElementPath, ...], tuple[str, ...], bool] | None:
    """Tasks and rules that cannot be had today; and whether no way is left. None: all can.

    Raises OutOfBudgetError.
    """
    now = asked.asked
    if fill_with(now, now.domains) is not None:
        return None
    for branch in _branches(asked.at):
        seats = now.seats_of(branch)
        if fill_with(now, now.domains, seats) is None:
            why = tuple(conflicts(now, seats, asked.at.fixed))
            ways = _ways(asked.at)
            whole = all(fill_with(now, now.domains, now.seats_of(w)) is None for w in ways)
            tasks = dict.fromkeys(task for each in why for task in each.tasks)
            rules = dict.fromkeys(rule.id for each in why for rule in each.rules)
            return tuple(tasks), tuple(rules), whole
    return None


def _outlook(asked: Ahead, place: Place, person: str) -> Outlook:
    found = fill_with(asked.asked, _taken(asked.asked, place, person))
    if found is not None:
        people = asked.asked.bureau.people
        seats = asked.asked.seats
        who = {(seats[i].task, seats[i].slot.no): people.ids[p] for i, p in found.items()}
        return Outlook(Prospect.CLEAR, witness=who)
    return _lost(asked, place, person)


def _lost(asked: Ahead, place: Place, person: str) -> Outlook:
    """What is lost by it that was there before, absent colleagues counted as back."""
    late = asked.at_last
    after = _taken(late, place, person)
    if late is not asked.asked and fill_with(late, after) is not None:
        return CLEAR
    ways = _ways(asked.at)
    left = any(fill_with(late, after, late.seats_of(way)) is not None for way in ways)
    if not left:
        was = any(fill_with(late, late.domains, late.seats_of(way)) is not None for way in ways)
        return _because(asked, place, person, ways[0], Prospect.CORNERED) if was else CLEAR
    for branch in _branches(asked.at):
        some = late.seats_of(branch)
        lost = fill_with(late, after, some) is None
        if lost and fill_with(late, late.domains, some) is not None:
            return _because(asked, place, person, branch, Prospect.NARROWED)
    return CLEAR


def _because(asked: Ahead, place: Place, person: str, tasks: Tasks, prospect: Prospect) -> Outlook:
    late = asked.at_last
    fixed = {**asked.at.fixed, place: person}
    taken = replace(late, domains=_taken(late, place, person))
    why = conflict(taken, taken.seats_of(tasks), fixed)
    named = tuple(task for task in why.tasks if task != place[0]) or why.tasks
    return Outlook(prospect, named, tuple(s.id for s in why.rules))


def _taken(asked: Problem, place: Place, person: str) -> tuple[int, ...]:
    number = asked.number.get(place)
    bit = asked.bureau.people.bit(person)
    if number is None or not bit:
        return asked.domains
    return (*asked.domains[:number], bit, *asked.domains[number + 1 :])


def _ways(at: Standpoint) -> tuple[Tasks, ...]:
    """Ways to the end that the applicant asked for; to any, once it is decided or out of reach."""
    start = at.marking
    found = () if at.decided else smallest(at.course, start, favourable=True)
    if found == ():
        found = smallest(at.course, start, favourable=False)
    if not found:
        raise OutOfBudgetError
    return found


def _branches(at: Standpoint) -> tuple[Tasks, ...]:
    found = largest(at.course, at.marking)
    if found is None:
        raise OutOfBudgetError
    return found


def _merged(late: Problem, bureau: Bureau, domains: tuple[int, ...]) -> Problem:
    """With other domains; so each person is a class of his own, exchanged for nobody."""
    alone = tuple(1 << i for i in range(len(bureau.people.ids)))
    return replace(late, bureau=bureau, domains=domains, classes=alone)
