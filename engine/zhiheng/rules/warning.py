"""The rungs of a limit (预警): reminder, yellow, red; which comes next, and when it is due.

Default of design.md §9, local practice: no law says when an office warns itself. A provisional day
warns and never turns red, since the notice of the State Council may still move it.

While a case is suspended (暂停) its limits run on, since no law stops them by it, and those of the
case warn. But nobody may do the step: what a post has to itself warns as many days later.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from zhiheng.model.limit import LimitKind
from zhiheng.model.zone import SHANGHAI
from zhiheng.state.suspension import Suspension
from zhiheng.state.warned import Warned


class Rung(StrEnum):
    """From the lowest to the highest."""

    REMIND = "remind"
    YELLOW = "yellow"
    RED = "red"


_ORDER = tuple(Rung)


Held = Collection[tuple[date, date]]
"""Times on which nobody may go on with a case, each a first and a last day, in order."""


class Clocked(Protocol):
    """A running limit: days are dates in China, red_at is an instant."""

    @property
    def kind(self) -> str:
        """Whose limit it is."""
        ...

    @property
    def start(self) -> str:
        """The day of the event."""
        ...

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
    def before(self) -> str | None:
        """The day that it counts back from, which waits for nobody."""
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


def held(suspensions: Iterable[Suspension]) -> Held:
    """When the suspensions of a case keep everybody from it."""
    return sorted(x.days for x in suspensions if x.days is not None)


def next_rung(clock: Clocked, warned: Warned | None, off: Held = ()) -> DueRung | None:
    """The lowest rung that has not been passed; None when all are.

    What was said of other days counts no more: a limit that was extended, or counted anew, warns
    on its new days. off: the times at which the case was suspended.
    """
    return next(iter(_left(clock, warned, off)), None)


def due_rung(clock: Clocked, warned: Warned | None, now: datetime, off: Held = ()) -> Rung | None:
    """The highest rung that is due and was not passed: nobody is reminded of what is late."""
    due = [x.rung for x in _left(clock, warned, off) if x.at <= now]
    return due[-1] if due else None


def _left(clock: Clocked, warned: Warned | None, off: Held) -> list[DueRung]:
    passed = -1
    if warned is not None and warned.red_at == clock.red_at:
        passed = _ORDER.index(Rung(warned.rung))
    ladder = [
        DueRung(Rung.REMIND, _midnight(clock.remind_on)),
        DueRung(Rung.YELLOW, _midnight(clock.yellow_on)),
    ]
    if not clock.provisional:
        ladder.append(DueRung(Rung.RED, _instant(clock.red_at)))
    left = ladder[passed + 1 :]
    if not off or clock.kind != LimitKind.POST or clock.before is not None:
        return left
    start = date.fromisoformat(clock.start)
    return [DueRung(x.rung, _put_off(x.at, start, off)) for x in left]


def _put_off(at: datetime, start: date, off: Held) -> datetime:
    """As many days later as the case was suspended before it, while the limit ran."""
    for first, last in off:
        since = max(first, start)
        if since <= last and _midnight(since.isoformat()) < at:
            at += last - since + timedelta(days=1)
    return at


@lru_cache(maxsize=4096)
def _midnight(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(), SHANGHAI)


@lru_cache(maxsize=4096)
def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
