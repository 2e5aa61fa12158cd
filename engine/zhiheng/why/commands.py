"""A command on a case as it was given: out of what its entry, or its refusal, says of it.

What the log keeps no content of comes back as a text that stands for it. A form that was signed
is read from where it is sealed, unless it was erased.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.assignment.delegate import Delegate, Recall, ReportBack
from zhiheng.commands.assignment.reassign import Reassign
from zhiheng.commands.assignment.recusal import AskRecusal, DecideRecusal
from zhiheng.commands.assignment.transfer import Transfer
from zhiheng.commands.assignment.unclaim import Unclaim
from zhiheng.commands.cases.acknowledge import Acknowledge
from zhiheng.commands.cases.copy_to import CopyTo
from zhiheng.commands.cases.merge import AskMerger, DecideMerger
from zhiheng.commands.cases.migrate import Migrate
from zhiheng.commands.cases.suspend import AskSuspension, DecideSuspension, Resume
from zhiheng.commands.cases.urge import Urge
from zhiheng.commands.cases.withdraw import Withdraw
from zhiheng.commands.frame.decision import CaseCommand
from zhiheng.commands.limits.extend import Extend
from zhiheng.commands.limits.fire import FireTimer
from zhiheng.commands.limits.reproject import Reproject
from zhiheng.commands.limits.warn import WarnClock
from zhiheng.commands.meetings.attend import Attend
from zhiheng.commands.meetings.convene import Convene
from zhiheng.commands.meetings.defer import Defer
from zhiheng.commands.meetings.vote import Vote
from zhiheng.commands.signing.add_signer import AddSigner, RemoveSigner
from zhiheng.commands.signing.amend import Amend
from zhiheng.commands.signing.sign import RecordResult, Sign, SupplementNotice
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.model.meeting import Ballot

Asked = Mapping[str, Any]
"""Name of a field -> what was asked for there."""

KINDS: Mapping[str, type[Any]] = {
    kind.NAME: kind
    for kind in (
        Acknowledge, AddSigner, AskMerger, AskRecusal, AskSuspension, Attend, Claim, Convene,
        CopyTo, DecideMerger, DecideRecusal, DecideSuspension, Defer, Delegate, Extend, FireTimer,
        Migrate, Reassign, Recall, RecordResult, RemoveSigner, ReportBack, Reproject, Resume, Sign,
        SupplementNotice, TakeBack, Transfer, Unclaim, Urge, Vote, WarnClock, Withdraw,
    )
}  # fmt: skip
"""Every command on a case but `start`, which makes one, and `amend`, which holds a signature."""
STANDS_FOR = "（原文不在日志中）"
"""A text that was there, and that the log keeps no content of."""


def command_of(name: str, case: str, task: str | None, asked: Asked) -> CaseCommand | None:
    """The command; None where there is none of that name."""
    if name == Amend.NAME:
        inner = command_of(Sign.NAME, case, task, asked)
        return Amend(inner) if isinstance(inner, Sign) else None
    kind = KINDS.get(name)
    if kind is None:
        return None
    given = {"case": case, "task": task, **asked}
    known = {x.name for x in fields(kind)}
    made: CaseCommand = kind(**{k: _as(k, v) for k, v in given.items() if k in known})
    return made


def _as(name: str, value: Any) -> Any:
    made = _MADE.get(name)
    if value is None or made is None:
        return value
    return made(value)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return STANDS_FOR if value else ""


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, bool):
        return (STANDS_FOR,) if value else ()
    return tuple(value)


def _content(value: Any) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return dict(value)
    return {STANDS_FOR: STANDS_FOR} if value else {}


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


_MADE: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("reason", "note", "opinion", "report"), _text),
    **dict.fromkeys(("supplement", "topics", "members", "present", "receivers"), _texts),
    **dict.fromkeys(("values", "documents", "confirmations"), _content),
    **dict.fromkeys(("on", "until", "occurred_on"), _day),
    "vote": Ballot,
}
