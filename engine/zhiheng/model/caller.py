"""Who calls: an account, and the person, party or office it speaks for."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from zhiheng.model.ids import AccountId, AgencyId, PartyId, PersonId


class Role(StrEnum):
    """What kind of account it is (design.md §1)."""

    OFFICER = "officer"
    APPLICANT = "applicant"
    SUPERVISOR = "supervisor"
    SYSTEM = "system"
    """系统管理员: drafts what the engine shall run on, and never touches an ordinary case."""
    SECURITY = "security"
    """安全管理员: grants accounts, and is the second hand of the system officer."""
    AUDIT = "audit"
    """审计管理员: reads the log, and touches nothing."""
    LAW = "law"
    """Nobody: a time that is over. No account has this role."""


SYSTEM_HANDS = frozenset({Role.SYSTEM, Role.SECURITY})
"""They act by their posts, in system cases only."""
BY_POST = SYSTEM_HANDS | {Role.OFFICER}
THREE_OFFICERS = SYSTEM_HANDS | {Role.AUDIT}
"""三员: nobody holds two of the three, nor one of them and anything else (GB/T 22239)."""


def session_name(token_hash: str) -> str:
    """What the log calls a session: neither its token nor what is kept of it."""
    return hashlib.sha256(f"session:{token_hash}".encode()).hexdigest()[:32]


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
