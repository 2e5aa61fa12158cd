"""Vote (表决): each member present, once, with a reason unless he agrees; the chair last.

A vote is a signature under the topics; the chair's closes the vote and fixes the resolution.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.filed.content import seal_content
from zhiheng.commands.frame.decision import OFFICERS, Decision
from zhiheng.errors import Forbidden, NotReady
from zhiheng.model.ids import CaseId
from zhiheng.model.meeting import Ballot
from zhiheng.model.wording import says_something
from zhiheng.rules.meeting import on_its_day, still_sits
from zhiheng.rules.voting import Tally, may_vote, tally
from zhiheng.runtime.meetings import Held, held, seats_of, struck
from zhiheng.runtime.slots import must_be_confirmed
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.state.meeting import Meeting


@dataclass(frozen=True, slots=True)
class Vote:
    """One member's vote on the topics of the meeting."""

    NAME: ClassVar[str] = "vote"
    ROLES: ClassVar = OFFICERS

    case: CaseId
    task: str
    vote: Ballot
    reason: str | None = None

    @property
    def about(self) -> str:
        """The task."""
        return self.task

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {
            "case": self.case,
            "task": self.task,
            "vote": self.vote.value,
            "reason": self.reason,
        }

    def decide(self, state: CaseState, world: World) -> Decision:
        """In person: nobody votes for another, a stand-in least of all."""
        must_be_confirmed(world)
        here, me = held(state, world, self.task), world.person().id
        meeting = here.undecided
        if meeting.present is None or meeting.chair is None:
            raise NotReady("presence-first", task=here.task.path)
        on_its_day(meeting.on, world.today)
        aside = tuple({*meeting.struck, *struck(state, world, here)})
        if me in aside:
            raise Forbidden("recused", person=world.person().name, task=here.task.path)
        present = [p for p in meeting.present if p not in aside]
        chair, voted, seats = meeting.chair, meeting.votes, seats_of(meeting.members)
        still_sits(here.rules, seats, aside, present, chair, world.today)
        may_vote(me, self.vote, self.reason, chair=chair, present=present, voted=voted)
        decision = Decision([], spends=True)
        decision.facts += self._cast(here, meeting, me, decision)
        votes = {p: Ballot(v) for p, v in {**voted, me: self.vote.value}.items()}
        if all(p in votes for p in present):
            counted = tally(here.rules, seats, aside, present, votes, chair)
            decision.facts.append(_resolved(here, counted))
        return decision

    def _cast(
        self, here: Held, meeting: Meeting, me: str, decision: Decision
    ) -> tuple[f.AnyFact, f.AnyFact]:
        reason = None
        if says_something(self.reason or ""):
            decision.sealed.append(seal_content({"opinion": self.reason}))
            reason = decision.sealed[-1].commitment
        no = next(m.no for m in meeting.members if m.person == me)
        path, visit = here.task.path, here.task.visit
        return (
            f.SlotSigned(
                task=path, visit=visit, no=no, person=me, content=meeting.topics, opinion=reason
            ),
            f.VoteCast(
                task=path, visit=visit, no=no, person=me, vote=self.vote.value, reason=reason
            ),
        )


def _resolved(here: Held, counted: Tally) -> f.MeetingResolved:
    return f.MeetingResolved(
        task=here.task.path,
        visit=here.task.visit,
        outcome=here.rules.passed if counted.passed else here.rules.rejected,
        agree=counted.agree,
        against=counted.against,
        abstain=counted.abstain,
        due=counted.due,
        of=counted.of,
        dissent=counted.dissent,
        vetoed_by=counted.vetoed_by,
    )
