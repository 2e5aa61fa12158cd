"""A timer of the chart fires (定时): the one step of a case that no person takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng.commands.frame.decision import Decision
from zhiheng.commands.limits.timers import firing_of
from zhiheng.errors import NotReady
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import AccountId, AgencyId, CaseId, ElementPath
from zhiheng.rules.timer import may_fire
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState


def law_of(agency: AgencyId) -> Caller:
    """What acts when a time is over: no account, no person, no signature (design.md §9)."""
    return Caller(agency, AccountId("law"), Role.LAW)


@dataclass(frozen=True, slots=True)
class FireTimer:
    """Let a timer fire at one of its visits."""

    NAME: ClassVar[str] = "fire-timer"
    ROLES: ClassVar = frozenset({Role.LAW})

    case: CaseId
    timer: ElementPath
    visit: int

    @property
    def about(self) -> str:
        """The timer."""
        return self.timer

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"case": self.case, "timer": self.timer, "visit": self.visit}

    def decide(self, state: CaseState, world: World) -> Decision:
        """It must still wait, and its time be over by the calendar of now."""
        known = state.timers.get(self.timer)
        if known is None or known.visit != self.visit or known.told:
            raise NotReady("timer-not-waiting", timer=self.timer)
        may_fire(self.timer, firing_of(known, world.calendar), world.now)
        return Decision([], fires=self.timer)
