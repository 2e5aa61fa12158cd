"""Time limits (时限) and legal bases (依据): data per article, never per law."""

from dataclasses import dataclass
from enum import StrEnum

MAX_N = 10_000
"""Units of a limit."""


class LimitUnit(StrEnum):
    """Units never mix: which one applies depends on the article, not on the law."""

    WORKING_DAY = "working-day"
    DAY = "day"
    HOUR = "hour"
    MONTH = "month"


class LimitKind(StrEnum):
    """Whose limit it is: the statute's (法定), the promise's (承诺) or the post's (岗位)."""

    STATUTORY = "statutory"
    PROMISED = "promised"
    POST = "post"


class Roll(StrEnum):
    """What happens to a natural-day limit ending on a rest day (民法典 203)."""

    NEXT = "next"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis (依据): law, article, and the version in force."""

    law: str
    article: str
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit (时限) on a task or on the whole case.

    n: whole units, at least 1; None when `variable` holds it (承诺书 fixes the promised days).
    start: `enter` (the task opens), `receipt`, `acceptance` or `decision`.
    end: `leave` (the task closes) or `decision`.
    """

    kind: LimitKind
    n: int | None
    unit: LimitUnit
    start: str
    end: str
    roll: Roll = Roll.NONE
    variable: str | None = None
    basis: Basis | None = None
