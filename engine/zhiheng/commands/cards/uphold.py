"""An appeal that was heard and refused (维持): the days for the answer run anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import msgspec

from zhiheng import facts as f
from zhiheng.commands.cards.by_law import waiting
from zhiheng.commands.cards.card import CardRoom, must_be, must_decide, said
from zhiheng.commands.frame.decision import Sealed
from zhiheng.model.caller import Role


@dataclass(frozen=True, slots=True)
class UpholdCard:
    """text: why the appeal is not right."""

    NAME: ClassVar[str] = "uphold-card"
    ROLES: ClassVar = frozenset({Role.SUPERVISOR})

    one: str
    text: str

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"card": self.one, "text": self.text}

    def decide(self, room: CardRoom) -> tuple[f.AnyFact, Sealed]:
        """By supervision, with the password just entered."""
        must_be(room, self.NAME)
        must_decide(room)
        sealed = said(self.text)
        told = {"type": "card-upheld/1", "content": sealed.commitment}
        return msgspec.convert(told | waiting(room.calendar, room.now), f.CardUpheld), sealed
