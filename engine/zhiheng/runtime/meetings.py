"""The meeting that a command means, and who of its members stands aside."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from zhiheng import facts as f
from zhiheng.errors import NotReady
from zhiheng.model.chart import Task
from zhiheng.model.ids import ElementPath, PersonId, PostId
from zhiheng.model.meeting import Collective, Seat
from zhiheng.rules.meeting_rules import under
from zhiheng.rules.separation import barred
from zhiheng.runtime.slots import act, open_task, recused_in
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.state.meeting import Meeting
from zhiheng.state.task import OpenTask


@dataclass(frozen=True, slots=True)
class Held:
    """An open task that a meeting decides. meeting: None until one is convened."""

    task: OpenTask
    definition: Task
    rules: Collective
    meeting: Meeting | None

    @property
    def convened(self) -> Meeting:
        """The meeting. Raises NotReady before it is convened."""
        if self.meeting is None:
            raise NotReady("not-convened", task=self.task.path)
        return self.meeting

    @property
    def undecided(self) -> Meeting:
        """The meeting, which has come to nothing yet. Raises NotReady."""
        meeting = self.convened
        if meeting.outcome is not None:
            raise NotReady("resolved-already", task=self.task.path)
        return meeting


def held(state: CaseState, world: World, task: str) -> Held:
    """The open task `path@visit`. Raises NotReady or NotVisible."""
    found = open_task(state, task)
    definition = world.chart.task(ElementPath(found.path))
    if definition.collective is None:
        raise NotReady("no-meeting-decides", task=found.path)
    return Held(found, definition, in_force(definition.collective, world), found.meeting)


def in_force(meeting: Collective, world: World) -> Collective:
    """The meeting by the agency's rules where the chart names them. Raises NotReady."""
    if meeting.rules is None:
        return meeting
    rules = world.parameters.meetings.get(meeting.rules)
    if rules is None:
        raise NotReady("parameter-missing", parameter=meeting.rules, title=meeting.rules)
    return under(meeting, rules)


def seats_of(members: Iterable[f.Member]) -> tuple[Seat, ...]:
    """The members as the rules see them."""
    return tuple(Seat(m.no, m.person, m.post) for m in members)


def struck(state: CaseState, world: World, held: Held) -> tuple[str, ...]:
    """Members who stand aside: recused, related to the applicant, or barred by a separation."""
    recused = recused_in(state, world)
    return tuple(
        m.person
        for m in held.convened.members
        if PersonId(m.person) in recused or _barred(state, world, held, m)
    )


def _barred(state: CaseState, world: World, held: Held, member: f.Member) -> bool:
    """As if he asked himself, whoever asks."""
    person = PersonId(member.person)
    if person not in world.roster.persons:
        return False
    his = replace(world, caller=replace(world.caller, person=person))
    one = act(state, his, held.task, held.task.slots[0], None, signing=False)
    slot = replace(one.slot, no=member.no, post=PostId(member.post) if member.post else None)
    return barred(replace(one, slot=slot), person) is not None
