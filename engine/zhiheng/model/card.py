"""A card (黄牌、红牌): a small case of its own, of one matter, with the evidence frozen in it."""

from dataclasses import dataclass
from enum import StrEnum


class Colour(StrEnum):
    """黄牌 · 红牌."""

    YELLOW = "yellow"
    RED = "red"


class Family(StrEnum):
    """Signals of time, and signals of a breach of procedure: they are counted apart."""

    TIME = "time"
    BREACH = "breach"


class CardState(StrEnum):
    """Where a card stands."""

    ISSUED = "issued"
    ANSWERED = "answered"
    APPEALED = "appealed"
    DISPOSED = "disposed"
    ACCOUNTABLE = "accountable"
    """问责程序已启动."""
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Step(StrEnum):
    """The ladder of disposal (处置), from the lowest (R-211; the order is our reading)."""

    REMIND = "remind"
    """提醒."""
    INQUIRY = "inquiry"
    """函询."""
    CORRECT = "correct"
    """责令纠错."""
    RECTIFY = "rectify"
    """限期整改."""
    ADMONISH = "admonish"
    """诫勉."""
    ACCOUNT = "account"
    """问责."""


@dataclass(frozen=True, slots=True)
class CardDraft:
    """A card that is about to be issued, before its evidence has a place in the log.

    section: None where the post is of none, a leader's. source: no two cards have the same.
    """

    family: Family
    colour: Colour
    trigger: str
    section: str | None
    persons: tuple[str, ...]
    level: str
    told: tuple[str, ...]
    rule: str
    source: str
    case: str | None = None
    task: str | None = None
    clock: str | None = None
    due: str | None = None
    law: str | None = None
