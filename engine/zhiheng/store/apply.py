"""The only writer of projected tables: rows in, upserts out, one statement a table."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from zhiheng import facts as f
from zhiheng.errors import Forbidden, Stale
from zhiheng.model.person import Roster
from zhiheng.store import tables as t
from zhiheng.store.breaches import breach_rows
from zhiheng.store.duties import Row, booked, drop_expired
from zhiheng.store.notices import agency_notice_rows
from zhiheng.store.prepared import Prepared
from zhiheng.store.rows import Rows
from zhiheng.store.unsealed import keeps_pending
from zhiheng.store.upsert import upsert

_CASE_TABLES = (
    t.slot,
    t.clock,
    t.timer,
    t.case_document,
    t.recusal,
    t.incident,
    t.spending,
    t.notice,
    t.case_copy,
)


def _insert(table: Table) -> Prepared:
    return Prepared(lambda _: insert(table), [c.name for c in table.c])


def _upsert(table: Table) -> Prepared:
    return Prepared(lambda dialect: _upserting(table, dialect), [c.name for c in table.c])


def _upserting(table: Table, dialect: str) -> Any:
    statement = upsert(table, dialect)
    keys = [c.name for c in table.primary_key]
    changed = {c.name: statement.excluded[c.name] for c in table.c if c.name not in keys}
    # Acting again on one's own side is nothing new; a second side violates `duty_one_side`.
    newer = statement.excluded["at"] >= table.c.at if table is t.duty else None
    return statement.on_conflict_do_update(index_elements=keys, set_=changed, where=newer)


def insert_entry(connection: Connection, entry: f.Entry, digest: str, body: bytes) -> None:
    """Write one entry of the log. A second use of a request key violates `entry_request`."""
    _INSERT_ENTRY.run(
        connection,
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
    if keeps_pending(connection):
        place = {"agency": entry.agency, "stream": entry.stream, "n": entry.n}
        _INSERT_PENDING.run(connection, place)


_INSERT_ENTRY = _insert(t.entry)
_INSERT_PENDING = _insert(t.pending)


def insert_values(connection: Connection, rows: list[Row]) -> None:
    """Write contents that the log only commits to."""
    _INSERT_VALUE.run(connection, rows)


_INSERT_VALUE = _insert(t.value)


def insert_breaches(connection: Connection, entry: f.Entry) -> None:
    """Write what an entry of the access stream tells the supervisor, if anything."""
    rows = breach_rows(entry)
    if rows:
        connection.execute(insert(t.breach), rows)


def insert_agency_notices(connection: Connection, entry: f.Entry, roster: Roster | None) -> None:
    """Write whom an entry of the agency's stream is told to, if anybody."""
    rows = agency_notice_rows(entry, roster)
    if rows:
        connection.execute(insert(t.notice), rows)


def write_rows(connection: Connection, rows: Rows) -> None:
    """Write all projected rows but the case's own. Raises Forbidden from the duty backstop."""
    for table, prepared in _UPSERTS.items():
        _write(connection, table, prepared, rows.of(table))


_UPSERTS = {table: _upsert(table) for table in (t.duty, *_CASE_TABLES)}


def _write(connection: Connection, table: Table, upsert: Prepared, rows: list[Row]) -> None:
    if not rows:
        return
    try:
        if table is t.duty:
            drop_expired(connection, rows)
        upsert.run(connection, rows)
    except IntegrityError as error:
        if table is not t.duty:
            raise
        person, rule = rows[0]["person"], rows[0]["rule"]
        raise Forbidden("duty-backstop", person=person, separation=rule) from error


def insert_case(connection: Connection, row: Row) -> None:
    """Write the row of a new case."""
    connection.execute(insert(t.case_file), row)


def update_case(connection: Connection, before: Row, after: Row) -> None:
    """Write what changed in the case's row, if it still stands where it did. Raises Stale.

    Only that, since a column written with the value it had costs its index two pages.
    """
    changed = {name: value for name, value in after.items() if value != before[name]}
    place = {"b_agency": before["agency"], "b_id": before["id"], "b_n": before["n"]}
    result = _update_case(tuple(changed)).run(connection, {**changed, **place})
    if result.rowcount != 1:
        raise Stale("moved-on")


@lru_cache(maxsize=64)
def _update_case(columns: tuple[str, ...]) -> Prepared:
    c = t.case_file.c
    statement = (
        update(t.case_file)
        .where(c.agency == bindparam("b_agency"), c.id == bindparam("b_id"))
        .where(c.n == bindparam("b_n"))
        .values({name: bindparam(name) for name in columns})
    )
    return Prepared(lambda _: statement, columns)


def replace_case(connection: Connection, agency: str, case_id: str, rows: Rows) -> None:
    """After an act was voided, or the chart is another: make the case's rows exactly these."""
    for table in (t.duty, *_CASE_TABLES):
        keys = list(table.primary_key)
        own = table.c.case_id == case_id
        if table is t.duty:
            # What counts beyond the case goes on to count.
            own = table.c.scope == f"case/{case_id}"
        there = connection.execute(select(*keys).where(table.c.agency == agency, own))
        wanted = rows.by_table.get(table, {})
        for key in [tuple(k) for k in there if tuple(k) not in wanted]:
            match = and_(*(c == v for c, v in zip(keys, key, strict=True)))
            connection.execute(delete(table).where(match))
    write_rows(connection, rows)


def restore_case(connection: Connection, agency: str, case_id: str, rows: Rows) -> None:
    """Make every row of the case what its log says, its own row included (修复)."""
    replace_case(connection, agency, case_id, rows)
    (own,) = rows.of(t.case_file)
    c = t.case_file.c
    connection.execute(update(t.case_file).where(c.agency == agency, c.id == case_id).values(own))


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
    own = [r for r in rows.of(t.duty) if r["scope"] == f"case/{case_id}"]
    found += _compare(t.duty, [dict(r._mapping) for r in stored], own)  # noqa: SLF001
    wide = [r for r in rows.of(t.duty) if r["scope"] != f"case/{case_id}"]
    return found + [f"duty: log says {r}" for r in wide if not booked(connection, r)]


def _compare(table: Table, stored: Iterable[Row], wanted: Iterable[Row]) -> list[str]:
    have, want = (
        {repr(sorted(r.items(), key=lambda kv: kv[0])) for r in x} for x in (stored, wanted)
    )
    missing = [f"{table.name}: log says {r}" for r in sorted(want - have)]
    return missing + [f"{table.name}: table says {r}" for r in sorted(have - want)]
