"""The rungs of a limit (预警): reminder, yellow, red; which comes next, and when it is due.

Default of design.md §9, local practice: no law says when an office warns itself. A provisional day
warns and never turns red, since the notice of the State Council may still move it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from zhiheng.rules.clock import SHANGHAI
from zhiheng.state.warned import Warned


class Rung(StrEnum):
    """From the lowest to the highest."""

    REMIND = "remind"
    YELLOW = "yellow"
    RED = "red"


_ORDER = tuple(Rung)


class Clocked(Protocol):
    """A running limit: days are dates in China, red_at is an instant."""

    @property
    def remind_on(self) -> str:
        """The day of the reminder."""
        ...

    @property
    def yellow_on(self) -> str:
        """The day of the yellow warning."""
        ...

    @property
    def red_at(self) -> str:
        """When it has passed."""
        ...

    @property
    def provisional(self) -> bool:
        """Whether the notice of a year is still missing."""
        ...


@dataclass(frozen=True, slots=True)
class DueRung:
    """A rung, and the instant from which it is due."""

    rung: Rung
    at: datetime


def next_rung(clock: Clocked, warned: Warned | None) -> DueRung | None:
    """The lowest rung that has not been passed; None when all are.

    What was said of other days counts no more: a limit that was extended, or counted anew, warns
    on its new days.
    """
    return next(iter(_left(clock, warned)), None)


def due_rung(clock: Clocked, warned: Warned | None, now: datetime) -> Rung | None:
    """The highest rung that is due and was not passed: nobody is reminded of what is late."""
    due = [x.rung for x in _left(clock, warned) if x.at <= now]
    return due[-1] if due else None


def _left(clock: Clocked, warned: Warned | None) -> list[DueRung]:
    passed = -1
    if warned is not None and warned.red_at == clock.red_at:
        passed = _ORDER.index(Rung(warned.rung))
    ladder = [
        DueRung(Rung.REMIND, _midnight(clock.remind_on)),
        DueRung(Rung.YELLOW, _midnight(clock.yellow_on)),
    ]
    if not clock.provisional:
        ladder.append(DueRung(Rung.RED, _instant(clock.red_at)))
    return ladder[passed + 1 :]


@lru_cache(maxsize=4096)
def _midnight(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(), SHANGHAI)


@lru_cache(maxsize=4096)
def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
