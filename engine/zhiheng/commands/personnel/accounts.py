"""Accounts: opened by the system officer; in operation they wait for the security officer.

The three officers (三员) are kept apart here: nobody holds two of the three, and who holds one
holds no other account (notes of GB/T 22239, level 3; the rest is our own rule).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

import msgspec

from zhiheng import facts as f
from zhiheng.commands.bureau.agency import AgencyDecision
from zhiheng.commands.bureau.door import must_be_system
from zhiheng.errors import BadData, Forbidden, NotReady, unfit
from zhiheng.model.caller import BY_POST, THREE_OFFICERS, Caller, Role
from zhiheng.model.finding import Text
from zhiheng.model.person import Roster
from zhiheng.rules.officers import overlaps
from zhiheng.runtime import AgencyView


@dataclass(frozen=True, slots=True)
class OpenAccounts:
    """Accounts of persons, parties and offices. Passwords are no part of the log."""

    NAME: ClassVar[str] = "open-accounts"

    accounts: tuple[f.AccountOpened, ...]

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"accounts": [msgspec.to_builtins(a) for a in self.accounts]}

    def decide(self, view: AgencyView, caller: Caller, _now: datetime) -> AgencyDecision:
        """Who acts by a post is a person of the roster; no account is opened twice.

        A system officer without a person can set up, and afterwards nothing.
        """
        must_be_system(caller, self.NAME)
        held = [(a.role, a.person) for a in view.state.accounts.values()]
        for opened in self.accounts:
            if opened.account in view.state.accounts:
                raise NotReady("account-exists", account=opened.account)
            self._must_be_known(view.roster, opened)
            _must_be_an_id(opened.party)
            refusal = overlaps(Role(opened.role), opened.person, held)
            if refusal is not None:
                raise refusal
            held.append((opened.role, opened.person))
        return AgencyDecision(list(self.accounts))

    def _must_be_known(self, roster: Roster | None, opened: f.AccountOpened) -> None:
        founding = opened.role == Role.SYSTEM and opened.person is None
        known = roster is not None and opened.person in roster.persons
        if opened.role in BY_POST | THREE_OFFICERS and not known and not founding:
            raise BadData("no-such-person", pointer="/accounts", person=opened.person or "")


def _must_be_an_id(party: str | None) -> None:
    """Prevents an applicant's name from standing in the log for ever (docs/adr/0032-erasing.md)."""
    if party is not None and not _ID.fullmatch(party):
        raise unfit("/accounts", Text("申请人只写编号，不写姓名名称", "an id, and not a name"))


_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class GrantAccounts:
    """Let accounts that were opened in operation take effect."""

    NAME: ClassVar[str] = "grant-accounts"

    accounts: tuple[str, ...]

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"accounts": list(self.accounts)}

    def decide(self, view: AgencyView, caller: Caller, _now: datetime) -> AgencyDecision:
        """By the security officer alone, who cannot open any."""
        if caller.role is not Role.SECURITY:
            raise Forbidden("role-may-not", role=caller.role.value, verb=self.NAME)
        for account in self.accounts:
            if account not in view.state.ungranted:
                raise NotReady("account-not-waiting", account=account)
        return AgencyDecision([f.AccountGranted(account=a) for a in dict.fromkeys(self.accounts)])
