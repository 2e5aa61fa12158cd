"""Keys with which accounts sign their own acts (登记公钥): registered by oneself, and revoked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.audit.actor_signature import SUITES, good, registration_message
from zhiheng.commands.bureau.agency import AgencyDecision
from zhiheng.errors import BadData, Forbidden, NotReady
from zhiheng.model.caller import Caller, Role
from zhiheng.runtime import AgencyView


@dataclass(frozen=True, slots=True)
class RegisterKey:
    """key: the public key in hex. proof: its signature of the registration, in base64."""

    NAME: ClassVar[str] = "register-key"

    suite: str
    key: str
    proof: str

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"suite": self.suite, "key": self.key, "proof": self.proof}

    def decide(self, view: AgencyView, caller: Caller, _now: datetime) -> AgencyDecision:
        """For oneself alone; a key speaks for one account, and its holder shows that he has it."""
        if self.suite not in SUITES:
            raise BadData("key-suite", pointer="/suite", known="、".join(sorted(SUITES)))
        message = registration_message(view.state.id, caller.account, self.suite, self.key)
        if not good(self.suite, self.key, self.proof, message):
            raise BadData("key-proof", pointer="/proof", message=message.decode())
        if self.key in view.state.keys_ever:
            raise NotReady("key-known", key=self.key[:16])
        fact = f.KeyRegistered(
            account=caller.account, suite=self.suite, key=self.key, proof=self.proof
        )
        return AgencyDecision([fact])


@dataclass(frozen=True, slots=True)
class RevokeKey:
    """account: whose key it is."""

    NAME: ClassVar[str] = "revoke-key"

    account: str
    key: str

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"account": self.account, "key": self.key}

    def decide(self, view: AgencyView, caller: Caller, _now: datetime) -> AgencyDecision:
        """By its holder, or by the security officer where it was lost."""
        if caller.account != self.account and caller.role is not Role.SECURITY:
            raise Forbidden("role-may-not", role=caller.role.value, verb=self.NAME)
        if self.key not in view.state.keys.get(self.account, {}):
            raise NotReady("key-unknown", account=self.account, key=self.key[:16])
        return AgencyDecision([f.KeyRevoked(account=self.account, key=self.key)])
