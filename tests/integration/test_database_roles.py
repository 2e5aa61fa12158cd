# ruff: noqa: S608, ISC004 - names of tables come from the code; long statements stand in two lines
"""What each database role may do, tried on a real PostgreSQL (trust.md §4.5)."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import DBAPIError
from starlette.testclient import TestClient
from support.api_desk import Desk
from support.cards import rows
from support.databases import as_role
from support.draws import inspection, made
from support.editions import drafted
from support.evidence import item, replays
from support.office import AGENCY, Clock, Office, caller
from support.reports import answer, complain, record
from support.system_cases import carried, changed
from typer.testing import CliRunner

from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.cards.answer import AnswerCard
from zhiheng.commands.cards.card import execute_card
from zhiheng.commands.cases.withdraw import Withdraw
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.handling.start import Start, start
from zhiheng.commands.log.clear_erased import clear_erased
from zhiheng.commands.notices.outbox import enqueue, lease, settle
from zhiheng.commands.personnel.leave_request import AskLeave
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.commands.sweeps.sweep import sweep
from zhiheng.commands.sweeps.sweep_warnings import sweep_warnings
from zhiheng.errors import Forbidden, NotVisible
from zhiheng.model.ids import CaseId, PartyId
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t
from zhiheng.store.db import Database
from zhiheng.store.grants import CHOSEN_BY_DATABASE, GRANTS, LOGINS, DbRole, Rights
from zhiheng.store.migrate import upgrade
from zhiheng.store.roles import make_roles
from zhiheng.store.unsealed import Mark, waiting
from zhiheng_api.app import create_app
from zhiheng_api.cli import app as cli
from zhiheng_api.key_file import add_key
from zhiheng_api.sealing import Sealing
from zhiheng_api.settings import Settings

DENIED = re.compile(
    "permission denied|must be owner|append-only|row-level security|only superuser|"
    "must be superuser|cannot set parameter|must have"
)

ATTEMPTS = (
    "UPDATE entry SET hash = 'x'",
    "UPDATE entry SET body = '\\x00' WHERE n = 1",
    "UPDATE entry SET n = n + 1",
    "DELETE FROM entry",
    "DELETE FROM entry WHERE stream LIKE 'access/%%'",
    "TRUNCATE entry",
    "TRUNCATE entry CASCADE",
    "TRUNCATE agency, entry",
    "DROP TABLE entry CASCADE",
    "DROP TRIGGER zhiheng_append_only ON entry",
    "ALTER TABLE entry DISABLE TRIGGER zhiheng_append_only",
    "ALTER TABLE entry DISABLE TRIGGER ALL",
    "ALTER TABLE entry DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE entry OWNER TO CURRENT_USER",
    "ALTER TABLE entry ADD COLUMN more text",
    "DROP FUNCTION zhiheng_append_only() CASCADE",
    "CREATE OR REPLACE FUNCTION zhiheng_append_only() RETURNS trigger LANGUAGE plpgsql"
    " AS 'BEGIN RETURN NEW; END'",
    "SET session_replication_role = replica",
    "DROP POLICY of_agency ON entry",
    "CREATE POLICY mine ON entry USING (true)",
    "SET ROLE zhiheng_owner",
    "SET SESSION AUTHORIZATION postgres",
    "GRANT UPDATE ON entry TO CURRENT_USER; UPDATE entry SET hash = 'x'",
    "INSERT INTO entry (agency, stream, n, hash, body, at, account, txid) VALUES"
    " ('jingyue', 'case/forged', 1, 'x', '\\x00', '2026', 'gh-1', '7')",
    "INSERT INTO entry SELECT * FROM entry ON CONFLICT (agency, stream, n)"
    " DO UPDATE SET hash = 'x'",
    "MERGE INTO entry e USING agency a ON e.agency = a.id WHEN MATCHED THEN DELETE",
    "COPY entry FROM PROGRAM 'true'",
    "CREATE TABLE entry_too (n int)",
    "CREATE TEMP TABLE entry_too (n int)",
    "LOCK TABLE entry IN ACCESS EXCLUSIVE MODE",
    "SELECT lo_import('/etc/passwd')",
)
"""What would change the log, take its guard away, or let the writer choose where a row stands."""

APP_ONLY = (
    "UPDATE account SET role = 'supervisor'",
    "DELETE FROM account",
    "UPDATE credential SET password_hash = 'x'",
    "INSERT INTO credential (agency, account, login, name, password_hash, failures)"
    " VALUES ('jingyue', 'gh-1', 'x', 'x', 'x', 0)",
    "INSERT INTO agency (id, n, head) VALUES ('jingyue-2', 0, '')",
    "UPDATE agency SET id = 'other'",
    "DELETE FROM agency",
    "UPDATE artifact SET body = '\\x00'",
    "DELETE FROM artifact",
    "DELETE FROM breach",
    "UPDATE breach SET rule = 'x'",
    "UPDATE case_file SET id = 'other'",
    "DELETE FROM case_file",
    "UPDATE value SET body = '\\x00'",
    "UPDATE series SET series = 'x'",
    "DELETE FROM card",
    "DELETE FROM report",
    "UPDATE report SET account = 'x'",
    "UPDATE notice_read SET reader = 'x'",
    "DELETE FROM access_head",
    "DELETE FROM alembic_version",
    "UPDATE alembic_version SET version_num = '0001'",
)


@pytest.fixture
def roles(make_url: Callable[[str], str]) -> Iterator[Callable[..., Database]]:
    """Open the same database as any role; with the agency's name unless told otherwise."""
    url = make_url("postgres")
    opened: list[Database] = []

    def enter(role: DbRole | None, agency: str = AGENCY) -> Database:
        found = Database(as_role(url, role.name_in_database) if role else url, agency)
        opened.append(found)
        return found

    yield enter
    for db in opened:
        db.close()


