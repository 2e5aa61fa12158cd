"""A card goes up by itself (自动升级): its days passed in silence (R-212)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import msgspec

from zhiheng import facts as f
from zhiheng.commands.cards.by_law import waiting
from zhiheng.commands.cards.card import CardRoom, must_be
from zhiheng.errors import NotReady
from zhiheng.model.calendar import Calendar
from zhiheng.model.caller import Role
from zhiheng.model.card import Step
from zhiheng.rules.card_steps import WITH_LIMIT, by_itself, why_of
from zhiheng.rules.cards import answer_by, told_of_step
from zhiheng.store.cards import listed


@dataclass(frozen=True, slots=True)
class EscalateCard:
    """Take the step that follows on silence."""

    NAME: ClassVar[str] = "escalate-card"
    ROLES: ClassVar = frozenset({Role.LAW})

    one: str

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"card": self.one}

    def decide(self, room: CardRoom) -> tuple[f.AnyFact, None]:
        """By the calendar of now, and never from a provisional day: those days may still move."""
        must_be(room, self.NAME)
        row = room.row
        last = last_day(row, room.calendar)
        if last is None or last >= room.today:
            raise NotReady("card-in-time")
        before = Step(row["step"]) if row["step"] else None
        step = by_itself(before)
        waits = waiting(room.calendar, room.now) if step in WITH_LIMIT else {}
        told = {
            "type": "card-escalated/1",
            "step": step.value,
            "why": why_of(before),
            "told": told_of_step(step, listed(row["told"])),
        }
        return msgspec.convert(told | waits, f.CardEscalated), None


def last_day(row: Mapping[str, Any], calendar: Calendar) -> date | None:
    """The last day for what the card waits for; None while nothing is, or no day is certain."""
    if row["until"] is None:
        return None
    if not row["provisional"] or row["since"] is None:
        return date.fromisoformat(row["until"])
    last = answer_by(date.fromisoformat(row["since"]), calendar, row["days"])
    return None if last.provisional else last.due
