"""The answer to a complaint (投诉答复), with its reason, by the office that it went to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.commands.filed.content import seal_content
from zhiheng.commands.frame.decision import Sealed
from zhiheng.commands.reports.report import Room, said
from zhiheng.errors import Forbidden, NotReady, NotVisible
from zhiheng.model.caller import Role
from zhiheng.rules.reporting import may_answer
from zhiheng.store.reports import routed


@dataclass(frozen=True, slots=True)
class AnswerComplaint:
    """upheld: whether the applicant was right."""

    NAME: ClassVar[str] = "answer-complaint"
    ROLES: ClassVar = frozenset({Role.SUPERVISOR, Role.OFFICER})

    one: str
    upheld: bool
    reason: str

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"report": self.one, "upheld": self.upheld, "reason": self.reason}

    def decide(self, room: Room) -> tuple[f.AnyFact, Sealed]:
        """Once, and with the password just entered, since it is a decision."""
        known = room.known
        if known is None or not may_answer(routed(known), room.reader):
            raise NotVisible("no-such-report")
        if known["kind"] != "complaint":
            raise NotReady("not-a-complaint")
        if not room.caller.confirmed:
            raise Forbidden("fresh-authentication", account=room.caller.account)
        if known["answered_at"] is not None:
            raise NotReady("complaint-answered")
        sealed = seal_content({"reason": said(self.reason, "/reason")})
        late = local_date(room.now).isoformat() > known["due"]
        fact = f.ComplaintAnswered(upheld=self.upheld, content=sealed.commitment, late=late)
        return fact, sealed
