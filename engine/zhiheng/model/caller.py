"""Who calls: an account, and the person, party or office it speaks for."""

from dataclasses import dataclass
from enum import StrEnum

from zhiheng.model.ids import AccountId, AgencyId, PartyId, PersonId


class Role(StrEnum):
    """What kind of account it is (design.md §1)."""

    OFFICER = "officer"
    APPLICANT = "applicant"
    SUPERVISOR = "supervisor"
    SYSTEM = "system"
    """The system officer (系统管理员): deploys and loads, and never touches a case."""
    LAW = "law"
    """Nobody: a time that is over. No account has this role."""


@dataclass(frozen=True, slots=True)
class Caller:
    """confirmed: the person has just authenticated himself, so he may sign (design.md §18).

    session: the digest of his session's token, as the table of sessions keeps it; None for a
    caller inside the process.
    """

    agency: AgencyId
    account: AccountId
    role: Role
    person: PersonId | None = None
    party: PartyId | None = None
    confirmed: bool = False
    session: str | None = None
