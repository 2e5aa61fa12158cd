"""A case's suspensions (暂停): asked for, decided, over."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from zhiheng import facts as f
from zhiheng.model.zone import SHANGHAI


@dataclass(frozen=True, slots=True)
class Suspension:
    """granted: None until decided. until: the last day, `YYYY-MM-DD`. resumed: ended before.

    since: the day on which it was granted. back: the day on which it was ended before its last.
    """

    no: int
    by: str
    ground: str
    until: str
    granted: bool | None = None
    since: date | None = None
    back: date | None = None

    @property
    def resumed(self) -> bool:
        """Whether it was ended before its last day."""
        return self.back is not None

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day on which nobody may go on with the case by it."""
        if self.since is None:
            return None
        last = self.back - timedelta(days=1) if self.back else date.fromisoformat(self.until)
        return (self.since, last) if self.since <= last else None

    def holds(self, day: str) -> bool:
        """Whether the case is suspended by it on that day; after its last day it is not."""
        return self.granted is True and not self.resumed and day <= self.until

    @property
    def waits(self) -> bool:
        """Whether nobody has decided on it."""
        return self.granted is None


Suspensions = dict[int, Suspension]


def _asked(known: Suspensions, x: f.SuspensionAsked, _at: str) -> None:
    known[x.suspension] = Suspension(x.suspension, x.by, x.ground, x.until)


def _decided(known: Suspensions, x: f.SuspensionDecided, at: str) -> None:
    since = _day(at) if x.granted else None
    known[x.suspension] = replace(known[x.suspension], granted=x.granted, since=since)


def _resumed(known: Suspensions, x: f.CaseResumed, at: str) -> None:
    known[x.suspension] = replace(known[x.suspension], back=_day(at))


def _day(at: str) -> date:
    return datetime.fromisoformat(at).astimezone(SHANGHAI).date()


SUSPENSION_FOLD: dict[type, Callable[[Suspensions, Any, str], None]] = {
    f.SuspensionAsked: _asked,
    f.SuspensionDecided: _decided,
    f.CaseResumed: _resumed,
}
