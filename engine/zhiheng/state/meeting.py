"""A meeting (集体决定) on one visit of a task, from its notice to its resolution."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from zhiheng import facts as f


@dataclass(frozen=True, slots=True)
class Meeting:
    """no: 1, 2, ... of this visit. present: None until presence is recorded.

    votes: person -> his vote. outcome: what the task's variable will be, once that is certain.
    """

    no: int
    on: str
    members: tuple[f.Member, ...]
    topics: str
    present: tuple[str, ...] | None = None
    struck: tuple[str, ...] = ()
    chair: str | None = None
    votes: Mapping[str, str] = field(default_factory=dict)
    resolved: f.MeetingResolved | None = None
    outcome: str | None = None

    def attended(self, fact: f.PresenceRecorded) -> "Meeting":
        """The meeting with those present."""
        return replace(self, present=fact.present, struck=fact.struck, chair=fact.chair)

    def voted(self, fact: f.VoteCast) -> "Meeting":
        """The meeting with one vote more."""
        return replace(self, votes={**self.votes, fact.person: fact.vote})

    def decided(self, fact: f.MeetingResolved) -> "Meeting":
        """The meeting with its resolution."""
        return replace(self, resolved=fact, outcome=fact.outcome)

    def sent_back(self, fact: f.MeetingDeferred) -> "Meeting | None":
        """The meeting that sends the matter back; None when another meeting is to be held."""
        return replace(self, outcome=fact.outcome) if fact.outcome is not None else None


def convened(fact: f.MeetingConvened) -> Meeting:
    """The meeting as told to its members."""
    return Meeting(fact.meeting, fact.on, fact.members, fact.topics)
