"""A card is closed (销号): supervision is satisfied with what was answered and put right."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.cards.card import CardRoom, must_be, must_decide, said
from zhiheng.commands.frame.decision import Sealed
from zhiheng.errors import NotReady
from zhiheng.model.caller import Role


@dataclass(frozen=True, slots=True)
class CloseCard:
    """text: why; of accountability, how it ended."""

    NAME: ClassVar[str] = "close-card"
    ROLES: ClassVar = frozenset({Role.SUPERVISOR})

    one: str
    text: str

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"card": self.one, "text": self.text}

    def decide(self, room: CardRoom) -> tuple[f.AnyFact, Sealed]:
        """Prevents a card from being closed while something is still to be put right."""
        must_be(room, self.NAME)
        must_decide(room)
        if room.row["until"] is not None:
            raise NotReady("card-not-open", state=room.row["state"], verb=self.NAME)
        sealed = said(self.text)
        return f.CardClosed(content=sealed.commitment), sealed
