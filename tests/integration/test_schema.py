"""The migrations make what the code names, and an older database loses nothing by them."""

import warnings
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import select
from support.evidence import everything, replays
from support.office import Office, caller

from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.cases.urge import Urge
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.personnel.leave_request import AskLeave
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.store import tables as t
from zhiheng.store.migrate import downgrade, upgrade


def test_the_migrations_make_the_tables_that_the_code_names(office: Office) -> None:
    """And on PostgreSQL the column by which the sealing goes, and its index, which none names."""
    more: set[str | None] = set()

    def named(*thing: Any) -> bool:
        _, name, _, reflected, _ = thing
        unnamed = reflected and name in {"txid", "entry_txid"}
        more.update({name} if unnamed else ())
        return not unnamed

    with office.rt.db.reading() as connection, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Did not recognize type 'xid8'")
        options = {"include_object": named}
        context = MigrationContext.configure(connection, opts=options)
        found = compare_metadata(context, t.metadata)
    assert found == []
    assert more == (set() if office.rt.db.sqlite else {"txid", "entry_txid"})


def test_a_database_from_before_notices_gets_those_of_its_log(office: Office) -> None:
    case = office.start()
    execute(office.rt, caller("jiwei"), Urge(case, "intake@1"))
    office.walk(case, "check")
    office.sign(case, "gh-k", "check", {"check_result": "agree"})
    execute(office.rt, caller("gh-k"), TakeBack(case))
    execute_agency(office.rt, caller("gh-1"), AskLeave(office.today, office.today, "leave"))
    before = everything(office)
    downgrade(office.rt.db, "0002")
    upgrade(office.rt.db)
    after = everything(office)
    assert after["notice"] == before["notice"]
    assert {row[1] for row in after["notice"]} == {case, ""}
    assert after["case_file"] == before["case_file"]
    replays(office, case)
    with office.rt.db.reading() as connection:
        assert connection.execute(select(t.case_file.c.started_by)).scalars().all() == ["yuanda"]
