"""Extend a limit (延长期限): by the level that the article names, as often as it says, with notice.

A timer of the chart is extended in the same way, as the time of a seizure is (强制法 25).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.filed.reason import sealed_reason
from zhiheng.commands.frame.decision import OFFICERS, Decision
from zhiheng.commands.limits.clocks import counted_as, days_on, hours_more, passed
from zhiheng.commands.limits.timers import extended_timer
from zhiheng.errors import BadData, NotReady
from zhiheng.model.ids import CaseId
from zhiheng.model.limit import Extension, LimitUnit
from zhiheng.rules.clock_effects import limit_of, may_extend, not_too_often, still_runs
from zhiheng.runtime.slots import must_act_here, must_be_confirmed, must_run
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState


@dataclass(frozen=True, slots=True)
class Extend:
    """clock: as the case names it, or the path of a timer. n: units to add.

    notice: digest of the paper that tells the party, in the document store.
    """

    NAME: ClassVar[str] = "extend"
    ROLES: ClassVar = OFFICERS

    case: CaseId
    clock: str
    n: int
    reason: str
    notice: str

    @property
    def about(self) -> None:
        """The whole case, not one task."""
        return

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {
            "case": self.case,
            "clock": self.clock,
            "n": self.n,
            "reason": self.reason,
            "notice": self.notice,
        }

    def decide(self, state: CaseState, world: World) -> Decision:
        """By who may, while it runs, no more often than the law gives."""
        must_run(state)
        must_be_confirmed(world)
        must_act_here(state, world, self.NAME, holding=False)
        if self.clock not in state.clocks and self.clock not in state.timers:
            raise NotReady("no-such-clock", clock=self.clock)
        extension = self._allowed(state, world)
        used = state.extensions.get(self.clock, 0)
        not_too_often(extension, used, self.clock)
        if not world.has_document(self.notice):
            raise BadData("document-not-stored", pointer="/notice", document=extension.document)
        sealed = sealed_reason(self.reason, self.NAME)
        told: dict[str, Any] = {
            "n": self.n,
            "approver": world.person().id,
            "reason": sealed.commitment,
            "document": extension.document,
            "notice": self.notice,
        }
        return Decision([self._extended(state, world, told)], sealed=[sealed])

    def _allowed(self, state: CaseState, world: World) -> Extension:
        post = world.post()
        limit = limit_of(state, world.chart, self.clock)
        return may_extend(limit, post.grade if post else None, world.person(), self.clock, self.n)

    def _extended(self, state: CaseState, world: World, told: dict[str, Any]) -> f.AnyFact:
        if self.clock in state.timers:
            return extended_timer(state.timers[self.clock], world.calendar, told)
        clock = state.clocks[self.clock]
        still_runs(self.clock, clock.due, passed=passed(clock, world))
        if clock.unit == LimitUnit.HOUR:
            days = hours_more(clock, self.n)
        else:
            days = days_on(world.calendar, counted_as(clock, more=self.n))
        return f.ClockExtended(clock=self.clock, **told, **days)