def _refused(db: Database, statement: str) -> str:
    with db.writing() as connection:
        try:
            connection.exec_driver_sql(statement)
        except DBAPIError as error:
            connection.rollback()
            return str(error.orig)
        connection.rollback()
    return ""


def test_no_role_that_logs_in_can_touch_the_log_or_its_guard(
    roles: Callable[..., Database],
) -> None:
    administrator = roles(None)
    make_roles(administrator)  # rights on the database itself are not copied with it
    before = _whole(administrator)
    for role in LOGINS:
        db = roles(role)
        attempts = ATTEMPTS + (APP_ONLY if role is DbRole.APP else ())
        through = {s: said for s in attempts if not DENIED.search(said := _refused(db, s))}
        assert through == {}, role
        assert _whole(administrator) == before, role


def test_the_app_may_add_an_entry_where_it_does_not_choose_the_place(
    roles: Callable[..., Database],
) -> None:
    """The attempts above fail for want of a right, not for a fault in the statement."""
    insert = (
        "INSERT INTO entry (agency, stream, n, hash, body, at, account) VALUES"
        " ('jingyue', 'case/forged', 1, 'x', '\\x00', '2026', 'gh-1')"
    )
    assert _refused(roles(DbRole.APP), insert) == ""
    for role in (DbRole.SEAL, DbRole.AUDIT, DbRole.PUBLIC):
        assert "permission denied" in _refused(roles(role), insert), role


def _whole(db: Database) -> dict[str, list[Any]]:
    with db.reading() as connection:
        names = sorted(t.metadata.tables)
        return {n: list(connection.execute(text(f'SELECT * FROM "{n}"'))) for n in names}


