"""A collective decision (集体决定) as a chart declares it: who is due, how it is counted."""

from dataclasses import dataclass
from enum import StrEnum

from zhiheng.model.ids import PostId

FEWEST = 3
"""Members at least who must be left to decide together: two could not outvote each other."""


class Share(StrEnum):
    """How many of a number are enough."""

    HALF = "half"
    """More than half: exactly half is not enough (过半数)."""
    TWO_THIRDS = "two-thirds"
    """At least two thirds."""
    ALL = "all"

    def reached(self, n: int, of: int) -> bool:
        """Whether n out of `of` are enough. Of nobody, none are."""
        if of <= 0:
            return False
        if self is Share.HALF:
            return 2 * n > of
        return n >= of if self is Share.ALL else 3 * n >= 2 * of


class Majority(StrEnum):
    """Whose agreement is counted against whom."""

    PRESENT = "present"
    """Members present, abstentions included (到会人员)."""
    ALL = "all"
    """All members due, the absent included (应到人员)."""


class Tie(StrEnum):
    """What follows when as many agree as are against."""

    NOT_PASSED = "not-passed"
    CHAIR = "chair"
    """The side that the chair is on prevails."""


class Ballot(StrEnum):
    """A member's vote."""

    AGREE = "agree"
    AGAINST = "against"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True)
class Collective:
    """How a meeting decides, and what it writes into the task's choice variable.

    chair: the post that presides and votes last. members: the posts whose holders are due; empty:
    the convener names them. veto: posts of which one vote against is enough (纪检否决).
    notice: natural days at least from the notice of the topics to the meeting.
    deferred: what is written when the meeting sends the matter back (缓议); None: it cannot.
    rules: name of the agency's rules of meetings (议事规则), by which quorum, majority, tie and
    notice go instead; None: by those named here.
    """

    chair: PostId
    variable: str
    passed: str
    rejected: str
    members: tuple[PostId, ...] = ()
    quorum: Share = Share.HALF
    majority: Majority = Majority.PRESENT
    tie: Tie = Tie.NOT_PASSED
    veto: frozenset[PostId] = frozenset()
    notice: int = 1
    deferred: str | None = None
    rules: str | None = None

    @property
    def outcomes(self) -> tuple[str, ...]:
        """All values that it may write."""
        return tuple(v for v in (self.passed, self.rejected, self.deferred) if v is not None)


@dataclass(frozen=True, slots=True)
class Seat:
    """A member due (应到) and the slot that he votes in."""

    no: int
    person: str
    post: str | None = None
