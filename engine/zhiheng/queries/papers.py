"""Which papers a caller may have (design.md §13: a paper may be secret)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, select

from zhiheng.clock import local_date
from zhiheng.model.caller import Caller, Role
from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng.rules.visibility import may_see
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t


def may_have(rt: Runtime, connection: Connection, caller: Caller, digest: str) -> bool:
    """Whether the paper lies in a case that the caller may see, and is open to him there.

    What was erased is had by nobody from the commit on, whether or not the file is gone yet.

    Filing a digest is no proof of having the paper: what an applicant's own step names, he may
    have only if no secret filing and no other party's case names the same bytes.
    """
    c, paper, gone = t.case_file.c, t.case_document.c, t.erasure.c
    rows = connection.execute(
        select(c.applicant, c.command, c.chart, paper.task, paper.name)
        .join(t.case_document, and_(paper.agency == c.agency, paper.case_id == c.id))
        .where(c.agency == caller.agency, paper.digest == digest)
        .where(c.id.not_in(select(gone.case_id).where(gone.agency == caller.agency)))
    ).all()
    if caller.role is not Role.APPLICANT:
        return any(_open_inside(rt, connection, caller, row) for row in rows)
    filed = [_filed(rt, connection, caller, row) for row in rows]
    given = any(x.open and not x.own_step for x in filed)
    return given or (bool(filed) and all(x.open for x in filed))


def _open_inside(rt: Runtime, connection: Connection, caller: Caller, row: Any) -> bool:
    """Inside the office papers are open, but a secret one of a system case is for its hands alone.

    Prevents the list of relations, which nobody may read back, from being read as a paper.
    """
    if not may_see(caller, row.applicant, row.command):
        return False
    chart = rt.chart(connection, caller.agency, row.chart).chart
    if row.command is None or not _is_secret(chart, row):
        return True
    view = rt.agency(connection, caller.agency)
    if view.roster is None or caller.person is None:
        return False
    acting = {t.post for t in chart.tasks} | {t.sign_off.second for t in chart.tasks if t.sign_off}
    post = view.roster.post_of(caller.person, local_date(rt.now(view)))
    return post is not None and post.id in acting


def _is_secret(chart: Chart, row: Any) -> bool:
    documents = chart.task(ElementPath(row.task)).documents
    return any(rule.secret for rule in documents if rule.name == row.name)


@dataclass(frozen=True, slots=True)
class _Filed:
    """open: in a case of the applicant, and not secret there. own_step: he named it himself."""

    open: bool
    own_step: bool


def _filed(rt: Runtime, connection: Connection, caller: Caller, row: Any) -> _Filed:
    chart = rt.chart(connection, caller.agency, row.chart).chart
    task = chart.task(ElementPath(row.task))
    secret = _is_secret(chart, row)
    mine = may_see(caller, row.applicant, row.command)
    return _Filed(mine and not secret, task.external == "applicant")