def test_each_role_has_exactly_the_rights_that_are_listed(
    roles: Callable[..., Database],
) -> None:
    """Also after somebody has granted more: making the roles takes it away."""
    administrator = roles(None)
    with administrator.writing() as connection:
        connection.exec_driver_sql("GRANT ALL ON entry, case_file TO zhiheng_app")
        connection.exec_driver_sql("GRANT UPDATE (hash) ON entry TO zhiheng_audit, PUBLIC")
        connection.commit()
    make_roles(administrator)
    make_roles(administrator)
    with administrator.reading() as connection:
        for role in LOGINS:
            have = _rights(connection, role.name_in_database)
            assert have == _listed(GRANTS.get(role, {})), role


def _rights(connection: Connection, role: str) -> set[tuple[str, str, str]]:
    found = connection.execute(
        text(
            "SELECT c.relname, a.attname, p.verb FROM pg_class c"
            " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
            " CROSS JOIN (VALUES ('INSERT'), ('UPDATE'), ('SELECT')) p(verb)"
            " WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace"
            " AND c.relname <> 'alembic_version'"
            " AND has_column_privilege(:role, c.oid, a.attnum, p.verb)"
            " UNION SELECT c.relname, '', p.verb FROM pg_class c"
            " CROSS JOIN (VALUES ('DELETE'), ('TRUNCATE'), ('TRIGGER')) p(verb)"
            " WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace"
            " AND has_table_privilege(:role, c.oid, p.verb)"
        ),
        {"role": role},
    )
    return {(str(name), str(column), str(verb)) for name, column, verb in found}


def _listed(tables: Any) -> set[tuple[str, str, str]]:
    wanted: set[tuple[str, str, str]] = set()
    for name, rights in tables.items():
        assert isinstance(rights, Rights)
        for column in t.metadata.tables[name].columns:
            wanted.add((name, column.name, "SELECT"))
            if rights.insert:
                wanted.add((name, column.name, "INSERT"))
            if column.name in rights.update:
                wanted.add((name, column.name, "UPDATE"))
        if rights.delete:
            wanted.add((name, "", "DELETE"))
        if name == "entry":
            wanted |= {(name, column, "SELECT") for column in CHOSEN_BY_DATABASE}
    return wanted


def test_public_sees_masked_views_and_no_table(roles: Callable[..., Database]) -> None:
    db = roles(DbRole.PUBLIC)
    for name in (*t.metadata.tables, "alembic_version"):
        assert "permission denied" in _refused(db, f'SELECT 1 FROM "{name}"'), name
    with db.reading() as connection:
        assert connection.execute(text("SELECT * FROM public_case")).all() == []


def _seen_in(db: Database, view: str) -> list[dict[str, Any]]:
    with db.reading() as connection:
        return [dict(r) for r in connection.execute(text(f"SELECT * FROM {view}")).mappings()]


def test_public_sees_numbered_cases_of_published_charts_without_persons(
    roles: Callable[..., Database], tmp_path: Path
) -> None:
    clock = Clock()
    office = Office(Runtime(roles(DbRole.APP), tmp_path / "documents", clock), clock)
    office.walk(office.start("张三的住宅"), "site_visit")
    office.start("还没有受理的一件")
    public = roles(DbRole.PUBLIC)
    assert _seen_in(public, "public_case") == []
    paper = drafted(office).paper
    carried(office, "publication", json.dumps(paper).encode())
    (edition,) = _seen_in(public, "public_edition")
    assert (edition["key"], edition["edition"]) == ("construction-permit", paper["edition"])
    (case,) = _seen_in(public, "public_case")
    assert case.keys() == {"number", "chart_key", "status", "outcome", "opened_on", "closed_on"}
    assert (case["opened_on"], case["closed_on"]) == ("2026-03-02", None)
    assert _seen_in(public, "public_total") == []  # one case is a person
    assert _seen_in(roles(DbRole.PUBLIC, OTHER), "public_case") == []
    down = {"do": "withdraw", "chart": "construction-permit"}
    carried(office, "publication", json.dumps(down).encode())
    assert _seen_in(public, "public_case") == []


def test_the_service_starts_as_app_on_a_schema_that_is_up_to_date(
    roles: Callable[..., Database],
) -> None:
    upgrade(roles(DbRole.APP))


