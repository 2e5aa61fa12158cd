"""Take back (拿回): void one's own last step while nobody has touched the next one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.frame.decision import OFFICERS, Decision
from zhiheng.errors import Forbidden, NotReady
from zhiheng.model.ids import CaseId
from zhiheng.runtime.slots import must_be_confirmed, must_run, recused_in
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Void the last token-moving entry; replay skips it (design.md §5)."""

    NAME: ClassVar[str] = "take-back"
    ROLES: ClassVar = OFFICERS

    case: CaseId

    @property
    def about(self) -> None:
        """The last step, whichever it was."""
        return

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"case": self.case}

    def decide(self, state: CaseState, world: World) -> Decision:
        """Only one's own step, untouched since, and without effect outside the office.

        The voided signature stays booked for separation: he has seen and judged the matter.
        """
        must_be_confirmed(world)
        me = world.person()
        if me.id in world.away:
            raise Forbidden("on-leave", person=me.name, task=self.NAME)
        if me.id in recused_in(state, world):
            raise Forbidden("recused", person=me.name, task=self.NAME)
        must_run(state)
        if state.last_move <= 1 or state.touched > state.last_move:
            raise NotReady("taken-up")
        if state.last_mover != me.id:
            raise Forbidden("not-your-step", holder=state.last_mover or "")
        if state.went_out == state.last_move:
            raise NotReady("went-out")
        return Decision([f.ActVoided(n=state.last_move)])
