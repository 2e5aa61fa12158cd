"""Which papers a caller may have (design.md §13: a paper may be secret)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, select

from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import ElementPath
from zhiheng.rules.visibility import may_see
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t


def may_have(rt: Runtime, connection: Connection, caller: Caller, digest: str) -> bool:
    """Whether the paper lies in a case that the caller may see, and is open to him there.

    Filing a digest is no proof of having the paper: what an applicant's own step names, he may
    have only if no secret filing and no other party's case names the same bytes.
    """
    c, paper = t.case_file.c, t.case_document.c
    rows = connection.execute(
        select(c.applicant, c.command, c.chart, paper.task, paper.name)
        .join(t.case_document, and_(paper.agency == c.agency, paper.case_id == c.id))
        .where(c.agency == caller.agency, paper.digest == digest)
    ).all()
    if caller.role is not Role.APPLICANT:
        return any(may_see(caller, row.applicant, row.command) for row in rows)
    filed = [_filed(rt, connection, caller, row) for row in rows]
    given = any(x.open and not x.own_step for x in filed)
    return given or (bool(filed) and all(x.open for x in filed))


@dataclass(frozen=True, slots=True)
class _Filed:
    """open: in a case of the applicant, and not secret there. own_step: he named it himself."""

    open: bool
    own_step: bool


def _filed(rt: Runtime, connection: Connection, caller: Caller, row: Any) -> _Filed:
    task = rt.chart(connection, caller.agency, row.chart).chart.task(ElementPath(row.task))
    secret = any(rule.secret for rule in task.documents if rule.name == row.name)
    mine = may_see(caller, row.applicant, row.command)
    return _Filed(mine and not secret, task.external == "applicant")
