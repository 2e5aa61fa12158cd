"""Notices (提醒) of a caller, the newest first, each with his own read mark."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from zhiheng.errors import unfit
from zhiheng.model.caller import Caller
from zhiheng.model.finding import Text
from zhiheng.model.ids import ElementPath
from zhiheng.model.notice import of_card, said
from zhiheng.runtime import Runtime
from zhiheng.runtime.addresses import addresses, own
from zhiheng.store import tables as t
from zhiheng.store.log import stamp
from zhiheng.store.notice_keys import NoticeKey, key_of

MOST_COUNTED = 100
"""More unread ones are told as this many."""
KEPT = timedelta(days=90)
"""Older ones are not listed: what happened stands in the case itself, and lists stay short."""


@dataclass(frozen=True, slots=True)
class NoticeView:
    """key: what a read mark names. case, number, title: None where no case is meant.

    card: the id of the card that it is of, if it is.
    """

    key: str
    kind: str
    text: str
    text_en: str
    to: str
    case: str | None
    number: str | None
    title: str | None
    task: str | None
    name: str | None
    at: str
    read_at: str | None
    card: str | None = None


@dataclass(frozen=True, slots=True)
class NoticePage:
    """One page. after: the key to go on from; None on the last page."""

    items: tuple[NoticeView, ...]
    after: str | None


def my_notices(
    rt: Runtime,
    connection: Connection,
    caller: Caller,
    most: int = 50,
    after: str | None = None,
    *,
    unread: bool = False,
) -> NoticePage:
    """What was told to him, to his post and to his part. after: the last key seen."""
    c, case, label = t.notice.c, t.case_file.c, t.case_label.c
    columns = (t.notice_read.c.at.label("read_at"), case.number, case.chart, label.title)
    query = _mine(rt, connection, caller, select(t.notice, *columns))
    query = query.outerjoin(t.case_file, and_(case.agency == c.agency, case.id == c.case_id))
    query = query.outerjoin(
        t.case_label, and_(label.agency == c.agency, label.case_id == c.case_id)
    )
    query = query.order_by(*(x.desc() for x in _ORDER)).limit(most)
    if unread:
        query = query.where(t.notice_read.c.at.is_(None))
    if after is not None:
        query = query.where(_beyond(connection, caller.agency, after))
    items = tuple(_view(rt, connection, r) for r in connection.execute(query))
    return NoticePage(items, items[-1].key if len(items) == most else None)


_ORDER = (t.notice.c.at, t.notice.c.case_id, t.notice.c.n, t.notice.c.fact, t.notice.c.recipient)


def _beyond(connection: Connection, agency: str, after: str) -> ColumnElement[bool]:
    """What comes after the notice of that key in the list. Raises BadData."""
    key = NoticeKey.parse(after)
    at = connection.execute(
        select(t.notice.c.at).where(*key.matches(t.notice, agency))
    ).scalar_one_or_none()
    if at is None:
        raise unfit("/after", Text("没有这条提醒", "no such notice"))
    seen = (at, key.case_id, key.n, key.fact, key.recipient)
    return or_(
        *(
            and_(*(x == v for x, v in zip(_ORDER[:i], seen[:i], strict=True)), _ORDER[i] < seen[i])
            for i in range(len(seen))
        )
    )


def unread_notices(rt: Runtime, connection: Connection, caller: Caller) -> int:
    """How many he has not seen, counted up to MOST_COUNTED."""
    query = _mine(rt, connection, caller, select(t.notice.c.n))
    few = query.where(t.notice_read.c.at.is_(None)).limit(MOST_COUNTED).subquery()
    return int(connection.execute(select(func.count()).select_from(few)).scalar_one())


def _mine(rt: Runtime, connection: Connection, caller: Caller, query: Select[Any]) -> Select[Any]:
    """The notices that are his, each with his own mark where he has set one."""
    view = rt.agency(connection, caller.agency)
    oldest = stamp(rt.now(view) - KEPT)
    since: dict[str, list[str]] = defaultdict(list)
    for to, begin in addresses(rt, view, caller).items():
        since[max(begin, oldest)].append(to)
    c, mark = t.notice.c, t.notice_read.c
    same = [mark[name] == c[name] for name in ("agency", "case_id", "n", "fact", "recipient")]
    return (
        query.select_from(t.notice)
        .outerjoin(t.notice_read, and_(*same, mark.reader == own(caller)))
        .where(
            c.agency == caller.agency,
            or_(*(and_(c.recipient.in_(sorted(to)), c.at >= at) for at, to in since.items())),
        )
    )


def _view(rt: Runtime, connection: Connection, row: Any) -> NoticeView:
    words = said(row.kind)
    name = None
    if row.chart is not None and row.task is not None:
        nodes = rt.chart(connection, row.agency, row.chart).chart.nodes
        name = nodes[ElementPath(row.task)].name
    return NoticeView(
        key=key_of(row).text(),
        kind=row.kind,
        text=words.zh,
        text_en=words.en,
        to=row.recipient,
        case=None if of_card(row.kind) else row.case_id or None,
        number=row.number,
        title=row.title,
        task=f"{row.task}@{row.visit}" if row.task is not None else None,
        name=name,
        at=row.at,
        read_at=row.read_at,
        card=row.case_id if of_card(row.kind) else None,
    )
