"""The seats of a case: every slot of every task, and who could fill it on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zhiheng.model.chart import Chart, Separation
from zhiheng.model.ids import ElementPath, PersonId
from zhiheng.model.person import Person, Roster, StandIn
from zhiheng.model.slot import SlotRule, slots_of


@dataclass(frozen=True, slots=True)
class Seat:
    """One slot of one task. order: the place of the task in the chart, 0-based."""

    task: ElementPath
    order: int
    slot: SlotRule


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who could fill a seat: in his own right, or as B for an absent A.

    before: those ahead of him on A's list who would lawfully go first (design.md §10).
    """

    person: PersonId
    acting_for: PersonId | None = None
    before: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True)
class Bureau:
    """The roster on one day, with those who are away."""

    roster: Roster
    day: date
    absent: frozenset[PersonId] = frozenset()
    stand_ins: bool = True


def seats_of(chart: Chart) -> tuple[Seat, ...]:
    """All seats of one case that would pass every task; an outside step needs its recorder."""
    return tuple(
        Seat(task.path, order, slot)
        for order, task in enumerate(chart.tasks)
        for slot in slots_of(task)
    )


def candidates(seat: Seat, bureau: Bureau) -> tuple[Candidate, ...]:
    """All who could fill the seat, separations left aside; those in their own right first."""
    found: dict[PersonId, list[Candidate]] = {}
    for candidate in (*_in_own_right(seat, bureau), *_as_stand_in(seat, bureau)):
        found.setdefault(candidate.person, []).append(candidate)
    return tuple(
        c for own in found.values() for c in own if c.acting_for is None or own[0].acting_for
    )


def apart(one: ElementPath, other: ElementPath, separations: tuple[Separation, ...]) -> bool:
    """Whether some separation keeps the two tasks in different hands."""
    return any({s.side(one), s.side(other)} == {"a", "b"} for s in separations)


def _in_own_right(seat: Seat, bureau: Bureau) -> Iterator[Candidate]:
    for person in bureau.roster.persons.values():
        if person.id not in bureau.absent and _fits(person, seat.slot, bureau):
            yield Candidate(person.id)


def _fits(person: Person, slot: SlotRule, bureau: Bureau) -> bool:
    if not _has_card(person, slot, bureau):
        return False
    if slot.post is not None:
        return person.holds(slot.post, bureau.day)
    if slot.section is not None:
        return person.section == slot.section
    return slot.qualification is not None and (
        person.card(slot.qualification, bureau.day) is not None
    )


def _has_card(person: Person, slot: SlotRule, bureau: Bureau) -> bool:
    return slot.card is None or person.card(slot.card, bureau.day) is not None


def _as_stand_in(seat: Seat, bureau: Bureau) -> Iterator[Candidate]:
    """The B of each absent A. Sections and cards have no B; only posts do."""
    post = seat.slot.post
    if post is None or not bureau.stand_ins:
        return
    for holder in bureau.roster.holders(post, bureau.day):
        if holder.id in bureau.absent:
            listed = bureau.roster.stand_ins.get((post, holder.id), ())
            lawful = [b.person for b in listed if _may_stand_in(b, holder, seat.slot, bureau)]
            for place, person in enumerate(lawful):
                yield Candidate(person, holder.id, tuple(lawful[:place]))


def _may_stand_in(b: StandIn, holder: Person, slot: SlotRule, bureau: Bureau) -> bool:
    person = bureau.roster.persons[b.person]
    near = person.section == holder.section or b.resolution is not None
    return near and person.id not in bureau.absent and _has_card(person, slot, bureau)
