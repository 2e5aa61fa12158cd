"""The recusals of a case (回避情况), as its page shows them."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import PersonId
from zhiheng.queries.cases import one
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t


@dataclass(frozen=True, slots=True)
class RecusalItem:
    """One request. asked_by: None where the reader may not know. Grounds are never listed."""

    no: int
    person: str
    name: str
    asked_by: str | None
    asked_at: str
    state: str
    decided_at: str | None


def recusals(
    rt: Runtime, connection: Connection, caller: Caller, case_id: str
) -> list[RecusalItem]:
    """In the order they were asked. An applicant sees his own requests, and what was granted."""
    one(connection, caller, case_id)
    roster = rt.agency(connection, caller.agency).roster
    c = t.recusal.c
    rows = connection.execute(
        select(t.recusal).where(c.agency == caller.agency, c.case_id == case_id).order_by(c.no)
    )
    applicant = caller.role is Role.APPLICANT
    found = []
    for r in rows:
        own = r.asked_by == f"party:{caller.party}"
        if applicant and not own and r.state != "granted":
            continue
        member = roster.persons.get(PersonId(r.person)) if roster else None
        found.append(
            RecusalItem(
                no=r.no,
                person=r.person,
                name=member.name if member else r.person,
                asked_by=r.asked_by if own or not applicant else None,
                asked_at=r.asked_at,
                state=r.state,
                decided_at=r.decided_at,
            )
        )
    return found
