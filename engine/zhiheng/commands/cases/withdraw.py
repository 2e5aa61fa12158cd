"""The applicant withdraws (撤回申请), until the decision or as the chart says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.frame.decision import Decision
from zhiheng.commands.limits.clocks import passed
from zhiheng.errors import NotReady
from zhiheng.model.caller import Role
from zhiheng.model.ids import CaseId
from zhiheng.runtime.slots import must_be_confirmed, must_run
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Withdraw the whole application."""

    NAME: ClassVar[str] = "withdraw"
    ROLES: ClassVar = frozenset({Role.APPLICANT})

    case: CaseId

    @property
    def about(self) -> None:
        """The whole case, not one task."""
        return

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"case": self.case}

    def decide(self, state: CaseState, world: World) -> Decision:
        """Every clock ends and every open task is void; the file stays."""
        must_run(state)
        must_be_confirmed(world)
        if state.decided is not None or world.chart.power.withdrawal == "never":
            raise NotReady("too-late-to-withdraw")
        facts: list[f.AnyFact] = [f.CaseWithdrawn()]
        facts += [f.ClockEnded(clock=c.clock, late=passed(c, world)) for c in state.clocks.values()]
        facts += [f.TimerDisarmed(timer=x.timer, visit=x.visit) for x in state.timers.values()]
        facts.append(f.CaseClosed(outcome="withdrawn"))
        return Decision(facts)