def test_the_command_makes_the_roles_on_postgresql_alone(
    roles: Callable[..., Database], tmp_path: Path
) -> None:
    url = roles(None).engine.url.render_as_string(hide_password=False)
    assert CliRunner().invoke(cli, ["db", "roles", "--database", url]).exit_code == 0
    sqlite = f"sqlite:///{tmp_path / 'zhiheng.db'}"
    assert CliRunner().invoke(cli, ["db", "roles", "--database", sqlite]).exit_code == 2


# -- two agencies in one database ----------------------------------------------------------

OTHER = "shili"


def _second_agency(db: Database) -> None:
    """The same bureau once more under another name, in every table, by the administrator."""
    with db.writing() as connection:
        for table in t.metadata.sorted_tables:
            unique = {"login", "token_hash"}
            columns = [c.name for c in table.columns]
            given = [
                f"'{OTHER}'" if n == ("agency" if "agency" in columns else "id")
                else f"{n} || '-2'" if n in unique
                else f'"{n}"'
                for n in columns
            ]  # fmt: skip
            names = ", ".join(f'"{n}"' for n in columns)
            copied = f'SELECT {", ".join(given)} FROM "{table.name}"'
            connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({names}) {copied}')
        connection.commit()


def _agency_of(table: Any) -> str:
    return "agency" if "agency" in table.columns else "id"


def test_an_agency_sees_and_changes_nothing_of_another(
    roles: Callable[..., Database], tmp_path: Path
) -> None:
    administrator = roles(None)
    _work(Office(Runtime(administrator, tmp_path / "documents", clock := Clock()), clock), tmp_path)
    _second_agency(administrator)
    before = _whole(administrator)
    for role in (DbRole.APP, DbRole.AUDIT, DbRole.SEAL):
        for agency in (AGENCY, OTHER, "", "nobody"):
            with roles(role, agency).reading() as connection:
                for name in GRANTS[role]:
                    column = _agency_of(t.metadata.tables[name])
                    query = text(f'SELECT {column}, count(*) FROM "{name}" GROUP BY {column}')
                    seen: dict[str, int] = {}
                    seen.update((r[0], r[1]) for r in connection.execute(query))
                    whole = len(before[name]) // 2
                    wanted = {agency: whole} if agency in (AGENCY, OTHER) and whole else {}
                    assert seen == wanted, (role, agency, name)
    _cannot_write(roles(DbRole.APP, AGENCY), {name for name in before if before[name]})
    assert _whole(administrator) == before


def _cannot_write(db: Database, filled: set[str]) -> None:
    for name, rights in GRANTS[DbRole.APP].items():
        table = t.metadata.tables[name]
        theirs = f"{_agency_of(table)} = '{OTHER}'"
        with db.writing() as connection:
            if rights.update:
                column = rights.update[0]
                done = connection.exec_driver_sql(
                    f'UPDATE "{name}" SET "{column}" = "{column}" WHERE {theirs}'
                )
                assert done.rowcount == 0, name
            if rights.delete:
                assert connection.exec_driver_sql(
                    f'DELETE FROM "{name}" WHERE {theirs}'
                ).rowcount == 0, name  # fmt: skip
            connection.rollback()
        if rights.insert and name in filled:
            said = _refused(db, _copied_to_the_other(table))
            assert "row-level security" in said, (name, said)


def _copied_to_the_other(table: Any) -> str:
    """An own row once more, as one of the other agency. A trigger of the log would speak first."""
    names = [c.name for c in table.columns]
    given = [f"'{OTHER}'" if n == "agency" else f'"{n}"' for n in names]
    listed = ", ".join(f'"{n}"' for n in names)
    own = f'SELECT {", ".join(given)} FROM "{table.name}" LIMIT 1'
    return f'INSERT INTO "{table.name}" ({listed}) {own}'


