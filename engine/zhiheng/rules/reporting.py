"""Records of interference (打招呼登记) and complaints (投诉): who is told, who reads, who answers.

Stated in 001-1, 001-4 and 003 (R-192): whoever is approached records it, refuses, and discipline
is told. Routing and the limit for an answer are our own: the supervisor, unless it is about his
own office; never somebody of the step complained of; nobody else, not even that there is one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from zhiheng.model.caller import Role

SUPERVISION, HEAD = "supervision", "head"
INTERFERENCE: tuple[Literal["pleading", "gift", "instruction"], ...] = (
    "pleading",
    "gift",
    "instruction",
)
"""说情、打招呼 · 请客送礼 · 指示、授意."""
ANSWER_DAYS = 15
"""Working days for the answer to a complaint."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks. head: he holds a post of the grade `head` today."""

    role: Role
    account: str
    person: str | None
    head: bool


@dataclass(frozen=True, slots=True)
class Routed:
    """Where a report went. author: an account; against: persons of the step complained of."""

    office: str
    author: str
    against: frozenset[str]


def office_for(about: str, against: Iterable[str], supervisors: Iterable[str | None]) -> str:
    """Who is told. supervisors: the persons that the supervisors' accounts speak for, if any.

    What is about supervision itself goes to the head; so does what every supervisor is part of.
    """
    out = frozenset(against)
    if about == SUPERVISION or all(person in out for person in supervisors):
        return HEAD
    return SUPERVISION


def may_read(report: Routed, reader: Reader) -> bool:
    """Who made it, and the office that it went to, but nobody of the step complained of."""
    return report.author == reader.account or may_answer(report, reader)


def may_answer(report: Routed, reader: Reader) -> bool:
    """Prevents an answer by who is complained of, or by who complains."""
    if reader.person in report.against or report.author == reader.account:
        return False
    if report.office == HEAD:
        return reader.head
    return reader.role is Role.SUPERVISOR
