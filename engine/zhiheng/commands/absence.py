"""Record an absence (请假/出差): the only thing that opens the way for the B role (顶岗)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.commands.agency import AgencyDecision
from zhiheng.errors import BadData, Forbidden, NotReady
from zhiheng.model.caller import Caller
from zhiheng.model.ids import PersonId
from zhiheng.runtime import AgencyView

REASONS = ("leave", "sick", "travel", "training", "recusal")
_MAX_DAYS = 366


@dataclass(frozen=True, slots=True)
class RecordAbsence:
    """Approved by the caller, who must hold a post that approves leave."""

    NAME: ClassVar[str] = "record-absence"

    person: PersonId
    since: date
    until: date
    reason: str

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {
            "person": self.person,
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "reason": self.reason,
        }

    def decide(self, view: AgencyView, caller: Caller, now: datetime) -> AgencyDecision:
        """Nobody approves his own leave, and no leave is recorded for days gone by."""
        if view.roster is None:
            raise NotReady("agency-not-ready")
        approver = view.roster.persons.get(caller.person or PersonId(""))
        today = local_date(now)
        if approver is None or not any(
            view.roster.posts[h.post].approves_leave and h.on(today) for h in approver.holdings
        ):
            raise Forbidden("may-not-approve-leave", account=caller.account)
        if not caller.confirmed:
            raise Forbidden("fresh-authentication", account=caller.account)
        if self.person not in view.roster.persons:
            raise BadData("no-such-person", pointer="/person", person=self.person)
        if approver.id == self.person:
            raise Forbidden("own-leave", person=approver.name)
        if not today <= self.since <= self.until or (self.until - self.since).days > _MAX_DAYS:
            raise BadData("bad-days", pointer="/since", today=today.isoformat())
        if self.reason not in REASONS:
            raise BadData("bad-reason", pointer="/reason", known="、".join(REASONS))
        return AgencyDecision(
            [
                f.AbsenceRecorded(
                    person=self.person,
                    since=self.since.isoformat(),
                    until=self.until.isoformat(),
                    reason=self.reason,
                    approved_by=approver.id,
                )
            ]
        )
