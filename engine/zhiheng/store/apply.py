"""The only writer of projected tables: rows in, upserts out, one statement a table."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from zhiheng import facts as f
from zhiheng.errors import Forbidden, Stale
from zhiheng.store import tables as t
from zhiheng.store.project import Row, Rows

_CASE_TABLES = (t.slot, t.clock, t.case_document)


@lru_cache(maxsize=64)
def _upsert(table: Table, dialect: str) -> Any:
    maker: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement = maker(table)
    keys = [c.name for c in table.primary_key]
    if table is t.duty:
        # Acting again on one's own side is nothing new; a second side violates `duty_one_side`.
        return statement.on_conflict_do_nothing(index_elements=keys)
    changed = {c.name: statement.excluded[c.name] for c in table.c if c.name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)


def insert_entry(connection: Connection, entry: f.Entry, digest: str, body: bytes) -> None:
    """Write one entry of the log. A second use of a request key violates `entry_request`."""
    connection.execute(
        _INSERT_ENTRY,
        {
            "agency": entry.agency,
            "stream": entry.stream,
            "n": entry.n,
            "hash": digest,
            "body": body,
            "at": entry.at,
            "account": entry.actor.account,
            "request_key": entry.request.key if entry.request else None,
        },
    )


_INSERT_ENTRY = insert(t.entry)


def write_rows(connection: Connection, rows: Rows) -> None:
    """Write all projected rows but the case's own. Raises Forbidden from the duty backstop."""
    for table in (t.slot, t.duty, t.clock, t.case_document):
        _write(connection, table, rows.of(table))


def _write(connection: Connection, table: Table, rows: list[Row]) -> None:
    if not rows:
        return
    try:
        connection.execute(_upsert(table, connection.dialect.name), rows)
    except IntegrityError as error:
        if table is not t.duty:
            raise
        person, rule = rows[0]["person"], rows[0]["rule"]
        raise Forbidden("duty-backstop", person=person, separation=rule) from error


def insert_case(connection: Connection, row: Row) -> None:
    """Write the row of a new case."""
    connection.execute(insert(t.case_file), row)


def update_case(connection: Connection, row: Row, expected: int) -> None:
    """Write the case's row if it still stands at entry `expected`. Raises Stale."""
    result = connection.execute(
        _UPDATE_CASE, {**row, "b_agency": row["agency"], "b_id": row["id"], "b_n": expected}
    )
    if result.rowcount != 1:
        raise Stale("moved-on")


def _update_case() -> Any:
    from sqlalchemy import bindparam  # noqa: PLC0415 - used once, while the statement is built

    c = t.case_file.c
    return (
        update(t.case_file)
        .where(c.agency == bindparam("b_agency"), c.id == bindparam("b_id"))
        .where(c.n == bindparam("b_n"))
        .values({col.name: bindparam(col.name) for col in t.case_file.c})
    )


_UPDATE_CASE = _update_case()


def replace_case(connection: Connection, agency: str, case_id: str, rows: Rows) -> None:
    """After an act was voided: make the case's rows exactly these."""
    for table in _CASE_TABLES:
        keys = list(table.primary_key)
        there = connection.execute(
            select(*keys).where(table.c.agency == agency, table.c.case_id == case_id)
        )
        wanted = rows.by_table.get(table, {})
        for key in [tuple(k) for k in there if tuple(k) not in wanted]:
            match = and_(*(c == v for c, v in zip(keys, key, strict=True)))
            connection.execute(delete(table).where(match))
    write_rows(connection, rows)


def differences(connection: Connection, agency: str, case_id: str, rows: Rows) -> list[str]:
    """Where the tables say something else than the replayed entries. [] when they agree."""
    found = []
    for table, column in (*((x, "case_id") for x in _CASE_TABLES), (t.case_file, "id")):
        stored = connection.execute(
            select(table).where(table.c.agency == agency, table.c[column] == case_id)
        )
        found += _compare(table, [dict(r._mapping) for r in stored], rows.of(table))  # noqa: SLF001 - SQLAlchemy's public name
    stored = connection.execute(
        select(t.duty).where(t.duty.c.agency == agency, t.duty.c.scope == f"case/{case_id}")
    )
    return found + _compare(t.duty, [dict(r._mapping) for r in stored], rows.of(t.duty))  # noqa: SLF001


def _compare(table: Table, stored: Iterable[Row], wanted: Iterable[Row]) -> list[str]:
    have, want = (
        {repr(sorted(r.items(), key=lambda kv: kv[0])) for r in x} for x in (stored, wanted)
    )
    missing = [f"{table.name}: log says {r}" for r in sorted(want - have)]
    return missing + [f"{table.name}: table says {r}" for r in sorted(have - want)]
