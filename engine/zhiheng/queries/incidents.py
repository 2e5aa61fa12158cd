"""Incidents (异常): tasks for which nobody lawful is left, until somebody may act again."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from zhiheng.errors import Forbidden
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import ElementPath
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t


@dataclass(frozen=True, slots=True)
class IncidentItem:
    """A blocked task."""

    case: str
    number: str | None
    title: str
    task: str
    visit: int
    name: str
    opened_at: str


def incidents(
    rt: Runtime, connection: Connection, caller: Caller, most: int = 200
) -> list[IncidentItem]:
    """The open ones, the oldest first; for supervisors and officers."""
    if caller.role not in (Role.SUPERVISOR, Role.OFFICER):
        raise Forbidden("role-may-not", role=caller.role.value, verb="incidents")
    i, c, label = t.incident.c, t.case_file.c, t.case_label.c
    rows = connection.execute(
        select(t.incident, c.number, c.chart, label.title)
        .join(t.case_file, and_(c.agency == i.agency, c.id == i.case_id))
        .join(t.case_label, and_(label.agency == i.agency, label.case_id == i.case_id))
        .where(i.agency == caller.agency, i.closed_at.is_(None))
        .order_by(i.opened_at, i.case_id)
        .limit(most)
    ).all()
    return [
        IncidentItem(
            case=r.case_id,
            number=r.number,
            title=r.title,
            task=r.task,
            visit=r.visit,
            name=rt.chart(connection, caller.agency, r.chart).chart.nodes[ElementPath(r.task)].name,
            opened_at=r.opened_at,
        )
        for r in rows
    ]
