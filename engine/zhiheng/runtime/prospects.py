"""Look-ahead for a running case: its state and world as the search needs them.

What is found is kept with the live case, so that a signature by one who is in the assignment found
needs no search: only that nothing has changed since.
"""

from collections.abc import Hashable
from datetime import date
from threading import Lock

from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath, PersonId
from zhiheng.model.person import Roster
from zhiheng.model.relation import Relations
from zhiheng.model.separation import Capacity
from zhiheng.runtime.slots import recused_in
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.verify.allow import History
from zhiheng.verify.marking import decode
from zhiheng.verify.outlook import Ahead, Outlook, Place, Standpoint, look_ahead, outlook
from zhiheng.verify.people import People, people
from zhiheng.verify.seats import Bureau
from zhiheng.verify.task_sets import Course, course

MOST = 64
"""Charts, and rosters of a day, that are kept; the oldest is forgotten."""


def key_of(state: CaseState, world: World) -> Hashable:
    """What an assignment rests on, besides the history that it goes on from."""
    wide = any(s.wide for s in world.chart.separations)
    past = tuple(world.elsewhere.items()) if wide else ()
    return world.agency.n, world.today, len(state.recusals), recused_in(state, world), past


def ahead_of(state: CaseState, world: World) -> Ahead:
    """All that may come in a case, by those who are there today."""
    known = people_of(world.roster, world.today, world.relations)
    gone = recused_in(state, world)
    quorums = {name: rules.quorum for name, rules in world.parameters.meetings.items()}
    bureau = Bureau(known, known.mask(gone | world.away), quorums=quorums)
    return look_ahead(_standpoint(state, world), bureau, known.mask(gone))


def _standpoint(state: CaseState, world: World) -> Standpoint:
    asked = course_of(world.chart)
    return Standpoint(
        asked,
        decode(asked.plain, state.marking),
        frozenset(ElementPath(task.path) for task in state.open.values()),
        History(_acted(state, world), world.elsewhere),
        {
            (ElementPath(task.path), slot.opened.no): who
            for task in state.open.values()
            for slot in task.slots
            if (who := slot.signed.person if slot.signed else slot.assignee) is not None
        },
        decided=state.decided is not None,
        settled=frozenset(
            ElementPath(task.path)
            for task in state.open.values()
            if task.meeting is not None and task.meeting.present is not None
        ),
    )


def _acted(state: CaseState, world: World) -> dict[str, dict[str, Capacity]]:
    """Who has acted, and who will for having been added or asked to prepare a step (加签、委派)."""
    acted = {path: dict(people) for path, people in state.acted.items()}
    for task in state.open.values():
        for who in {x for slot in task.slots for x in (slot.named, slot.delegate) if x}:
            person = world.roster.persons.get(PersonId(who))
            if person is not None:
                acted.setdefault(task.path, {}).setdefault(who, world.capacity_of(person))
    return acted


def prospect(state: CaseState, world: World, place: Place, person: str) -> Outlook:
    """What becomes of the case once the person has that slot."""
    return outlook(ahead_of(state, world), place, person)


def course_of(chart: Chart) -> Course:
    """The course of a chart, made once for as long as it is in use."""
    with _guard:
        known = _courses.get(id(chart))
        if known is None:
            if len(_courses) >= MOST:
                del _courses[next(iter(_courses))]
            known = _courses[id(chart)] = course(chart)
    return known


def people_of(roster: Roster, day: date, relations: Relations) -> People:
    """The people of a roster on a day, counted once."""
    with _guard:
        found = _people.get((id(roster), day, id(relations)))
        if found is None:
            if len(_people) >= MOST:
                del _people[next(iter(_people))]
            found = _people[id(roster), day, id(relations)] = people(roster, day, relations)
    return found


_courses: dict[int, Course] = {}
"""A course keeps its chart, and people their roster, so that nothing else can come by their id."""
_people: dict[tuple[int, date, int], People] = {}
_guard = Lock()