def test_a_policy_keeps_no_index_from_being_used(roles: Callable[..., Database]) -> None:
    """PostgreSQL judges a policy before whatever could leak; comparing text is not of that kind."""
    db = roles(DbRole.APP)
    with db.writing() as connection:
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        plan = connection.execute(
            text(
                "EXPLAIN SELECT * FROM clock WHERE agency = 'jingyue' AND next_at IS NOT NULL"
                " AND next_at <= '2026-03-02T' ORDER BY next_at LIMIT 200"
            )
        ).scalars()
        used = [line for line in plan if "Index Cond" in line]
        connection.rollback()
    assert any("agency" in line and "next_at" in line for line in used)


def test_without_the_name_of_an_agency_the_service_finds_none(
    roles: Callable[..., Database], tmp_path: Path
) -> None:
    for agency in ("", OTHER):
        clock = Clock()
        office = Office(Runtime(roles(DbRole.APP, agency), tmp_path / "papers", clock), clock)
        with pytest.raises(NotVisible):
            execute_agency(office.rt, caller("gh-1"), AskLeave(office.today, office.today, "leave"))


def test_a_setting_changed_within_a_transaction_ends_with_it(
    roles: Callable[..., Database],
) -> None:
    """For a process that will serve several agencies one day: SET LOCAL goes with the commit."""
    db = roles(DbRole.APP, "")
    with db.writing() as connection:
        connection.exec_driver_sql(f"SET LOCAL app.agency = '{AGENCY}'")
        assert connection.execute(text("SELECT count(*) FROM entry")).scalar_one() > 0
        connection.commit()
        assert connection.execute(text("SELECT count(*) FROM entry")).scalar_one() == 0
        connection.rollback()


# -- the ordinary work, as `app` -----------------------------------------------------------


@contextmanager
def _used(db: Database) -> Iterator[set[tuple[str, str]]]:
    """Table and verb of every statement; what is read for update needs the right to update."""
    seen: set[tuple[str, str]] = set()

    def note(_c: Any, _u: Any, statement: str, *_more: Any) -> None:
        for verb, pattern in _VERBS.items():
            seen.update((name, verb) for name in re.findall(pattern, statement))
        if match := re.search(r"INSERT INTO (\w+).* DO UPDATE", statement, re.DOTALL):
            seen.add((match.group(1), "update"))
        if "FOR UPDATE" in statement:
            of = re.search(r"FOR UPDATE OF (\w+)", statement)
            names = [of.group(1)] if of else re.findall(r"FROM (\w+)", statement)[:1]
            seen.update((name, "update") for name in names)

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


_VERBS = {
    "insert": r"INSERT INTO (\w+)",
    "update": r"UPDATE (\w+) SET",
    "delete": r"DELETE FROM (\w+)",
}


def test_the_ordinary_work_goes_on_as_app(roles: Callable[..., Database], tmp_path: Path) -> None:
    """Every right that it needs is there; and none is there that it never uses."""
    clock = Clock()
    office = Office(Runtime(roles(DbRole.APP), tmp_path / "documents", clock), clock)
    with _used(office.rt.db) as used:
        _work(office, tmp_path)
    listed = {
        (name, verb)
        for name, rights in GRANTS[DbRole.APP].items()
        for verb in ("insert", "update", "delete")
        if getattr(rights, verb)
    }
    assert used <= listed
    assert listed - used == NOT_HERE, sorted((listed - used) ^ NOT_HERE)


def test_who_seals_as_seal_needs_no_other_right(
    roles: Callable[..., Database], tmp_path: Path
) -> None:
    clock = Clock()
    office = Office(Runtime(roles(DbRole.APP), tmp_path / "documents", clock), clock)
    office.start()
    sealer = Runtime(roles(DbRole.SEAL), tmp_path / "none", clock)
    settings = Settings(data=tmp_path, agency=AGENCY)
    add_key(settings.key_path)
    assert Sealing(sealer, settings).run() > 1
    with office.rt.db.reading() as connection:
        assert waiting(connection, AGENCY, Mark()).count == 0


