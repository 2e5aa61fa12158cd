"""An appeal against a card (申诉): once, and while it waits no day runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.cards.card import CardRoom, must_be, must_be_named, said
from zhiheng.commands.frame.decision import Sealed
from zhiheng.errors import NotReady
from zhiheng.model.caller import BY_POST


@dataclass(frozen=True, slots=True)
class AppealCard:
    """text: why the card should not have been."""

    NAME: ClassVar[str] = "appeal-card"
    ROLES: ClassVar = BY_POST

    one: str
    text: str

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"card": self.one, "text": self.text}

    def decide(self, room: CardRoom) -> tuple[f.AnyFact, Sealed]:
        """Prevents a card from being held up by one appeal after another."""
        me = must_be_named(room, self.NAME)
        must_be(room, self.NAME)
        if room.row["appealed"]:
            raise NotReady("card-not-open", state="appealed", verb=self.NAME)
        sealed = said(self.text)
        return f.CardAppealed(person=me.id, content=sealed.commitment), sealed
