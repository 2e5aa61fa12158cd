# ruff: noqa: ISC004 - long statements stand in two lines
"""The log is only ever added to, whoever asks: the database itself refuses all else."""

import re

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from support.evidence import replays
from support.office import AGENCY, Office
from support.sealing import log_of, seal_all, write

from zhiheng.store import tables as t
from zhiheng.store.append_only import APPEND_ONLY, REFUSAL, protect

CHANGES = (
    "UPDATE entry SET hash = 'x'",
    "UPDATE entry SET body = body",
    "UPDATE entry SET n = n + 1 WHERE n = 1",
    "DELETE FROM entry",
    "DELETE FROM entry WHERE n = 1",
)
ONLY_POSTGRES = (
    "TRUNCATE entry",
    "TRUNCATE entry CASCADE",
    "SET session_replication_role = replica; DELETE FROM entry",
    "MERGE INTO entry e USING agency a ON e.agency = a.id WHEN MATCHED THEN DELETE",
    "INSERT INTO entry SELECT * FROM entry ON CONFLICT (agency, stream, n)"
    " DO UPDATE SET hash = 'x'",
)
ONLY_SQLITE = (
    "INSERT OR REPLACE INTO entry SELECT * FROM entry",
    "REPLACE INTO entry (agency, stream, n, hash, body, at, account)"
    " SELECT agency, stream, n, 'x', body, at, account FROM entry WHERE n = 1",
    "UPDATE OR REPLACE entry SET n = 1",
    "INSERT INTO entry SELECT * FROM entry WHERE true ON CONFLICT (agency, stream, n)"
    " DO UPDATE SET hash = 'x'",
)


def _log(connection: Connection) -> list[tuple[object, ...]]:
    rows = connection.execute(t.entry.select().order_by(t.entry.c.stream, t.entry.c.n))
    return [tuple(r) for r in rows]


def test_no_statement_changes_or_removes_an_entry(office: Office) -> None:
    """Also as the owner: on PostgreSQL the triggers fire for a superuser."""
    case = office.start()
    with office.rt.db.reading() as connection:
        stands = _log(connection)
    kinds = CHANGES + (ONLY_SQLITE if office.rt.db.sqlite else ONLY_POSTGRES)
    for statement in kinds:
        with office.rt.db.writing() as connection:
            *before_it, last = statement.split("; ")
            for one in before_it:
                connection.exec_driver_sql(one)
            with pytest.raises(DBAPIError, match=rf"entry is {REFUSAL}"):
                connection.exec_driver_sql(last)
            connection.rollback()
    with office.rt.db.reading() as connection:
        assert _log(connection) == stands
    office.walk(case, "check")
    replays(office, case)


def test_nor_a_row_of_what_the_log_was_sealed_with(office: Office) -> None:
    db = office.rt.db
    with db.writing() as connection:
        write(connection, "case/long", 1, 300)
        connection.commit()
    seal_all(db, log_of())
    row = {"agency": AGENCY, "size": 1, "witness": "w", "line": "-", "at": "2026"}
    with db.writing() as connection:
        connection.execute(t.cosignature.insert(), row)
        connection.commit()
    for table in APPEND_ONLY:
        last = "REPLACE INTO {0} SELECT * FROM {0}" if db.sqlite else "TRUNCATE {0}"
        for statement in ("UPDATE {0} SET agency = agency", "DELETE FROM {0}", last):
            with db.writing() as connection:
                with pytest.raises(DBAPIError, match=rf"{table} is {REFUSAL}"):
                    connection.exec_driver_sql(statement.format(table))
                connection.rollback()


def test_a_key_used_twice_in_the_log_is_refused_and_not_replaced(office: Office) -> None:
    office.start(key="first-of-all")
    with office.rt.db.writing() as connection:
        row = connection.execute(
            t.entry.select().where(t.entry.c.request_key == "first-of-all")
        ).one()
        again = dict(row._mapping) | {"stream": "case/other", "n": 1}
        insert = "INSERT OR REPLACE" if office.rt.db.sqlite else "INSERT"
        names = ", ".join(again)
        given = ", ".join(f":{name}" for name in again)
        with pytest.raises(DBAPIError):
            connection.execute(text(f"{insert} INTO entry ({names}) VALUES ({given})"), again)


def test_every_protected_table_is_protected_after_all_migrations(office: Office) -> None:
    """The list is data: a table that is added to it and not protected is found here."""
    with office.rt.db.reading() as connection:
        if office.rt.db.sqlite:
            found = connection.exec_driver_sql(
                "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
            ).all()
            have = {tuple(r) for r in found}
            events = ("update", "delete", "replace")
            wanted = {(name, f"{name}_no_{event}") for name in APPEND_ONLY for event in events}
        else:
            # tgenabled A: always, also under session_replication_role = replica.
            found = connection.exec_driver_sql(
                "SELECT relname, tgenabled FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid "
                "WHERE tgname = 'zhiheng_append_only'"
            ).all()
            have = {(str(name), _text(enabled)) for name, enabled in found}
            wanted = {(name, "A") for name in APPEND_ONLY}
    assert have == wanted


def _text(found: str | bytes) -> str:
    return found.decode() if isinstance(found, bytes) else found


def test_protecting_again_does_no_harm(office: Office) -> None:
    with office.rt.db.writing() as connection:
        protect(connection)
        protect(connection)
        with pytest.raises(DBAPIError, match=REFUSAL):
            connection.exec_driver_sql("DELETE FROM entry")


def test_the_fault_says_what_was_tried(office: Office) -> None:
    with office.rt.db.writing() as connection, pytest.raises(DBAPIError) as caught:
        connection.execute(t.entry.delete().where(t.entry.c.agency == AGENCY))
    assert re.search(r"rows are never changed or removed", str(caught.value.orig))
