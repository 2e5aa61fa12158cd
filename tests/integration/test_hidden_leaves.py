"""Proofs of the sealed log give hashes of entries to anybody: they tell nothing of what is in them.

个人信息 of officers and applicants: who opened which file, when, is for those who may ask.
"""

import msgspec
from sqlalchemy import select
from support.office import AGENCY, Office
from support.sealing import log_of, seal_all

from zhiheng import facts as f
from zhiheng.audit.canonical import canonical
from zhiheng.audit.entry import leaf_hash
from zhiheng.audit.merkle import consistency_spans, hashes
from zhiheng.model.caller import Role
from zhiheng.store import tables as t
from zhiheng.store.log import seal
from zhiheng.store.sealed import kept_of


def _entry() -> f.Entry:
    read = f.FileRead(what="case", minute="2026-03-02T01:00Z", case="a", task=None)
    return f.Entry(
        v=1,
        agency=AGENCY,
        stream=f"access/{AGENCY}/2026-03-02",
        n=7,
        prev="0" * 64,
        at="2026-03-02T01:00:00.000000Z",
        command="read",
        actor=f.Actor(account="gh-1", role=Role.OFFICER.value, person="gh-1"),
        digests=f.Digests(),
        facts=(read,),
    )


def test_who_knows_all_that_an_entry_says_does_not_know_its_hash() -> None:
    entry = _entry()
    _, body, digest = seal(entry)
    assert leaf_hash(body) == digest
    assert digest != leaf_hash(canonical(msgspec.to_builtins(entry)))
    assert digest != seal(entry)[2], "the salt is another each time"
    assert msgspec.structs.replace(f.decode(body), salt=None) == entry


def test_entries_of_before_keep_their_bytes() -> None:
    old = canonical(msgspec.to_builtins(_entry()))
    assert b"salt" not in old
    assert canonical(msgspec.to_builtins(f.decode(old))) == old


def test_of_every_entry_that_commands_write_the_hash_cannot_be_guessed(office: Office) -> None:
    """Each leaf can be had from consistency proofs; each is of a body with a salt."""
    office.walk(office.start(), "check")
    seal_all(office.rt.db, log_of())
    with office.rt.db.reading() as connection:
        rows = connection.execute(select(t.entry.c.body, t.entry.c.hash)).all()
        kept = kept_of(connection, AGENCY)
        size = len(rows)
        public = {
            digest.hex()
            for old in range(1, size)
            for digest in hashes(consistency_spans(old, old + 1), kept)
        }
    assert len(public & {row.hash for row in rows}) >= size - 1, "anybody can have them"
    salts = [f.decode(row.body).salt for row in rows]
    assert all(salt is not None and len(salt) == 32 for salt in salts)
    assert len(set(salts)) == size
