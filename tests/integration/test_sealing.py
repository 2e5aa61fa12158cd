"""Sealing: every entry once, in any batches, by any number of sequencers, whatever breaks."""

import itertools
import random
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import Connection, delete, func, insert, select, text, update
from support.office import Office
from support.sealing import KEY, ORIGIN, by_definition, judge, key, log_of, seal_all, write

from zhiheng.audit.checkpoint import read_checkpoint
from zhiheng.audit.note import NoteError, check_author, read_note, read_verifier
from zhiheng.clock import system_now
from zhiheng.commands.log import seal
from zhiheng.commands.log.seal import BrokenLogError, seal_once
from zhiheng.store import tables as t
from zhiheng.store.append_only import unprotect
from zhiheng.store.db import Database
from zhiheng.store.sealed import TornLogError
from zhiheng.store.unsealed import Mark, waiting


@pytest.fixture(params=("by-order", "pending"))
def db(request: pytest.FixtureRequest, office: Office) -> Iterator[Database]:
    """A database of each kind, sealed in each of the two ways."""
    made = Database(office.url, pending=request.param == "pending")
    yield made
    made.close()


def put(db: Database, stream: str, first: int, count: int = 1) -> None:
    with db.writing() as connection:
        write(connection, stream, first, count)
        connection.commit()


def commit_of(db: Database, act: Callable[[Connection], object]) -> None:
    with db.writing() as connection:
        act(connection)
        connection.commit()


def test_batches_of_any_size_seal_every_entry_once(db: Database) -> None:
    """What the sample wrote when it was founded, too."""
    chance = random.Random(7)  # noqa: S311 - sizes, no secrets
    mark, streams = Mark(), itertools.count()
    for most in (1, 2, 7, 300, 5_000):
        for _ in range(3):
            put(db, f"case/{next(streams)}", 1, chance.randrange(1, 2 * min(most, 100)))
            mark = seal_once(db, log_of(most), mark, system_now()).mark
            judge(db, all_sealed=False)
    seal_all(db, log_of(), mark)
    assert judge(db) > 100


def test_what_commands_write_is_sealed(db: Database, office: Office) -> None:
    mark = seal_all(db, log_of())
    before = judge(db)
    shared, office.rt.db = office.rt.db, db
    office.walk(office.start(), "site_visit")
    office.rt.db = shared
    assert seal_once(db, log_of(), mark, system_now()).sealed == 2
    assert judge(db) == before + 2


def test_nothing_new_gives_no_checkpoint(db: Database) -> None:
    mark = seal_all(db, log_of())
    assert seal_once(db, log_of(), mark, system_now()).sealed == 0
    assert seal_once(db, log_of(), Mark(), system_now()).sealed == 0
    with db.reading() as connection:
        assert connection.execute(select(func.count()).select_from(t.checkpoint)).scalar_one() == 1
        assert waiting(connection, "jingyue", Mark()).count == 0


