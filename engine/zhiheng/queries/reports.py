"""Reports (打招呼登记、投诉) for those they went to, and for who made them; for nobody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from zhiheng.clock import local_date
from zhiheng.errors import NotVisible
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import ElementPath
from zhiheng.rules.reporting import HEAD, SUPERVISION, Reader, may_answer, may_read
from zhiheng.runtime import Runtime
from zhiheng.runtime.readers import reader_of
from zhiheng.store import tables as t
from zhiheng.store.reports import Contents, contents_of, routed


@dataclass(frozen=True, slots=True)
class ReportItem:
    """A report. kind: `pleading`, `gift`, `instruction` or `complaint`. mine: the caller made it.

    by, what, answer: of an interference. text, due, upheld, reason: of a complaint. Texts are
    None where they have been erased.
    """

    id: str
    kind: str
    office: str
    at: str
    case: str
    number: str | None
    title: str
    task: str
    step: str | None
    account: str
    mine: bool
    by: str | None
    what: str | None
    answer: str | None
    text: str | None
    due: str | None
    overdue: bool
    answered_at: str | None
    upheld: bool | None
    reason: str | None
    to_answer: bool


def reports(
    rt: Runtime,
    connection: Connection,
    caller: Caller,
    case: str | None = None,
    most: int = 100,
    before: str | None = None,
) -> list[ReportItem]:
    """Those that the caller may read, the newest first. before: the id of the last one seen."""
    view = rt.agency(connection, caller.agency)
    reader = reader_of(rt, view, caller)
    r = t.report.c
    query = _select(caller).where(_reach(reader)).order_by(r.id.desc()).limit(most)
    if case is not None:
        query = query.where(r.case_id == case)
    if before is not None:
        query = query.where(r.id < before)
    found = [dict(x) for x in connection.execute(query).mappings()]
    rows = [x for x in found if may_read(routed(x), reader)]
    return _items(rt, connection, caller, reader, rows)


def report(rt: Runtime, connection: Connection, caller: Caller, one: str) -> ReportItem:
    """One of them. Raises NotVisible, alike for what is not there."""
    reader = reader_of(rt, rt.agency(connection, caller.agency), caller)
    query = _select(caller).where(t.report.c.id == one)
    row = connection.execute(query).mappings().one_or_none()
    if row is None or not may_read(routed(dict(row)), reader):
        raise NotVisible("no-such-report")
    return _items(rt, connection, caller, reader, [row])[0]


def readable(rt: Runtime, connection: Connection, caller: Caller) -> set[str]:
    """The ids of all that the caller may read."""
    reader = reader_of(rt, rt.agency(connection, caller.agency), caller)
    query = select(t.report).where(t.report.c.agency == caller.agency, _reach(reader))
    rows = connection.execute(query).mappings()
    return {row["id"] for row in rows if may_read(routed(dict(row)), reader)}


def _select(caller: Caller) -> Any:
    r, c, label = t.report.c, t.case_file.c, t.case_label.c
    return (
        select(t.report, c.number, c.chart, label.title)
        .outerjoin(t.case_file, and_(c.agency == r.agency, c.id == r.case_id))
        .outerjoin(t.case_label, and_(label.agency == r.agency, label.case_id == r.case_id))
        .where(r.agency == caller.agency)
    )


def _reach(reader: Reader) -> Any:
    """What may_read could allow, so that nothing else is read at all."""
    r = t.report.c
    office = SUPERVISION if reader.role is Role.SUPERVISOR else HEAD if reader.head else ""
    return or_(r.account == reader.account, r.office == office)


def _items(
    rt: Runtime, connection: Connection, caller: Caller, reader: Reader, rows: Iterable[Any]
) -> list[ReportItem]:
    found = list(rows)
    today = local_date(rt.now(rt.agency(connection, caller.agency))).isoformat()
    named = [x for row in found for x in (row["content"], row["answer"]) if x]
    contents = contents_of(connection, caller.agency, named) if named else {}
    return [_item(rt, connection, caller.agency, reader, row, contents, today) for row in found]


def _item(
    rt: Runtime,
    connection: Connection,
    agency: str,
    reader: Reader,
    row: Any,
    contents: Contents,
    today: str,
) -> ReportItem:
    told = contents.get(row["content"], {})
    reason = contents.get(row["answer"] or "", {}).get("reason")
    open_ = row["kind"] == "complaint" and row["answered_at"] is None
    return ReportItem(
        id=row["id"],
        kind=row["kind"],
        office=row["office"],
        at=row["at"],
        case=row["case_id"],
        number=row["number"],
        title=row["title"] or "",
        task=row["task"],
        step=_step(rt, connection, agency, row),
        account=row["account"],
        mine=row["account"] == reader.account,
        by=told.get("by"),
        what=told.get("what"),
        answer=told.get("answer"),
        text=told.get("text"),
        due=row["due"],
        overdue=open_ and row["due"] < today,
        answered_at=row["answered_at"],
        upheld=row["upheld"],
        reason=reason,
        to_answer=open_ and may_answer(routed(row), reader),
    )


def _step(rt: Runtime, connection: Connection, agency: str, row: Any) -> str | None:
    path = ElementPath(row["task"].partition("@")[0])
    if not path or row["chart"] is None:
        return None
    nodes = rt.chart(connection, agency, row["chart"]).chart.nodes
    return nodes[path].name if path in nodes else None
