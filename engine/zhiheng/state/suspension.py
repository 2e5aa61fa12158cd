"""A case's suspensions (暂停): asked for, decided, over."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from zhiheng import facts as f


@dataclass(frozen=True, slots=True)
class Suspension:
    """granted: None until decided. until: the last day, `YYYY-MM-DD`. resumed: ended before."""

    no: int
    by: str
    ground: str
    until: str
    granted: bool | None = None
    resumed: bool = False

    def holds(self, day: str) -> bool:
        """Whether the case is suspended by it on that day; after its last day it is not."""
        return self.granted is True and not self.resumed and day <= self.until

    @property
    def waits(self) -> bool:
        """Whether nobody has decided on it."""
        return self.granted is None


Suspensions = dict[int, Suspension]


def _asked(known: Suspensions, x: f.SuspensionAsked) -> None:
    known[x.suspension] = Suspension(x.suspension, x.by, x.ground, x.until)


def _decided(known: Suspensions, x: f.SuspensionDecided) -> None:
    known[x.suspension] = replace(known[x.suspension], granted=x.granted)


def _resumed(known: Suspensions, x: f.CaseResumed) -> None:
    known[x.suspension] = replace(known[x.suspension], resumed=True)


SUSPENSION_FOLD: dict[type, Callable[[Suspensions, Any], None]] = {
    f.SuspensionAsked: _asked,
    f.SuspensionDecided: _decided,
    f.CaseResumed: _resumed,
}
