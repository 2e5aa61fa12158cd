"""What a witness remembers, on its own disk: a process that dies has forgotten nothing it signed.

One file of SQLite, written through to the disk before anything is answered.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from zhiheng.audit.checkpoint import Checkpoint
from zhiheng.audit.note import Note, read_note
from zhiheng.audit.trust import point

_TABLES = """
CREATE TABLE IF NOT EXISTS seen (
  origin TEXT NOT NULL, size INTEGER NOT NULL, note TEXT NOT NULL, seconds INTEGER NOT NULL,
  delivered INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (origin, size));
CREATE TABLE IF NOT EXISTS heard (origin TEXT PRIMARY KEY, seconds INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS alarm (
  origin TEXT NOT NULL, kind TEXT NOT NULL, ours TEXT NOT NULL, theirs TEXT NOT NULL,
  why TEXT NOT NULL, seconds INTEGER NOT NULL, PRIMARY KEY (origin, kind, ours, theirs));
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """A checkpoint that was cosigned, when, and whether the log has the cosignature."""

    note: Note
    seconds: int
    delivered: bool

    @property
    def point(self) -> Checkpoint:
        """What it says."""
        return point(self.note)


@dataclass(frozen=True, slots=True)
class Alarm:
    """ours: the note that was cosigned; theirs: the one that does not go with it."""

    origin: str
    kind: str
    ours: str
    theirs: str
    why: str
    seconds: int


class Memory:
    """The folder of a witness. Several processes may use it: each change is one transaction."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "witness.db"
        with self._writing() as connection:
            for statement in filter(str.strip, _TABLES.split(";")):
                connection.execute(statement)

    @contextmanager
    def changing(self, origin: str) -> Iterator["Change"]:
        """Alone with the log: what is read inside stays true until it is written."""
        with self._writing() as connection:
            yield Change(connection, origin)

    def latest(self, origin: str) -> Seen | None:
        """The largest that was cosigned."""
        with self._reading() as connection:
            return Change(connection, origin).latest()

    def history(self, origin: str) -> list[Seen]:
        """Whose cosignatures the log has, and the latest; the oldest first."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT note, seconds, delivered FROM seen WHERE origin = ? AND (delivered"
                " OR size = (SELECT max(size) FROM seen WHERE origin = ?)) ORDER BY size",
                (origin, origin),
            )
            return [_seen(row) for row in rows]

    def heard(self, origin: str) -> int | None:
        """When the log answered last, in Unix seconds."""
        with self._reading() as connection:
            row = connection.execute(
                "SELECT seconds FROM heard WHERE origin = ?", (origin,)
            ).fetchone()
            return None if row is None else int(row[0])

    def alarms(self) -> list[Alarm]:
        """The newest first."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT origin, kind, ours, theirs, why, seconds FROM alarm ORDER BY seconds DESC"
            )
            return [Alarm(*row) for row in rows]

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self._path, timeout=10, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous=FULL")
            yield connection
        finally:
            connection.close()


class Change:
    """Reads and writes of one log, within a transaction."""

    def __init__(self, connection: sqlite3.Connection, origin: str) -> None:
        self._connection = connection
        self._origin = origin

    def latest(self) -> Seen | None:
        """The largest that was cosigned."""
        row = self._connection.execute(
            "SELECT note, seconds, delivered FROM seen WHERE origin = ? ORDER BY size DESC LIMIT 1",
            (self._origin,),
        ).fetchone()
        return None if row is None else _seen(row)

    def of_size(self, size: int) -> Seen | None:
        """The one that was cosigned of this size."""
        row = self._connection.execute(
            "SELECT note, seconds, delivered FROM seen WHERE origin = ? AND size = ?",
            (self._origin, size),
        ).fetchone()
        return None if row is None else _seen(row)

    def remember(self, note: Note, seconds: int) -> None:
        """Before it is cosigned. A size that was seen keeps its note."""
        self._connection.execute(
            "INSERT OR IGNORE INTO seen (origin, size, note, seconds) VALUES (?, ?, ?, ?)",
            (self._origin, point(note).size, note.encode(), seconds),
        )

    def cosigned(self, size: int, note: Note) -> None:
        """Keep the note with the cosignature on it."""
        self._connection.execute(
            "UPDATE seen SET note = ? WHERE origin = ? AND size = ?",
            (note.encode(), self._origin, size),
        )

    def delivered(self, size: int) -> None:
        """The log has taken the cosignature."""
        self._connection.execute(
            "UPDATE seen SET delivered = 1 WHERE origin = ? AND size = ?", (self._origin, size)
        )

    def hear(self, seconds: int) -> None:
        """The log has answered."""
        self._connection.execute(
            "INSERT INTO heard VALUES (?, ?) ON CONFLICT (origin) DO UPDATE SET seconds = ?",
            (self._origin, seconds, seconds),
        )

    def alarm(self, kind: str, theirs: Note, why: str, seconds: int) -> None:
        """Keep both notes: together they are the evidence. The same twice is kept once."""
        seen = self.of_size(point(theirs).size) or self.latest()
        ours = seen.note.encode() if seen else ""
        self._connection.execute(
            "INSERT OR IGNORE INTO alarm VALUES (?, ?, ?, ?, ?, ?)",
            (self._origin, kind, ours, theirs.encode(), why, seconds),
        )


def _seen(row: tuple[str, int, int]) -> Seen:
    return Seen(read_note(row[0]), row[1], bool(row[2]))
