"""A step of the ladder of disposal (处置): reminder, inquiry, correction, admonition, account."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.cards.card import CardRoom, must_be, must_decide, said
from zhiheng.commands.frame.decision import Sealed
from zhiheng.errors import BadData
from zhiheng.model.caller import Role
from zhiheng.model.card import Step
from zhiheng.rules.card_steps import may_take


@dataclass(frozen=True, slots=True)
class DisposeOfCard:
    """step: of the ladder. until: the last day, where the step has one. text: why, and what for."""

    NAME: ClassVar[str] = "dispose-card"
    ROLES: ClassVar = frozenset({Role.SUPERVISOR})

    one: str
    step: str
    text: str
    until: date | None = None

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        until = self.until.isoformat() if self.until else None
        return {"card": self.one, "step": self.step, "text": self.text, "until": until}

    def decide(self, room: CardRoom) -> tuple[f.AnyFact, Sealed]:
        """Up the ladder, never down, and with a day for what must be done by one."""
        must_be(room, self.NAME)
        must_decide(room)
        before = room.row["step"]
        why = may_take(self.step, Step(before) if before else None, self.until, room.today)
        if why is not None:
            raise BadData("card-fault", pointer="/step", why_zh=why.zh, why_en=why.en)
        sealed = said(self.text)
        until = self.until.isoformat() if self.until else None
        return f.CardDisposed(step=self.step, content=sealed.commitment, until=until), sealed
