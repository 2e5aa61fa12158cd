"""Acknowledge (已阅): who got a copy of the case says, once, that he has read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.frame.decision import OFFICERS, Decision
from zhiheng.errors import Forbidden
from zhiheng.model.ids import CaseId
from zhiheng.rules.copying import may_acknowledge
from zhiheng.runtime.slots import recused_in
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """copy: its number in the case."""

    NAME: ClassVar[str] = "acknowledge"
    ROLES: ClassVar = OFFICERS

    case: CaseId
    copy: int

    @property
    def about(self) -> None:
        """The whole case, not one task."""
        return

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"case": self.case, "copy": self.copy}

    def decide(self, state: CaseState, world: World) -> Decision:
        """By himself alone; also when the case has ended."""
        me = world.person()
        may_acknowledge(state.copies.get(self.copy), self.copy, me.id)
        if me.id in recused_in(state, world):
            raise Forbidden("recused", person=me.name, task=self.NAME)
        return Decision([f.CopyRead(copy=self.copy, person=me.id)])
