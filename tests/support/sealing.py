"""Entries to be sealed, in any number; and what a log must be afterwards."""

import hashlib
from collections.abc import Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, insert, select

from support.office import AGENCY
from zhiheng.audit.checkpoint import read_checkpoint
from zhiheng.audit.merkle import EMPTY, node
from zhiheng.audit.note import Ed25519Signer, check_author, read_note, read_verifier
from zhiheng.audit.suites import ED25519_SUITE, SealKey
from zhiheng.clock import system_now
from zhiheng.commands.log.seal import Log, seal_once
from zhiheng.store import tables as t
from zhiheng.store.db import Database
from zhiheng.store.unsealed import Mark, keeps_pending

ORIGIN = "demo/zhiheng/jingyue"


def key(seed: bytes = b"k") -> SealKey:
    """A key that is the same each time."""
    signer = Ed25519Signer(ORIGIN, Ed25519PrivateKey.from_private_bytes(seed * 32))
    return SealKey(ED25519_SUITE, signer.verifier.encode(), signer)


KEY = key()


def log_of(most: int = 5_000, *keys: SealKey) -> Log:
    """The log of the sample bureau."""
    return Log(AGENCY, ORIGIN, keys or (KEY,), most)


def write(connection: Connection, stream: str, first: int, count: int = 1) -> None:
    """Entries of a stream, whose bodies do not matter here."""
    rows = [_entry(stream, n) for n in range(first, first + count)]
    connection.execute(insert(t.entry), rows)
    if keeps_pending(connection):
        places = [{name: row[name] for name in ("agency", "stream", "n")} for row in rows]
        connection.execute(insert(t.pending), places)


def _entry(stream: str, n: int) -> dict[str, object]:
    body = f"{stream} {n}".encode()
    digest = hashlib.sha256(b"\x00" + body).hexdigest()
    place = {"agency": AGENCY, "stream": stream, "n": n, "hash": digest}
    return place | {"body": body, "at": f"2026-03-02T01:00:00.{n:06d}Z", "account": "a"}


def seal_all(db: Database, log: Log, mark: Mark = Mark()) -> Mark:  # noqa: B008 - frozen
    """Until nothing is left."""
    while True:
        done = seal_once(db, log, mark, system_now())
        mark = done.mark
        if not done.sealed:
            return mark


def by_definition(leaves: Sequence[bytes]) -> bytes:
    """The root of RFC 9162 §2.1.1, as it is written there."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else EMPTY
    k = 1 << ((len(leaves) - 1).bit_length() - 1)
    return node(by_definition(leaves[:k]), by_definition(leaves[k:]))


def judge(db: Database, *, all_sealed: bool = True, vkey: str = KEY.vkey) -> int:
    """Leaves without a gap, each entry once, every checkpoint right and signed. Returns the size.

    By its own reading of the tables, without the code that seals.
    """
    with db.reading() as connection:
        e, leaf, c = t.entry.c, t.log_leaf.c, t.checkpoint.c
        entries = {
            (r.stream, r.n): r.hash
            for r in connection.execute(select(e.stream, e.n, e.hash).where(e.agency == AGENCY))
        }
        rows = connection.execute(
            select(leaf.idx, leaf.stream, leaf.n, leaf.hash)
            .where(leaf.agency == AGENCY)
            .order_by(leaf.idx)
        ).all()
        points = connection.execute(
            select(c.size, c.root, c.note).where(c.agency == AGENCY).order_by(c.size)
        ).all()
    assert [r.idx for r in rows] == list(range(len(rows)))
    sealed = {(r.stream, r.n): r.hash for r in rows}
    assert len(sealed) == len(rows), "none twice"
    assert sealed.items() <= entries.items()
    if all_sealed:
        assert sealed.keys() == entries.keys(), "none missed"
    for stream in {r.stream for r in rows}:
        numbers = [r.n for r in rows if r.stream == stream]
        assert numbers == sorted(numbers), "a stream is sealed in its order"
    hashes = [bytes.fromhex(r.hash) for r in rows]
    assert (points[-1].size if points else 0) == len(rows), "no leaves without their checkpoint"
    chosen = points if len(points) < 50 else [*points[:: len(points) // 25], points[-1]]
    for point in chosen:
        note = read_note(point.note)
        check_author(note, read_verifier(vkey))
        found = read_checkpoint(note.text)
        assert (found.size, found.root.hex()) == (point.size, point.root)
        assert found.root == by_definition(hashes[: point.size])
    return len(rows)