NOT_HERE = {
    # Account granted in operation (test_three_officers.py); the login of an applicant whose cases
    # are all erased (test_erasing.py):
    ("account", "insert"), ("credential", "delete"),
    # A row that is gone after an act was voided, of kinds that the one taken back has not made:
    ("case_document", "delete"), ("duty", "delete"), ("notice", "delete"),
    ("incident", "delete"),
    ("recusal", "delete"),
    ("spending", "delete"),
    ("case_copy", "delete"),
    ("timer", "delete"),
    # Made by acts that this office does not see; test_* of each, run as `app` with
    # ZHIHENG_TEST_ROLE=zhiheng_app:
    ("incident", "insert"), ("incident", "update"),
    ("recusal", "insert"), ("recusal", "update"),
    ("spending", "insert"), ("spending", "update"),
    ("case_copy", "insert"), ("case_copy", "update"),
    ("timer", "insert"), ("timer", "update"),
    # A witness's signature (tests/api/test_log.py); the other way to find what is unsealed:
    ("cosignature", "insert"), ("pending", "insert"),
}  # fmt: skip


def _work(office: Office, folder: Path) -> None:
    rt, clock = office.rt, office.clock
    case = office.start()
    office.claim(case, "gh-1", "intake")
    with pytest.raises(Forbidden):
        office.claim(case, "zh-1", "intake")
    office.walk(case, "check")
    office.sign(case, "gh-k", "check", {"check_result": "agree"})
    execute(rt, caller("gh-k"), TakeBack(case))
    record(office, case)
    answer(office, complain(office, case))
    replays(office, case)
    execute_agency(rt, caller("gh-1"), AskLeave(office.today, office.today, "leave"))
    carried(office, "chart-release", changed())
    late = office.start("远达花园2号楼")
    office.walk(late, "site_visit")
    office.claim(late, "gh-2", "site_visit")
    clock.forward(days=4)
    sweep(rt)
    sweep_warnings(rt)
    (card,) = rows(office, section="GH", case_id=late)
    execute_card(rt, caller("gh-2"), AnswerCard(card.id, "次日即去"))
    made(office, inspection(office))
    at_window = Start("construction-permit", "撤回的一件", "某商行", "window")
    gone = CaseId(start(rt, caller("gh-1"), at_window).entry.stream.removeprefix("case/"))
    execute(
        rt, replace(caller("yuanda"), party=PartyId(item(office, gone).applicant)), Withdraw(gone)
    )
    asked = {"ground": "asked", "reason": "本人要求", "case": gone}
    carried(office, "erasure", json.dumps(asked).encode())
    clear_erased(rt)
    _at_the_desk(office, folder)
    _out_of_the_house(office)


def _at_the_desk(office: Office, folder: Path) -> None:
    """Log in, be refused, confirm, read a notice, have a calendar feed, log out."""
    desk = Desk(office, create_app(Settings(data=folder / "data"), office.rt))
    wrong = {"login": "gh-1", "password": "wrong"}
    assert desk.anybody().post("/api/v1/sessions", json=wrong).status_code == 401
    client: TestClient = desk.person("gh-1")
    assert client.post("/api/v1/sessions/current/confirm", json={"password": "gh-1"}).is_success
    told = client.get("/api/v1/inbox/notices").json()
    assert client.post("/api/v1/inbox/notices/read", json={"keys": [told[0]["key"]]}).is_success
    assert client.get("/health/ready").is_success
    watch = desk.person("jiwei")
    assert watch.post("/api/v1/supervision/feed").is_success
    assert watch.delete("/api/v1/supervision/feed").is_success
    assert client.delete("/api/v1/sessions/current").is_success


def _out_of_the_house(office: Office) -> None:
    enqueue(office.rt, AGENCY, "webhook", None)
    for sent in lease(office.rt, AGENCY, "webhook"):
        settle(office.rt, sent, None)
