"""A card is withdrawn (撤牌), with the reason: it stays on record and counts no more."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.cards.card import CardRoom, must_be, must_decide, said
from zhiheng.commands.frame.decision import Sealed
from zhiheng.errors import Forbidden
from zhiheng.model.caller import Role
from zhiheng.rules.cards import own_hand


@dataclass(frozen=True, slots=True)
class WithdrawCard:
    """By supervision; of a card issued by hand, by another supervisor, or by the head."""

    NAME: ClassVar[str] = "withdraw-card"
    ROLES: ClassVar = frozenset({Role.SUPERVISOR, Role.OFFICER})

    one: str
    text: str

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"card": self.one, "text": self.text}

    def decide(self, room: CardRoom) -> tuple[f.AnyFact, Sealed]:
        """Prevents one hand from giving a card and taking it away again for a favour."""
        row, caller = room.row, room.caller
        must_be(room, self.NAME)
        must_decide(room)
        if caller.role is Role.OFFICER and not (row["issuer"] != "law" and _is_head(room)):
            raise Forbidden("role-may-not", role=caller.role.value, verb=self.NAME)
        if own_hand(row["account"], row["issuer"], caller.account):
            raise Forbidden("own-card", account=caller.account)
        sealed = said(self.text)
        return f.CardWithdrawn(content=sealed.commitment), sealed


def _is_head(room: CardRoom) -> bool:
    held = (h for h in room.person().holdings if h.on(room.today))
    return any(room.roster.posts[h.post].grade == "head" for h in held)
