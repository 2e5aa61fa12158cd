"""Leave asked for (请假申请) by the person himself, and decided on by who approves leave."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.commands.bureau.agency import AgencyDecision
from zhiheng.commands.personnel.absence import RecordAbsence, approver, fits
from zhiheng.errors import Forbidden, NotReady
from zhiheng.model.caller import Caller
from zhiheng.model.ids import PersonId
from zhiheng.runtime import AgencyView


@dataclass(frozen=True, slots=True)
class AskLeave:
    """Whole days, both inclusive. Opens nothing until it is granted."""

    NAME: ClassVar[str] = "ask-leave"

    since: date
    until: date
    reason: str

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "reason": self.reason,
        }

    def decide(self, view: AgencyView, caller: Caller, now: datetime) -> AgencyDecision:
        """Everybody asks for himself; who asks again has changed his mind."""
        if view.roster is None:
            raise NotReady("agency-not-ready")
        person = view.roster.persons.get(caller.person or PersonId(""))
        if person is None:
            raise Forbidden("not-in-roster", account=caller.account)
        fits(view.roster, person.id, self.since, self.until, self.reason, local_date(now))
        asked = f.LeaveAsked(
            no=view.state.leave_requests + 1,
            person=person.id,
            since=self.since.isoformat(),
            until=self.until.isoformat(),
            reason=self.reason,
        )
        return AgencyDecision([asked])


@dataclass(frozen=True, slots=True)
class DecideLeave:
    """Grant or refuse the request of that number."""

    NAME: ClassVar[str] = "decide-leave"

    no: int
    granted: bool

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"no": self.no, "granted": self.granted}

    def decide(self, view: AgencyView, caller: Caller, now: datetime) -> AgencyDecision:
        """Granted leave is recorded as if it had not been asked for: by the same rules."""
        if view.roster is None:
            raise NotReady("agency-not-ready")
        leader = approver(view.roster, caller, local_date(now))
        if leader is None:
            raise Forbidden("may-not-approve-leave", account=caller.account)
        asked = view.state.leave_asked.get(self.no)
        if asked is None:
            raise NotReady("no-such-leave-request", no=self.no)
        if asked.person == leader.id:
            raise Forbidden("own-leave", person=leader.name)
        facts: list[f.AnyFact] = [
            f.LeaveDecided(
                no=self.no, person=asked.person, granted=self.granted, decided_by=leader.id
            )
        ]
        if self.granted:
            since, until = date.fromisoformat(asked.since), date.fromisoformat(asked.until)
            absence = RecordAbsence(PersonId(asked.person), since, until, asked.reason)
            facts += absence.decide(view, caller, now).facts
        return AgencyDecision(facts)
