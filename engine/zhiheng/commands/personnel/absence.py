"""Record an absence (请假/出差): the only thing that opens the way for the B role (顶岗)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.commands.bureau.agency import AgencyDecision
from zhiheng.errors import BadData, Forbidden, NotReady
from zhiheng.model.caller import Caller
from zhiheng.model.ids import PersonId
from zhiheng.model.person import Absence, Person, Roster
from zhiheng.rules.leave import approves, critical_has_a_b, pair_stays
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
        today = local_date(now)
        leader = approver(view.roster, caller, today)
        if leader is None:
            raise Forbidden("may-not-approve-leave", account=caller.account)
        if not caller.confirmed:
            raise Forbidden("fresh-authentication", account=caller.account)
        if leader.id == self.person:
            raise Forbidden("own-leave", person=leader.name)
        fits(view.roster, self.person, self.since, self.until, self.reason, today)
        asked = Absence(self.person, self.since, self.until, self.reason, leader.id)
        critical = [(v[-1].key, v[-1].critical) for v in view.state.charts.values()]
        refusal = pair_stays(asked, view.roster, view.state.absences) or critical_has_a_b(
            asked, view.roster, critical
        )
        if refusal is not None:
            raise refusal
        return AgencyDecision(
            [
                f.AbsenceRecorded(
                    person=self.person,
                    since=self.since.isoformat(),
                    until=self.until.isoformat(),
                    reason=self.reason,
                    approved_by=leader.id,
                )
            ]
        )


def fits(
    roster: Roster, person: PersonId, since: date, until: date, reason: str, today: date
) -> None:
    """Prevents leave of a stranger, or for days gone by."""
    if person not in roster.persons:
        raise BadData("no-such-person", pointer="/person", person=person)
    if not today <= since <= until or (until - since).days > _MAX_DAYS:
        raise BadData("bad-days", pointer="/since", today=today.isoformat())
    if reason not in REASONS:
        raise BadData("bad-reason", pointer="/reason", known="、".join(REASONS))


def approver(roster: Roster, caller: Caller, today: date) -> Person | None:
    """The caller, if he holds a post that approves leave."""
    person = roster.persons.get(caller.person or PersonId(""))
    return person if person is not None and approves(roster, person, today) else None
