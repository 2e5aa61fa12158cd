"""Which papers a caller may have (design.md §13: a paper may be secret)."""

from sqlalchemy import Connection, and_, select

from zhiheng.model.caller import Caller, Role
from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng.rules.visibility import may_see
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t


def may_have(rt: Runtime, connection: Connection, caller: Caller, digest: str) -> bool:
    """Whether the paper lies in a case that the caller may see, and is open to him there."""
    c, paper = t.case_file.c, t.case_document.c
    rows = connection.execute(
        select(c.applicant, c.chart, paper.task, paper.name)
        .join(t.case_document, and_(paper.agency == c.agency, paper.case_id == c.id))
        .where(c.agency == caller.agency, paper.digest == digest)
    ).all()
    for row in rows:
        if not may_see(caller, row.applicant):
            continue
        if caller.role is not Role.APPLICANT:
            return True
        chart = rt.chart(connection, caller.agency, row.chart).chart
        if not _secret(chart, row.task, row.name):
            return True
    return False


def _secret(chart: Chart, task: str, name: str) -> bool:
    rules = chart.task(ElementPath(task)).documents
    return any(rule.secret for rule in rules if rule.name == name)
