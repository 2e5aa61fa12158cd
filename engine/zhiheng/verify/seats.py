"""The seats of a case: every slot of every task, and who could fill it on a day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from zhiheng.model.chart import Chart, Task
from zhiheng.model.ids import ElementPath, PersonId, PostId
from zhiheng.model.meeting import Collective, Share
from zhiheng.model.person import StandIn
from zhiheng.model.slot import SlotRule, slots_of
from zhiheng.verify.people import People

CHAIR = 2
"""The slot in which the chair of a meeting signs its minutes."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One slot of one task. order: the place of the task in the chart, 0-based.

    meeting: on the chair's seat, the meeting that decides the task (verify/quorum.py).
    """

    task: ElementPath
    order: int
    slot: SlotRule
    meeting: Collective | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who could fill a seat as B for an absent A.

    before: those ahead of him on A's list who would lawfully go first (design.md §10).
    """

    person: PersonId
    acting_for: PersonId
    before: int = 0


@dataclass(frozen=True, slots=True)
class Bureau:
    """The people, without those who are away (or recused from the case).

    in_turn: whether a stand-in waits until those before him on the list are barred.
    recused: those of the absent who stand aside for good, and are due at no meeting.
    quorums: of meetings that go by the agency's rules, by name.
    """

    people: People
    absent: int = 0
    stand_ins: bool = True
    in_turn: bool = True
    recused: int = 0
    quorums: Mapping[str, Share] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """Who could fill one seat: a mask, and for those in it who only stand in, for whom."""

    mask: int
    standing_in: Mapping[int, tuple[Candidate, ...]]


def seats_of(chart: Chart, tasks: Iterable[Task] | None = None) -> tuple[Seat, ...]:
    """All seats of one case that would pass every task; an outside step needs its recorder."""
    order = {task.path: number for number, task in enumerate(chart.tasks)}
    return tuple(
        Seat(task.path, order[task.path], slot, task.collective if slot.no == CHAIR else None)
        for task in (chart.tasks if tasks is None else tasks)
        for slot in slots_of(task)
    )


def choice(slot: SlotRule, bureau: Bureau, free: int) -> Choice:
    """Who could fill a slot. free: those whom the case's history does not keep from the task."""
    people = bureau.people
    own = people.fit(slot) & free & ~bureau.absent
    found: dict[int, list[Candidate]] = {}
    if bureau.stand_ins and slot.post is not None:
        for candidate in _standing_in(slot, slot.post, bureau, free):
            number = people.at[candidate.person]
            if not own >> number & 1:
                found.setdefault(number, []).append(candidate)
    mask = own | sum(1 << number for number in found)
    return Choice(mask, {number: tuple(listed) for number, listed in found.items()})


def _standing_in(slot: SlotRule, post: PostId, bureau: Bureau, free: int) -> Iterator[Candidate]:
    """The B of each absent A. Sections and cards have no B; only posts do."""
    people = bureau.people
    holders = people.fit(SlotRule(slot.no, post=post))
    # B answers for A's history too, so a barred A has no B.
    for holder in people.who(holders & bureau.absent & free):
        before = 0
        for b in people.roster.stand_ins.get((post, holder), ()):
            if _may_stand_in(b, holder, slot, bureau, free):
                yield Candidate(b.person, holder, before if bureau.in_turn else 0)
                before |= people.bit(b.person)


def _may_stand_in(b: StandIn, holder: PersonId, slot: SlotRule, bureau: Bureau, free: int) -> bool:
    people = bureau.people
    persons = people.roster.persons
    near = persons[b.person].section == persons[holder].section or b.resolution is not None
    usable = people.carded(slot.card) & free & ~bureau.absent
    return near and bool(people.bit(b.person) & usable)
