"""The answer to a card (答复), or the report of what was put right (整改报告)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.cards.card import CardRoom, must_be, must_be_named, said
from zhiheng.commands.frame.decision import Sealed
from zhiheng.model.caller import BY_POST


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """By a person named on it, or by the chief for the section."""

    NAME: ClassVar[str] = "answer-card"
    ROLES: ClassVar = BY_POST

    one: str
    text: str

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"card": self.one, "text": self.text}

    def decide(self, room: CardRoom) -> tuple[f.AnyFact, Sealed]:
        """An answer that comes late is taken, and is late for ever."""
        me = must_be_named(room, self.NAME)
        must_be(room, self.NAME)
        until, sealed = room.row["until"], said(self.text)
        late = until is not None and until < room.today.isoformat()
        return f.CardAnswered(person=me.id, content=sealed.commitment, late=late), sealed
