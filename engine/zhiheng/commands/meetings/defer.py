"""Defer (缓议): put the matter off to another meeting, or send it back as the chart provides.

No limit stops for it: the clock of the step and of the case run on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.filed.content import seal_content
from zhiheng.commands.frame.decision import OFFICERS, Decision
from zhiheng.errors import BadData, Forbidden, NotReady
from zhiheng.model.ids import CaseId
from zhiheng.model.wording import says_something
from zhiheng.runtime.meetings import Held, held
from zhiheng.runtime.slots import must_be_confirmed, recused_in, take
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState


@dataclass(frozen=True, slots=True)
class Defer:
    """back: send the matter back; otherwise another meeting is convened on the same step."""

    NAME: ClassVar[str] = "defer"
    ROLES: ClassVar = OFFICERS

    case: CaseId
    task: str
    reason: str
    back: bool = False

    @property
    def about(self) -> str:
        """The task."""
        return self.task

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"case": self.case, "task": self.task, "reason": self.reason, "back": self.back}

    def decide(self, state: CaseState, world: World) -> Decision:
        """By who presides while it sits; else, and when he stands aside, by the recorder."""
        must_be_confirmed(world)
        here = held(state, world, self.task)
        meeting = here.undecided
        acting_for = None
        headless = meeting.chair is None or meeting.chair in recused_in(state, world)
        if headless or world.today.isoformat() != meeting.on:
            acting_for = take(state, world, here.task, None, signing=False)[1].acting_for
        elif meeting.chair != world.person().id:
            raise Forbidden("chair-only", person=world.person().name, chair=meeting.chair)
        if not says_something(self.reason):
            raise BadData("reason-required", pointer="/reason")
        outcome = self._outcome(here)
        sealed = seal_content({"opinion": self.reason})
        deferred = f.MeetingDeferred(
            task=here.task.path,
            visit=here.task.visit,
            reason=sealed.commitment,
            outcome=outcome,
        )
        return Decision([deferred], sealed=[sealed], acting_for=acting_for)

    def _outcome(self, here: Held) -> str | None:
        if not self.back:
            return None
        if here.convened.present is None:
            raise NotReady("presence-first", task=here.task.path)
        if here.rules.deferred is None:
            raise NotReady("no-way-back", task=here.task.path)
        return here.rules.deferred
