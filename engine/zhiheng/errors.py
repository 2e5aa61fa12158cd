"""What can be answered instead of doing an act.

Refusal                 an act was not done, and nothing was written but the refusal
├── NotLoggedIn    401  nobody is known to be asking
├── Forbidden      403  this person may not
├── NotVisible     404  not yours to see, or not there
├── NotAllowed     405  the address is not asked this way
├── NotReady       409  the state of the case, or a gate, is not ready
├── Stale          412  the case has moved on since you looked (If-Match)
├── TooLarge       413  more bytes than may be sent
├── BadData        422  what you sent cannot be taken
│   └── ChartRefused    a chart with its findings
├── TooMany        429  asked too often
├── Busy           503  a lock was not had in time; try again
└── NoRoom         507  the storage is full
ReplayDiffers           the executor and the log disagree: the case stops as an incident

Each refusal names a rule of the message catalogue (zhiheng.messages), which holds the text in
Chinese and English, the legal basis and what would help (design.md §4).
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.model.finding import Finding, Text


@dataclass(frozen=True, slots=True)
class Stood:
    """How things stood when an act was judged, for the record of a refusal."""

    digests: f.Digests
    judged: f.Judged


class Refusal(Exception):
    """An act was refused. rule: its id in the catalogue; facts: what the text needs."""

    status: ClassVar[int]

    def __init__(self, rule: str, *, pointer: str | None = None, **facts: Any) -> None:
        super().__init__(rule)
        self.rule = rule
        self.pointer = pointer
        self.facts = facts
        self.names: dict[str, str] = {}
        """Ids of steps and persons -> their names, for the text that people read."""
        self.recorded = False
        """Whether the access stream has it already."""
        self.stood: Stood | None = None
        """On what it rests; None where no case and no agency was looked at."""


class NotLoggedIn(Refusal):
    """Nobody is known to be asking; never on record (design.md §18)."""

    status = 401


class Forbidden(Refusal):
    """The person may not."""

    status = 403


class NotVisible(Refusal):
    """Not there, or not for this account to know."""

    status = 404


class NotAllowed(Refusal):
    """The address is not asked this way."""

    status = 405


class NotReady(Refusal):
    """The state of the case, or a gate, is not ready for it."""

    status = 409


class Stale(Refusal):
    """The case has moved on since the caller looked."""

    status = 412


class TooLarge(Refusal):
    """More bytes than may be sent."""

    status = 413


class BadData(Refusal):
    """The data cannot be taken; `pointer` says where (RFC 6901)."""

    status = 422


def unfit(pointer: str, why: Text) -> BadData:
    """A request that does not fit the interface, in words of its own."""
    return BadData("bad-request", pointer=pointer, why_zh=why.zh, why_en=why.en)


class ChartRefused(BadData):
    """A chart may not be deployed; `findings` says where, why, and how to cure it."""

    def __init__(self, rule: str, findings: tuple[Finding, ...], **facts: Any) -> None:
        super().__init__(rule, **facts)
        self.findings = findings


class TooMany(Refusal):
    """Asked too often."""

    status = 429


class Busy(Refusal):
    """A lock was not had in time."""

    status = 503


class NoRoom(Refusal):
    """The storage is full; nothing was written, so the refusal is on no record either."""

    status = 507


class ReplayDiffers(Exception):
    """Replaying the log did not reproduce what it says."""
