"""`INSERT ... ON CONFLICT`, which both databases have, each in a dialect of its own."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, exists, literal, select
from sqlalchemy.dialects import postgresql, sqlite


def upsert(table: Table, dialect: str) -> Any:
    """An insert that can be told what to do about a row that is there. dialect: its name."""
    maker: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return maker(table)


def add_unless_there(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert a row; one of its key that is there stays. For tables that are only added to.

    SQLite's guard of those refuses any row whose key is taken before a conflict could be resolved
    (store/append_only.py), so nothing is to be inserted then.
    """
    c = table.c
    taken = exists().where(*(c[x.name] == row[x.name] for x in table.primary_key))
    given = select(*(literal(value, c[name].type) for name, value in row.items()))
    insert = upsert(table, connection.dialect.name).from_select(list(row), given.where(~taken))
    connection.execute(insert.on_conflict_do_nothing())
