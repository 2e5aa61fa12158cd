"""Sealing (封存): unsealed entries become leaves, nodes and a signed checkpoint, all in one commit.

Any number of processes may do it at once. Each asks for its turn first; were two to have it, the
keys of leaf and checkpoint let one of them commit, and the other has done nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from zhiheng.audit.checkpoint import Checkpoint, read_checkpoint
from zhiheng.audit.growth import Growth, grow
from zhiheng.audit.merkle import Kept, root
from zhiheng.audit.note import read_note, sign_note
from zhiheng.audit.suites import SealKey
from zhiheng.store.db import Database
from zhiheng.store.log import stamp
from zhiheng.store.sealed import (
    Signed,
    append,
    insert_checkpoint,
    insert_key,
    kept_of,
    newest_and_leaves,
    no_longer_pending,
    take_turn,
)
from zhiheng.store.unsealed import Entry, Mark, find_unsealed, keeps_pending, note_unsealed


class BrokenLogError(RuntimeError):
    """The log is not what was signed last; nobody may sign more of it before people have looked."""


@dataclass(frozen=True, slots=True)
class Log:
    """The log of an agency, and who seals it. keys: the last is in use, the others were.

    most: entries sealed at once.
    """

    agency: str
    origin: str
    keys: tuple[SealKey, ...]
    most: int = 5_000


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass did. more: there may be more to seal at once."""

    sealed: int
    mark: Mark
    more: bool = False


def seal_once(db: Database, log: Log, mark: Mark, now: datetime) -> Pass:
    """Seal what waits, at most so many at once. mark: what the pass before gave.

    Raises BrokenLogError, Busy.
    """
    if db.sqlite and not mark.whole:
        # Who only looks keeps nobody from writing.
        with db.reading() as connection:
            found = find_unsealed(connection, log.agency, mark, 1)
        if not found.entries:
            return Pass(0, found.mark)
    with db.writing() as connection:
        if not take_turn(connection, log.agency):
            return Pass(0, mark)
        try:
            done = _seal(connection, log, mark, now)
        except _TakenError as taken:
            connection.rollback()
            if newest_and_leaves(connection, log.agency)[0] == taken.last:
                raise BrokenLogError("leaves or nodes lie ahead of the log") from taken
            return Pass(0, mark)  # a rival was faster
        connection.commit()
        return done


class _TakenError(Exception):
    """A place in the log is taken. last: the newest checkpoint when we looked."""

    def __init__(self, last: Signed | None) -> None:
        super().__init__()
        self.last = last


def _seal(connection: Connection, log: Log, mark: Mark, now: datetime) -> Pass:
    if keeps_pending(connection) and mark.whole:
        note_unsealed(connection, log.agency)
    last, size = newest_and_leaves(connection, log.agency)
    found = find_unsealed(connection, log.agency, mark, log.most)
    if not found.entries:
        return Pass(0, found.mark)
    kept = kept_of(connection, log.agency)
    _check_continued(log, last, size, kept)
    growth = grow(size, [bytes.fromhex(e.hash) for e in found.entries], kept)
    try:
        _write(connection, log, last, found.entries, growth, now)
    except IntegrityError as error:
        raise _TakenError(last) from error
    return Pass(len(found.entries), found.mark, more=len(found.entries) == log.most)


def _write(
    connection: Connection,
    log: Log,
    last: Signed | None,
    entries: Sequence[Entry],
    growth: Growth,
    now: datetime,
) -> None:
    append(connection, log.agency, entries, growth)
    text = Checkpoint(log.origin, growth.size, growth.root).text()
    signers = _signers(log, last)
    note = sign_note(text, *(key.signer for key in signers))
    signed = Signed(growth.size, growth.root.hex(), stamp(now), note.encode())
    insert_checkpoint(connection, log.agency, signed)
    if last is None or len(signers) > 1 or not _has_signed(signers[0], last):
        insert_key(connection, log.agency, (signers[0].vkey, signers[0].suite), signed)
    if keeps_pending(connection):
        no_longer_pending(connection, log.agency, entries)


def _check_continued(log: Log, last: Signed | None, size: int, kept: Kept) -> None:
    """The log is what was signed last, as far as the next root is made of it: BrokenLogError."""
    if last is None:
        if size:
            raise BrokenLogError(f"{size} leaves and no checkpoint")
        return
    signed = read_checkpoint(read_note(last.note).text)
    if signed.origin != log.origin:
        raise BrokenLogError(f"the log is called {signed.origin}, not {log.origin}")
    if (signed.size, signed.root.hex()) != (last.size, last.root) or size != last.size:
        raise BrokenLogError(f"{size} leaves, where {signed.size} were signed")
    if root(size, kept) != signed.root:
        raise BrokenLogError(f"another root of {size} leaves than was signed")


def _signers(log: Log, last: Signed | None) -> Sequence[SealKey]:
    """The key in use; with its first checkpoint also those in the file that signed the last.

    Who trusts the old key learns from the old key that the new one follows it.
    """
    *others, current = log.keys
    if last is None or _has_signed(current, last):
        return [current]
    return [current, *(key for key in others if _has_signed(key, last))]


def _has_signed(key: SealKey, last: Signed) -> bool:
    mine = (key.signer.name, key.signer.key_id)
    return any((s.name, s.key_id) == mine for s in read_note(last.note).signatures)
