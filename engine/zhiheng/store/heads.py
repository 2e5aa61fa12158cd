"""The rows that keep the last hash of streams which have no row of their own otherwise."""

from typing import Any

from sqlalchemy import Connection, select, update

from zhiheng import facts as f
from zhiheng.store import tables as t
from zhiheng.store.upsert import upsert


def locked_head(connection: Connection, agency: str, stream: str) -> Any:
    """The row with n and head, which is 0 and "" before the first entry; locked until the end."""
    head = t.access_head
    first = upsert(head, connection.dialect.name)
    row = first.values(agency=agency, stream=stream, n=0, head="")
    connection.execute(row.on_conflict_do_nothing())
    found = select(head).where(head.c.agency == agency, head.c.stream == stream)
    return connection.execute(found.with_for_update()).one()


def last_at(connection: Connection, agency: str, stream: str, n: int) -> str:
    """When the last entry was written: whoever had the lock later is written no earlier."""
    c = t.entry.c
    query = select(c.at).where(c.agency == agency, c.stream == stream, c.n == n)
    return connection.execute(query).scalar_one_or_none() or ""


def move_head(connection: Connection, entry: f.Entry, digest: str) -> None:
    """The entry is the last one now."""
    head = t.access_head
    connection.execute(
        update(head)
        .where(head.c.agency == entry.agency, head.c.stream == entry.stream)
        .values(n=entry.n, head=digest)
    )
