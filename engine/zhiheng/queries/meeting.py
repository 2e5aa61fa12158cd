"""The meeting on an open task as its page shows it, and what the caller may do there."""

from collections.abc import Iterator
from dataclasses import dataclass

from zhiheng import facts as f
from zhiheng.errors import Refusal
from zhiheng.model.ids import PersonId, PostId
from zhiheng.queries.cases import CaseFile
from zhiheng.queries.together import VOTES, outcome_title
from zhiheng.runtime.meetings import Held, held, struck
from zhiheng.runtime.slots import take
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.state.meeting import Meeting

_RECORDER, _CHAIR = 1, 2


@dataclass(frozen=True, slots=True)
class MemberView:
    """A member due. state: `due`, `present`, `absent` or `struck`; vote: in words, once cast."""

    person: str
    name: str
    post: str | None
    state: str
    vote: str | None


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting on an open task; on, chair: None before it is convened, or has begun.

    outcome: in words, once certain. variable: the field of the form that the outcome fills in.
    named: whether the convener names the members. may: what the caller may do now, of `convene`,
    `attend`, `vote`, `defer` and `send-back`.
    """

    on: str | None
    topics: tuple[str, ...]
    members: tuple[MemberView, ...]
    chair: str | None
    outcome: str | None
    variable: str
    notice: int
    named: bool
    may: tuple[str, ...]


def meeting_view(file: CaseFile, state: CaseState, world: World, task: str) -> MeetingView | None:
    """None where no meeting decides."""
    here = held(state, world, task)
    meeting = here.meeting
    topics = file.values.get(meeting.topics, {}) if meeting else {}
    return MeetingView(
        on=meeting.on if meeting else None,
        topics=tuple(topics.get("topics", ())),
        members=tuple(_members(state, world, here, meeting)) if meeting else (),
        chair=_name(world, meeting.chair) if meeting and meeting.chair else None,
        outcome=_outcome(file, here, meeting),
        variable=here.rules.variable,
        notice=here.rules.notice,
        named=not here.rules.members,
        may=tuple(_may(state, world, here, meeting)),
    )


def _outcome(file: CaseFile, here: Held, meeting: Meeting | None) -> str | None:
    if meeting is None or meeting.outcome is None:
        return None
    return outcome_title(file, here.task.path, meeting.outcome)


def _members(state: CaseState, world: World, here: Held, meeting: Meeting) -> Iterator[MemberView]:
    aside = {*meeting.struck, *struck(state, world, here)}
    for member in meeting.members:
        post = world.roster.posts.get(PostId(member.post or ""))
        vote = meeting.votes.get(member.person)
        yield MemberView(
            person=member.person,
            name=_name(world, member.person),
            post=post.name if post else None,
            state=_state(meeting, member, aside),
            vote=VOTES[vote] if vote else None,
        )


def _state(meeting: Meeting, member: f.Member, aside: set[str]) -> str:
    if member.person in aside:
        return "struck"
    if meeting.present is None:
        return "due"
    return "present" if member.person in meeting.present else "absent"


def _name(world: World, person: str) -> str:
    found = world.roster.persons.get(PersonId(person))
    return found.name if found else person


def _may(state: CaseState, world: World, here: Held, meeting: Meeting | None) -> Iterator[str]:
    recorder = _takes(state, world, here, _RECORDER)
    if meeting is None:
        yield from ("convene",) if recorder else ()
        return
    if meeting.outcome is not None:
        return
    today, me = world.today.isoformat() == meeting.on, world.caller.person
    sits = today and meeting.present is not None
    if recorder and today and meeting.present is None:
        yield "attend"
    if sits and me in (meeting.present or ()) and me not in meeting.votes:
        yield "vote"
    if me == meeting.chair if sits else recorder or _takes(state, world, here, _CHAIR):
        yield "defer"
    if sits and me == meeting.chair and here.rules.deferred is not None:
        yield "send-back"


def _takes(state: CaseState, world: World, here: Held, no: int) -> bool:
    try:
        take(state, world, here.task, no, signing=False)
    except Refusal:
        return False
    return True
