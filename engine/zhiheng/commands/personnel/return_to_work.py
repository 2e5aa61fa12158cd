"""End of absence (销假): A is back, and from this moment B no longer acts for him."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.commands.bureau.agency import AgencyDecision
from zhiheng.commands.personnel.absence import approver
from zhiheng.errors import BadData, Forbidden, NotReady
from zhiheng.model.caller import Caller
from zhiheng.model.ids import PersonId
from zhiheng.runtime import AgencyView


@dataclass(frozen=True, slots=True)
class EndAbsence:
    """By the person himself, or by who approves leave. Leave yet to come is called off too."""

    NAME: ClassVar[str] = "end-absence"

    person: PersonId

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"person": self.person}

    def decide(self, view: AgencyView, caller: Caller, now: datetime) -> AgencyDecision:
        """Only leave that is on record can end; B's claims made for A no longer hold."""
        if view.roster is None:
            raise NotReady("agency-not-ready")
        person, today = view.roster.persons.get(self.person), local_date(now)
        if person is None:
            raise BadData("no-such-person", pointer="/person", person=self.person)
        who = view.roster.persons.get(caller.person or PersonId(""))
        if who is None or (who.id != person.id and approver(view.roster, caller, today) is None):
            raise Forbidden("may-not-end-leave", person=person.name)
        if not any(a.person == person.id and a.until >= today for a in view.state.absences):
            raise NotReady("not-away", person=person.name)
        return AgencyDecision(
            [f.AbsenceEnded(person=person.id, on=today.isoformat(), ended_by=who.id)]
        )
