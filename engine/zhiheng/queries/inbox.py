"""The inbox (收件箱): what one did, began and got copies of, beside what there is to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from zhiheng.errors import unfit
from zhiheng.model.caller import Caller, Role
from zhiheng.model.finding import Text
from zhiheng.model.ids import ElementPath
from zhiheng.queries.notices import MOST_COUNTED, unread_notices
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t
from zhiheng.store.notice_keys import is_whole


@dataclass(frozen=True, slots=True)
class Signed:
    """A step that the caller signed (已办). state: of its case."""

    case: str
    number: str | None
    title: str
    task: str
    slot: int
    name: str
    at: str
    acting_for: str | None
    state: str


@dataclass(frozen=True, slots=True)
class Started:
    """A case that the caller handed in (我发起)."""

    case: str
    number: str | None
    title: str
    chart: str
    at: str
    state: str


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy for the caller (抄送、阅知). read_at: None while he has not said that he read it."""

    case: str
    number: str | None
    title: str
    copy: int
    kind: str
    by: str
    at: str
    read_at: str | None


@dataclass(frozen=True, slots=True)
class Unread:
    """How much waits for the caller's eyes, each counted up to MOST_COUNTED."""

    notices: int
    copies: int


def unread(rt: Runtime, connection: Connection, caller: Caller) -> Unread:
    """The counts that the head of a page shows."""
    c = t.case_copy.c
    few = (
        select(c.copy)
        .where(c.agency == caller.agency, c.person == (caller.person or ""), c.read_at.is_(None))
        .limit(MOST_COUNTED)
        .subquery()
    )
    waiting = connection.execute(select(func.count()).select_from(few)).scalar_one()
    return Unread(unread_notices(rt, connection, caller), int(waiting))


def signed(
    rt: Runtime, connection: Connection, caller: Caller, most: int, after: str | None = None
) -> tuple[tuple[Signed, ...], str | None]:
    """已办, the newest first. after: the place that the page before gave."""
    c = t.slot.c
    query = _with_case(select(t.slot), c)
    query = query.where(
        c.agency == caller.agency,
        c.assignee == (caller.person or ""),
        c.signed_at.is_not(None),
    )
    order = (c.signed_at, c.case_id, c.task, c.visit, c.no)
    rows, place = _page(connection, query, order, most, after)
    return tuple(_signed(rt, connection, rows)), place


def _signed(rt: Runtime, connection: Connection, rows: list[Any]) -> Iterator[Signed]:
    for r in rows:
        chart = rt.chart(connection, r.agency, r.chart).chart
        yield Signed(
            case=r.case_id,
            number=r.number,
            title=r.title,
            task=f"{r.task}@{r.visit}",
            slot=r.no,
            name=chart.nodes[ElementPath(r.task)].name,
            at=r.signed_at,
            acting_for=r.acting_for,
            state=r.status,
        )


def started(
    rt: Runtime, connection: Connection, caller: Caller, most: int, after: str | None = None
) -> tuple[tuple[Started, ...], str | None]:
    """我发起, the newest first; an applicant's also where the window handed them in for him."""
    c, label = t.case_file.c, t.case_label.c
    if caller.role is Role.APPLICANT:
        mine = c.applicant == (caller.party or "")
    else:
        mine = c.started_by == caller.account
    query = (
        select(t.case_file, label.title)
        .join(t.case_label, and_(label.agency == c.agency, label.case_id == c.id))
        .where(c.agency == caller.agency, mine)
    )
    rows, place = _page(connection, query, (c.id,), most, after)
    return tuple(_started(rt, connection, rows)), place


def _started(rt: Runtime, connection: Connection, rows: list[Any]) -> Iterator[Started]:
    for r in rows:
        yield Started(
            case=r.id,
            number=r.number,
            title=r.title,
            chart=rt.chart(connection, r.agency, r.chart).chart.name,
            at=r.opened_at,
            state=r.status,
        )


def copied(
    rt: Runtime, connection: Connection, caller: Caller, most: int, after: str | None = None
) -> tuple[tuple[Copied, ...], str | None]:
    """抄送给我, the newest first."""
    c = t.case_copy.c
    query = _with_case(select(t.case_copy), c)
    query = query.where(c.agency == caller.agency, c.person == (caller.person or ""))
    rows, place = _page(connection, query, (c.at, c.case_id, c.copy), most, after)
    roster = rt.agency(connection, caller.agency).roster
    names = {str(p.id): p.name for p in roster.persons.values()} if roster else {}
    items = (
        Copied(r.case_id, r.number, r.title, r.copy, r.kind, names.get(r.by, r.by), r.at, r.read_at)
        for r in rows
    )
    return tuple(items), place


def _with_case(query: Select[Any], c: Any) -> Select[Any]:
    case, label = t.case_file.c, t.case_label.c
    query = query.add_columns(case.number, case.chart, case.status, label.title)
    query = query.join(t.case_file, and_(case.agency == c.agency, case.id == c.case_id))
    return query.join(t.case_label, and_(label.agency == c.agency, label.case_id == c.case_id))


def _page(
    connection: Connection,
    query: Select[Any],
    order: tuple[Any, ...],
    most: int,
    after: str | None,
) -> tuple[list[Any], str | None]:
    """The rows beyond a place, the newest first, and the place to go on from."""
    query = query.order_by(*(x.desc() for x in order)).limit(most)
    if after is not None:
        query = query.where(_beyond(order, _place(order, after)))
    rows = list(connection.execute(query))
    if len(rows) < most:
        return rows, None
    return rows, "|".join(str(rows[-1]._mapping[x]) for x in order)  # noqa: SLF001 - SQLAlchemy's public name


def _place(order: tuple[Any, ...], after: str) -> list[Any]:
    """What the page before ended with. Raises BadData."""
    seen = after.split("|")
    whole = [column.type.python_type is int for column in order]
    if len(seen) != len(order) or not all(
        is_whole(v) for v, number in zip(seen, whole, strict=False) if number
    ):
        raise unfit("/after", Text("不是上一页给出的位置", "no place that a page has given"))
    return [int(v) if number else v for v, number in zip(seen, whole, strict=True)]


def _beyond(order: tuple[Any, ...], seen: list[Any]) -> ColumnElement[bool]:
    return or_(
        *(
            and_(*(x == v for x, v in zip(order[:i], seen[:i], strict=True)), order[i] < seen[i])
            for i in range(len(seen))
        )
    )
