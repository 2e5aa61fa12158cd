"""Recusal (回避): ask that somebody stand aside from a case, and decide on it.

Who is recused is barred from every later step, also as a stand-in; what he had claimed is free
again, and the A/B list takes over as if he were on leave (rules/recusal.py).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.filed.content import seal_content
from zhiheng.commands.frame.decision import OFFICERS, PARTIES, Decision, OnCase
from zhiheng.errors import BadData, NotReady
from zhiheng.model.caller import Role
from zhiheng.model.ids import CaseId, PersonId
from zhiheng.model.person import Person
from zhiheng.model.relation import party
from zhiheng.rules.recusal import Ground, by_meeting, may_decide
from zhiheng.runtime.slots import must_be_confirmed, must_run
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.state.recusal import Recusal

_MAX_REASON = 2_000


@dataclass(frozen=True, slots=True)
class AskRecusal(OnCase):
    """申请回避: by the person himself, the applicant, or anybody who knows the case.

    person: his id, or his name, which is all that an applicant knows.
    """

    NAME: ClassVar[str] = "ask-recusal"
    ROLES: ClassVar = PARTIES | {Role.SUPERVISOR}

    case: CaseId
    person: str
    ground: str
    reason: str

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return asdict(self)

    def decide(self, state: CaseState, world: World) -> Decision:
        """Put on record; who asks for himself stands aside at once (公务员法 77-1)."""
        must_run(state)
        must_be_confirmed(world)
        subject = _member(world, self.person)
        if any(r.person == subject.id and r.granted is not False for r in state.recusals.values()):
            raise NotReady("recusal-known", person=subject.name)
        if self.ground not in set(Ground):
            raise BadData("bad-ground", pointer="/ground", known="、".join(Ground))
        sealed = seal_content({"ground": self.ground, "reason": _reason(self.reason)})
        caller = world.caller
        asker = caller.person or (party(caller.party) if caller.party else caller.account)
        no = len(state.recusals) + 1
        asked = f.RecusalAsked(
            recusal=no, person=subject.id, asked_by=asker, content=sealed.commitment
        )
        free = _freed(state, subject) if asker == subject.id else []
        return Decision([asked, *free], sealed=[sealed])


@dataclass(frozen=True, slots=True)
class DecideRecusal(OnCase):
    """回避决定, with a reason. minutes: digest of the minutes, where only the meeting decides."""

    NAME: ClassVar[str] = "decide-recusal"
    ROLES: ClassVar = OFFICERS

    case: CaseId
    recusal: int
    granted: bool
    reason: str
    minutes: str | None = None

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return asdict(self)

    def decide(self, state: CaseState, world: World) -> Decision:
        """By whom the ladder names, once, and never on himself."""
        must_run(state)
        must_be_confirmed(world)
        asked = _open_recusal(state, self.recusal)
        subject = _member(world, asked.person)
        decider = world.person()
        category = world.chart.power.category
        refusal = may_decide(decider, subject, world.roster, world.today, category)
        if refusal is not None:
            raise refusal
        meeting = by_meeting(subject, world.roster, world.today)
        self._minutes(world, needed=meeting)
        sealed = seal_content({"reason": _reason(self.reason)})
        decided = f.RecusalDecided(
            recusal=asked.no,
            person=subject.id,
            granted=self.granted,
            decided_by="meeting" if meeting else decider.id,
            content=sealed.commitment,
            minutes=self.minutes,
        )
        free = _freed(state, subject) if self.granted else []
        return Decision([decided, *free], sealed=[sealed])

    def _minutes(self, world: World, *, needed: bool) -> None:
        if needed and self.minutes is None:
            raise NotReady("recusal-needs-minutes")
        if self.minutes is not None and not world.has_document(self.minutes):
            raise BadData("document-not-stored", pointer="/minutes", document="会议纪要")


def _open_recusal(state: CaseState, no: int) -> Recusal:
    found = state.recusals.get(no)
    if found is None:
        raise NotReady("no-such-recusal", recusal=no)
    if found.granted is not None:
        raise NotReady("recusal-decided", recusal=no)
    return found


def _member(world: World, name: str) -> Person:
    """By id, or by a name that only one member bears."""
    found = world.roster.persons.get(PersonId(name))
    if found is not None:
        return found
    named = [p for p in world.roster.persons.values() if p.name == name]
    if len(named) != 1:
        raise BadData("no-such-person", pointer="/person", person=name)
    return named[0]


def _reason(reason: str) -> str:
    if not 0 < len(reason.strip()) <= _MAX_REASON:
        raise BadData("recusal-reason", pointer="/reason", limit=_MAX_REASON)
    return reason.strip()


def _freed(state: CaseState, subject: Person) -> list[f.AnyFact]:
    """His claims fall back to free, and what was delegated to him to who holds it."""
    recalled: list[f.AnyFact] = [
        f.DelegationRecalled(
            task=task.path, visit=task.visit, no=s.opened.no, person=subject.id, by=subject.id
        )
        for task in state.open.values()
        for s in task.slots
        if s.delegate == subject.id
    ]
    return recalled + [
        f.SlotReleased(task=task.path, visit=task.visit, no=slot.opened.no, person=subject.id)
        for task in state.open.values()
        for slot in task.slots
        if slot.assignee == subject.id and slot.signed is None
    ]
