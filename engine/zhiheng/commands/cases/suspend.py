"""Suspend a case (暂停) and resume it (恢复): asked for by who works on it, granted by a leader."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.filed.reason import sealed_reason
from zhiheng.commands.frame.decision import OFFICERS, Decision, OnCase
from zhiheng.errors import NotReady
from zhiheng.model.ids import CaseId
from zhiheng.rules.suspension import may_grant, may_suspend
from zhiheng.runtime.slots import must_act_here, must_be_confirmed, must_run
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState


@dataclass(frozen=True, slots=True)
class AskSuspension(OnCase):
    """until: the last day, inclusive. ground: a `SuspensionGround`."""

    NAME: ClassVar[str] = "ask-suspension"
    ROLES: ClassVar = OFFICERS

    case: CaseId
    ground: str
    reason: str
    until: date

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {
            "case": self.case,
            "ground": self.ground,
            "reason": self.reason,
            "until": self.until.isoformat(),
        }

    def decide(self, state: CaseState, world: World) -> Decision:
        """By who holds an open step. Nothing is suspended by it."""
        must_run(state)
        me = world.person()
        must_act_here(state, world, self.NAME)
        if any(x.waits for x in state.suspensions.values()):
            raise NotReady("suspension-asked")
        may_suspend(self.ground, world.today, self.until)
        sealed = sealed_reason(self.reason, self.NAME)
        asked = f.SuspensionAsked(
            suspension=len(state.suspensions) + 1,
            by=me.id,
            ground=self.ground,
            content=sealed.commitment,
            until=self.until.isoformat(),
        )
        return Decision([asked], sealed=[sealed])


@dataclass(frozen=True, slots=True)
class DecideSuspension(OnCase):
    """Grant or refuse, with a reason."""

    NAME: ClassVar[str] = "decide-suspension"
    ROLES: ClassVar = OFFICERS

    case: CaseId
    suspension: int
    granted: bool
    reason: str

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {
            "case": self.case,
            "suspension": self.suspension,
            "granted": self.granted,
            "reason": self.reason,
        }

    def decide(self, state: CaseState, world: World) -> Decision:
        """By a leader who has not asked himself."""
        must_run(state)
        must_be_confirmed(world)
        asked = state.suspensions.get(self.suspension)
        if asked is None or not asked.waits:
            raise NotReady("no-such-suspension", suspension=self.suspension)
        me = world.person()
        must_act_here(state, world, self.NAME, holding=False)
        may_grant(asked.by, world.capacity().grade, me, self.NAME)
        if self.granted and asked.until < world.today.isoformat():
            raise NotReady("suspension-over", until=asked.until)
        sealed = sealed_reason(self.reason, self.NAME)
        decided = f.SuspensionDecided(
            suspension=asked.no,
            granted=self.granted,
            decided_by=me.id,
            content=sealed.commitment,
        )
        return Decision([decided], sealed=[sealed])


@dataclass(frozen=True, slots=True)
class Resume(OnCase):
    """Before the last day; after it the case goes on by itself."""

    NAME: ClassVar[str] = "resume"
    ROLES: ClassVar = OFFICERS

    case: CaseId
    reason: str

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"case": self.case, "reason": self.reason}

    def decide(self, state: CaseState, world: World) -> Decision:
        """By who had asked, or by a leader."""
        must_run(state)
        found = state.suspended(world.today)
        if found is None:
            raise NotReady("not-suspended")
        me = world.person()
        must_act_here(state, world, self.NAME, holding=False)
        if me.id != found.by:
            may_grant(found.by, world.capacity().grade, me, self.NAME)
        sealed = sealed_reason(self.reason, self.NAME)
        resumed = f.CaseResumed(suspension=found.no, by=me.id, content=sealed.commitment)
        return Decision([resumed], sealed=[sealed])
