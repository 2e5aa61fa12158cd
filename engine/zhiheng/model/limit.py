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


class Direction(StrEnum):
    """Whether a limit ends after an event, or before one that is to come (倒算)."""

    FORWARD = "forward"
    BACKWARD = "backward"


class Reading(StrEnum):
    """Of "so many days before": full days lie between, or the day of the act counts too.

    The law has no rule for it; strict is 工商总局 2002-12-31.
    """

    STRICT = "strict"
    LOOSE = "loose"


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis (依据): law, article, the version in force, and what the article says."""

    law: str
    article: str
    version: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """What the article lets be added: at most n units each time, so many times, by that grade."""

    n: int
    approver: str
    times: int
    document: str
    """The notice that tells the party."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit (时限) on a task or on the whole case.

    n: whole units, at least 1; None when `variable` holds it (承诺书 fixes the promised days).
    start: `enter` (the task opens), `receipt`, `acceptance`, `decision`, or `event`: the day that
    the date variable `event` holds.
    end: `leave` (the task closes) or `decision`.
    direction: backward, the task is to be done so long before the day of `event`; reading: how that
    is counted. An earlier task writes the variable.
    """

    kind: LimitKind
    n: int | None
    unit: LimitUnit
    start: str
    end: str
    roll: Roll = Roll.NONE
    variable: str | None = None
    basis: Basis | None = None
    extension: Extension | None = None
    direction: Direction = Direction.FORWARD
    event: str | None = None
    reading: Reading = Reading.STRICT

    @property
    def backward(self) -> bool:
        """Whether it counts back (倒算): it then sets a last day, and takes up no time."""
        return self.direction is Direction.BACKWARD

    @property
    def from_a_day(self) -> bool:
        """Whether it counts on from a day that the papers say, whenever it is entered."""
        return self.start == "event"


class StopGround(StrEnum):
    """The steps whose time is not counted where the law requires them (许可法 45), and no other."""

    HEARING = "听证"
    TENDER = "招标"
    AUCTION = "拍卖"
    INSPECTION = "检验"
    TESTING = "检测"
    QUARANTINE = "检疫"
    APPRAISAL = "鉴定"
    EXPERT_REVIEW = "专家评审"


class ClockEffect(StrEnum):
    """Three effects that are never one (notes in docs/adr/0027-clock-effects.md)."""

    STOP = "stop"
    RESTART = "restart"
    DEEMED = "deemed"


@dataclass(frozen=True, slots=True)
class ClockRule:
    """What a step or a timer does to the limits of the case.

    stop: ground, `when` the law requires the step, and the notice of its time. deemed: what the
    law takes as done when the timer fires.
    """

    effect: ClockEffect
    ground: StopGround | None = None
    when: str | None = None
    document: str | None = None
    means: str | None = None
    basis: Basis | None = None


class ForbiddenTime(StrEnum):
    """When compulsory execution is not carried out (强制法 43)."""

    NIGHT = "night"
    REST_DAY = "rest-day"


@dataclass(frozen=True, slots=True)
class Forbid:
    """unless: a condition (情况紧急). release: a paper, for weekend days that are worked."""

    time: ForbiddenTime
    unless: str | None = None
    release: str | None = None
    basis: Basis | None = None
