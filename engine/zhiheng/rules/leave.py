"""Leave (请假): A and his stand-ins are never all absent, nor a critical person without one.

Seeds: 济南编办 2015 and 衢州档案局 (AB角不得同时离岗). Sickness cannot be refused: it is recorded,
and the tasks that nobody can do become incidents.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from zhiheng.errors import NotReady, Refusal
from zhiheng.model.ids import PersonId, PostId
from zhiheng.model.person import Absence, Person, Roster

UNREFUSABLE = frozenset({"sick"})
"""Reasons that are recorded whoever else is away."""


def approves(roster: Roster, person: Person, day: date) -> bool:
    """Whether he holds a post that approves leave."""
    return any(roster.posts[h.post].approves_leave and h.on(day) for h in person.holdings)


def pair_stays(asked: Absence, roster: Roster, absences: Sequence[Absence]) -> Refusal | None:
    """Prevents a leave on a day on which A and every B of his list would be absent."""
    if asked.reason in UNREFUSABLE:
        return None
    person = roster.persons[asked.person]
    for day in _days(asked):
        away = {a.person for a in absences if a.on(day)} | {asked.person}
        for post, holder in _pairs(person, roster, day):
            listed = roster.stand_ins[post, holder]
            if holder in away and listed and all(b.person in away for b in listed):
                return NotReady(
                    "nobody-left",
                    person=person.name,
                    day=day.isoformat(),
                    post=roster.posts[post].name,
                    holder=roster.persons[holder].name,
                )
    return None


def critical_has_a_b(
    asked: Absence, roster: Roster, critical: Collection[tuple[str, Collection[str]]]
) -> Refusal | None:
    """Prevents a leave that stops a chart for good: its critical person names no stand-in.

    critical: name of a chart in force, and the persons without whom it cannot be staffed.
    """
    if asked.reason in UNREFUSABLE or any(
        holder == asked.person and listed for (_, holder), listed in roster.stand_ins.items()
    ):
        return None
    for chart, persons in critical:
        if asked.person in persons:
            name = roster.persons[asked.person].name
            return NotReady("critical-without-b", person=name, chart=chart)
    return None


def _days(absence: Absence) -> Iterator[date]:
    span = (absence.until - absence.since).days
    return (absence.since + timedelta(days=i) for i in range(span + 1))


def _pairs(person: Person, roster: Roster, day: date) -> Iterator[tuple[PostId, PersonId]]:
    """The (post, A) in which the person is A or one of the Bs, A holding the post on the day."""
    for (post, holder), listed in roster.stand_ins.items():
        his = holder == person.id or any(b.person == person.id for b in listed)
        if his and roster.persons[holder].holds(post, day):
            yield post, holder