def test_a_fault_at_any_place_leaves_nothing_half(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("append", "insert_checkpoint", "insert_key"):
        with monkeypatch.context() as patch:
            patch.setattr(seal, name, _breaking(getattr(seal, name)))
            with pytest.raises(OSError, match="power"):
                seal_once(db, log_of(), Mark(), system_now())
        assert judge(db, all_sealed=False) == 0, name
    seal_all(db, log_of())
    judge(db)


def _breaking(done: Callable[..., None]) -> Callable[..., None]:
    def breaks(*given: Any) -> None:
        done(*given)
        raise OSError("power failure")

    return breaks


def test_two_sequencers_that_both_have_the_turn_seal_nothing_twice(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a database without advisory locks: the keys decide."""
    monkeypatch.setattr(seal, "take_turn", lambda *_: True)
    put(db, "case/a", 1, 400)
    faults: list[BaseException] = []

    def work() -> None:
        try:
            mark = Mark()
            for _ in range(60):
                mark = seal_once(db, log_of(10), mark, system_now()).mark
        except BaseException as error:  # noqa: BLE001 - told by the other thread
            faults.append(error)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    seal_all(db, log_of())
    judge(db)


def test_the_first_checkpoint_of_a_new_key_is_signed_by_the_old_one_too(db: Database) -> None:
    old, new = KEY, key(b"n")
    put(db, "case/a", 1)
    seal_all(db, log_of(5_000, old))
    put(db, "case/a", 2)
    seal_all(db, log_of(5_000, old, new))
    put(db, "case/a", 3)
    seal_all(db, log_of(5_000, old, new))
    with db.reading() as connection:
        notes = connection.execute(select(t.checkpoint.c.note).order_by(t.checkpoint.c.size))
        first, second, third = (read_note(x) for x in notes.scalars())
        keys = select(t.seal_key.c.vkey).order_by(t.seal_key.c.size)
        assert connection.execute(keys).scalars().all() == [old.vkey, new.vkey]
    check_author(first, read_verifier(old.vkey))
    check_author(second, read_verifier(old.vkey))
    check_author(second, read_verifier(new.vkey))
    check_author(third, read_verifier(new.vkey))
    with pytest.raises(NoteError):
        check_author(third, read_verifier(old.vkey))


def test_who_goes_back_to_an_old_key_finds_it_known(db: Database) -> None:
    old, new = KEY, key(b"n")
    for n, keys in enumerate(((old,), (old, new), (old,)), 1):
        put(db, "case/a", n)
        seal_all(db, log_of(5_000, *keys))
    with db.reading() as connection:
        known = select(t.seal_key.c.vkey).order_by(t.seal_key.c.size)
        assert connection.execute(known).scalars().all() == [old.vkey, new.vkey]


def _leaf(n: int) -> Any:
    return (t.log_leaf.c.stream == "case/a") & (t.log_leaf.c.n == n)


_TAMPERED: dict[str, Callable[[Connection], object]] = {
    "a leaf is another": lambda c: c.execute(
        update(t.log_leaf).where(_leaf(290)).values(hash="0" * 64)
    ),
    "a leaf is gone": lambda c: c.execute(delete(t.log_leaf).where(_leaf(290))),
    "the last leaf is gone": lambda c: c.execute(delete(t.log_leaf).where(_leaf(300))),
    "a node is another": lambda c: c.execute(update(t.log_node).values(hash="0" * 64)),
    "a node is gone": lambda c: c.execute(delete(t.log_node)),
    "a checkpoint is gone": lambda c: c.execute(delete(t.checkpoint)),
    "a root is another": lambda c: c.execute(update(t.checkpoint).values(root="0" * 64)),
    "a node lies ahead": lambda c: c.execute(update(t.log_node).values(idx=1)),
}


def test_a_log_that_is_not_what_was_signed_gets_no_further_signature(office: Office) -> None:
    """As far as it looks: at what the next root is made of. The verifier looks at everything."""
    db = office.rt.db
    commit_of(db, unprotect)  # as who owns the database can
    put(db, "case/a", 1, 300)
    seal_all(db, log_of())
    put(db, "case/a", 301, 300)
    kept = _contents(db)
    for what, tamper in _TAMPERED.items():
        commit_of(db, tamper)
        before = _contents(db)
        with pytest.raises((BrokenLogError, TornLogError)):
            seal_once(db, log_of(), Mark(), system_now())
        assert _contents(db) == before, what
        commit_of(db, lambda c: _put_back(c, kept))
    seal_all(db, log_of())
    judge(db)


_LOG = (t.log_leaf, t.log_node, t.checkpoint)


def _contents(db: Database) -> list[list[dict[str, Any]]]:
    with db.reading() as connection:
        found = [connection.execute(select(x).order_by(*x.primary_key)).mappings() for x in _LOG]
        return [[dict(row) for row in rows] for rows in found]


def _put_back(connection: Connection, kept: list[list[dict[str, Any]]]) -> None:
    for table, rows in zip(_LOG, kept, strict=True):
        connection.execute(delete(table))
        connection.execute(insert(table), rows)


def test_a_log_keeps_its_name(office: Office) -> None:
    seal_all(office.rt.db, log_of())
    put(office.rt.db, "case/a", 1)
    other = seal.Log("jingyue", "zhiheng/jingyue", (KEY,))
    with pytest.raises(BrokenLogError, match=ORIGIN):
        seal_once(office.rt.db, other, Mark(), system_now())


def test_who_changes_the_way_of_sealing_misses_nothing(office: Office) -> None:
    plain, pending = office.rt.db, Database(office.url, pending=True)
    seal_all(plain, log_of())
    put(plain, "case/a", 1, 5)
    seal_all(pending, log_of())
    judge(plain)
    put(plain, "case/b", 1, 5)
    seal_all(plain, log_of())
    seal_all(pending, log_of())
    judge(plain)
    pending.close()
    with plain.reading() as connection:
        assert connection.execute(select(func.count()).select_from(t.pending)).scalar_one() == 0


# -- PostgreSQL: transactions that overlap, and other clusters ------------------------------


@pytest.fixture
def postgres(make_url: Callable[[str], str]) -> Iterator[Database]:
    made = Database(make_url("postgres"))
    yield made
    made.close()


def test_one_that_began_earlier_and_commits_later_is_not_skipped(postgres: Database) -> None:
    mark = seal_all(postgres, log_of())
    with postgres.writing() as late, postgres.writing() as early:
        write(late, "case/late", 1)
        write(early, "case/early", 1)
        early.commit()
        mark = seal_once(postgres, log_of(), mark, system_now()).mark
        assert _sealed(postgres, "case/early") == 0, "it waits for the one before it"
        with postgres.reading() as connection:
            assert waiting(connection, "jingyue", Mark()).count == 1
            assert waiting(connection, "jingyue", mark).count == 1
        late.commit()
    seal_all(postgres, log_of(), mark)
    assert (_sealed(postgres, "case/early"), _sealed(postgres, "case/late")) == (1, 1)
    judge(postgres)


def test_a_long_read_holds_nothing_up(postgres: Database) -> None:
    with postgres.reading() as connection:
        connection.execute(select(t.entry.c.n).limit(1))
        put(postgres, "case/a", 1)
        seal_all(postgres, log_of())
        assert _sealed(postgres, "case/a") == 1


def _sealed(db: Database, stream: str) -> int:
    with db.reading() as connection:
        query = select(func.count()).where(t.log_leaf.c.stream == stream)
        return int(connection.execute(query).scalar_one())


_RESTORED = {
    "everything is of a counter far ahead": "txid = '4000000000'::xid8",
    "everything is of a counter far behind": "txid = '3'::xid8",
    "what was sealed is ahead, what was not is behind": (
        "txid = CASE WHEN stream LIKE 'case/before%' THEN '4'::xid8 ELSE '4000000000'::xid8 END"
    ),
    "what was sealed is behind, what was not is ahead": (
        "txid = CASE WHEN stream LIKE 'case/before%' THEN '4000000000'::xid8 ELSE '4'::xid8 END"
    ),
}


def test_a_database_restored_into_another_cluster_is_neither_skipped_nor_stalled(
    postgres: Database,
) -> None:
    """Half sealed, as the dump found it; then work goes on, by numbers of the new cluster."""
    commit_of(postgres, unprotect)  # as who owns the database can
    for number, txid in enumerate(_RESTORED.values()):
        seal_all(postgres, log_of())
        put(postgres, f"case/before-{number}", 1, 20)
        commit_of(postgres, lambda c, txid=txid: c.execute(text(f"UPDATE entry SET {txid}")))  # type: ignore[misc]  # noqa: S608 - a lambda has no types
        after = f"case/after-{number}"
        put(postgres, after, 1)
        mark = Mark()
        for n in range(2, 8):
            mark = seal_once(postgres, log_of(7), mark, system_now()).mark
            put(postgres, after, n)
        mark = seal_all(postgres, log_of(), mark)
        judge(postgres)
        put(postgres, after, 8)
        seal_all(postgres, log_of(), mark)
        judge(postgres)


def test_a_table_that_is_filled_anew_is_looked_at_whole(postgres: Database) -> None:
    """While the sequencer runs on: its mark speaks of another table."""
    commit_of(postgres, unprotect)  # as who owns the database can
    mark = seal_all(postgres, log_of())
    put(postgres, "case/a", 1, 5)

    def refill(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE aside AS SELECT * FROM entry"))
        connection.execute(text("UPDATE aside SET txid = '3'::xid8"))
        connection.execute(text("TRUNCATE entry"))
        connection.execute(text("INSERT INTO entry SELECT * FROM aside"))

    commit_of(postgres, refill)
    seal_all(postgres, log_of(), mark)
    judge(postgres)


def test_rows_of_sqlite_that_are_numbered_anew_are_looked_at_whole(sqlite_office: Office) -> None:
    db = sqlite_office.rt.db
    commit_of(db, unprotect)  # as who owns the database can
    put(db, "case/a", 1, 500)
    mark = seal_all(db, log_of())
    commit_of(db, lambda c: c.execute(text("UPDATE entry SET rowid = rowid + 100000")))
    put(db, "case/b", 1)
    mark = seal_all(db, log_of(), mark)
    with closing(sqlite3.connect(db.engine.url.database or "")) as connection:
        connection.execute("VACUUM")
    put(db, "case/b", 2)
    seal_all(db, log_of(), mark)
    judge(db)


def test_the_root_is_that_of_the_definition(sqlite_office: Office) -> None:
    db = sqlite_office.rt.db
    put(db, "case/a", 1, 1_000)
    seal_all(db, log_of(333))
    with db.reading() as connection:
        leaf = t.log_leaf.c
        hashes = connection.execute(select(leaf.hash).order_by(leaf.idx)).scalars().all()
        note = connection.execute(
            select(t.checkpoint.c.note).order_by(t.checkpoint.c.size.desc()).limit(1)
        ).scalar_one()
    found = read_checkpoint(read_note(note).text)
    assert found.root == by_definition([bytes.fromhex(h) for h in hashes])
