"""Rows of high risks that wait for their leaders (风险提示). Pure; `apply` writes them."""

from collections.abc import Iterable, Iterator

from zhiheng import facts as f
from zhiheng.state.case import CaseState
from zhiheng.state.task import OpenTask
from zhiheng.store.duties import Row


def notice_row(s: CaseState, x: f.RiskNoticed, at: str, ended_at: str | None = None) -> Row:
    """A risk that waits since `at`."""
    row = {"task": x.task, "visit": x.visit, "risk": x.risk, "level": x.level, "grade": x.grade}
    return {"agency": s.agency, "case_id": s.id, **row, "at": at, "ended_at": ended_at}


def ended_notices(s: CaseState, tasks: Iterable[OpenTask], at: str) -> Iterator[Row]:
    """The risks of tasks that are about to close no longer wait."""
    for task in tasks:
        yield from (notice_row(s, x, task.opened_at, at) for x in task.noticed)
