"""Incidents (异常): tasks for which nobody lawful is left, and cases that have stopped.

The one lasts until somebody may act again; the other until the case has another entry, which it
gets by a repair or a migration only.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, select

from zhiheng.errors import Forbidden
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import ElementPath
from zhiheng.rules.breach import STOPPED
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t

_MOST = 200
"""Items of one list."""


@dataclass(frozen=True, slots=True)
class IncidentItem:
    """kind: `blocked`, a task; `stopped`, a whole case, with no task."""

    kind: str
    case: str
    number: str | None
    title: str
    task: str | None
    visit: int | None
    name: str | None
    opened_at: str


def incidents(rt: Runtime, connection: Connection, caller: Caller) -> list[IncidentItem]:
    """The open ones, the oldest first; for supervisors and officers."""
    if caller.role not in (Role.SUPERVISOR, Role.OFFICER):
        raise Forbidden("role-may-not", role=caller.role.value, verb="incidents")
    blocked = _blocked(rt, connection, caller)
    return sorted([*_stopped(connection, caller), *blocked], key=_age)


def _age(item: IncidentItem) -> str:
    return item.opened_at


def _stopped(connection: Connection, caller: Caller) -> list[IncidentItem]:
    b, c, label, e = t.breach.c, t.case_file.c, t.case_label.c, t.entry.c
    last = select(func.max(e.at)).where(e.agency == c.agency, e.stream == "case/" + c.id)
    rows = connection.execute(
        select(c.id, c.number, label.title, func.min(b.at).label("since"))
        .select_from(t.breach)
        .join(t.case_file, and_(c.agency == b.agency, c.id == b.case_id))
        .join(t.case_label, and_(label.agency == b.agency, label.case_id == b.case_id))
        .where(b.agency == caller.agency, b.rule == STOPPED, b.at >= last.scalar_subquery())
        .group_by(c.id, c.number, label.title)
        .limit(_MOST)
    ).all()
    return [
        IncidentItem("stopped", r.id, r.number, r.title, None, None, None, r.since) for r in rows
    ]


def _blocked(rt: Runtime, connection: Connection, caller: Caller) -> list[IncidentItem]:
    i, c, label = t.incident.c, t.case_file.c, t.case_label.c
    rows = connection.execute(
        select(t.incident, c.number, c.chart, label.title)
        .join(t.case_file, and_(c.agency == i.agency, c.id == i.case_id))
        .join(t.case_label, and_(label.agency == i.agency, label.case_id == i.case_id))
        .where(i.agency == caller.agency, i.closed_at.is_(None))
        .order_by(i.opened_at, i.case_id)
        .limit(_MOST)
    ).all()
    return [
        IncidentItem(
            kind="blocked",
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
