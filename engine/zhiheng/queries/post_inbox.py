"""What waits at a post (岗位待办), whoever of its holders has claimed it."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, or_, select

from zhiheng.clock import local_date
from zhiheng.errors import Forbidden, NotReady
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import ElementPath, PersonId, PostId
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t

_MOST = 200
"""Items of one list."""


@dataclass(frozen=True, slots=True)
class PostTask:
    """A place of an open step. holder: who has claimed it; None while it is free."""

    case: str
    number: str | None
    title: str
    task: str
    slot: int
    name: str
    holder: str | None
    opened_at: str


def post_tasks(
    rt: Runtime, connection: Connection, caller: Caller, post: str
) -> tuple[PostTask, ...]:
    """The oldest first; for its holders and for supervisors."""
    view = rt.agency(connection, caller.agency)
    if view.roster is None:
        raise NotReady("agency-not-ready")
    today = local_date(rt.now(view))
    holders = {p.id: p.name for p in view.roster.holders(PostId(post), today)}
    if caller.role is not Role.SUPERVISOR and caller.person not in holders:
        raise Forbidden("role-may-not", role=caller.role.value, verb="post")
    slot, case, label = t.slot.c, t.case_file.c, t.case_label.c
    claimed = and_(slot.state == "claimed", slot.assignee.in_(sorted(holders)))
    rows = connection.execute(
        select(t.slot, case.number, case.chart, label.title)
        .join(t.case_file, and_(case.agency == slot.agency, case.id == slot.case_id))
        .join(t.case_label, and_(label.agency == slot.agency, label.case_id == slot.case_id))
        .where(slot.agency == caller.agency, slot.post == post)
        .where(or_(slot.state == "open", claimed))
        .order_by(slot.opened_at, slot.case_id, slot.task, slot.no)
        .limit(_MOST)
    )
    return tuple(
        PostTask(
            case=r.case_id,
            number=r.number,
            title=r.title,
            task=f"{r.task}@{r.visit}",
            slot=r.no,
            name=rt.chart(connection, r.agency, r.chart).chart.nodes[ElementPath(r.task)].name,
            holder=holders.get(PersonId(r.assignee or "")),
            opened_at=r.opened_at,
        )
        for r in rows
    )
