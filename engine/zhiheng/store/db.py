"""Connections: SQLite with one writer, or PostgreSQL with many."""

import select
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, DisconnectionError

from zhiheng.errors import Busy

LOCK_SECONDS = 2
"""How long a command waits for a lock before it answers 503 (design.md §4)."""
_POOL = 48
"""At least the 40 threads that serve requests, or they could wait on the pool for ever."""
_BUSY_STATES = frozenset({"55P03", "40P01", "40001"})
"""PostgreSQL: lock not available, deadlock, serialisation failure."""
AGENCY_SETTING = "app.agency"
"""The session's agency on PostgreSQL; every policy asks for it, and without it nothing is there."""


class Database:
    """One database, reached by `reading()` and `writing()`.

    agency: the one that the process serves. On PostgreSQL its connections say so as they are made,
    and see nothing of another (docs/adr/0031-database-roles.md). pending: what is written is noted
    as waiting to be sealed, for databases without `xid8`.
    """

    def __init__(self, url: str, agency: str = "", *, pending: bool = False) -> None:
        self.sqlite = make_url(url).get_backend_name() == "sqlite"
        self.engine, self.writers = (
            _sqlite(url, pending=pending)
            if self.sqlite
            else _postgres(url, agency, pending=pending)
        )
        self._single = (
            self.engine
            if self.sqlite
            else self.engine.execution_options(isolation_level="AUTOCOMMIT")
        )
        self._writer = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection whose reads see one state of the database."""
        with self.engine.connect() as connection:
            if not self.sqlite:
                # Otherwise each statement sees its own: a bundle's entries and its head differ.
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextmanager
    def single(self) -> Iterator[Connection]:
        """A connection for one reading statement, which is its own transaction.

        Saves PostgreSQL two round trips, to begin and to end what has nothing in it.
        """
        with self._single.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: the caller commits inside it, or nothing is written.

        Raises Busy when the lock is not had within LOCK_SECONDS.
        """
        if self.sqlite and not self._writer.acquire(timeout=LOCK_SECONDS):
            raise Busy("busy")
        try:
            with self.writers.connect() as connection:
                yield connection
        except DBAPIError as error:
            if _is_busy(error):
                raise Busy("busy") from error
            raise
        finally:
            if self.sqlite:
                self._writer.release()

    def forget(self) -> None:
        """Let nothing of what was deleted stand in files, as far as the database can.

        SQLite's write-ahead log is emptied. PostgreSQL drops dead rows by its own vacuum.
        """
        if self.sqlite:
            with self._single.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _is_busy(error: DBAPIError) -> bool:
    if getattr(error.orig, "sqlstate", None) in _BUSY_STATES:
        return True
    return "database is locked" in str(error.orig)


def _postgres(url: str, agency: str, *, pending: bool) -> tuple[Engine, Engine]:
    # In the first packet of a connection: no transaction pays a round trip for it.
    escaped = agency.replace("\\", "\\\\").replace(" ", "\\ ")
    of_agency = f" -c {AGENCY_SETTING}={escaped}" if agency else ""
    engine = create_engine(
        url,
        pool_size=_POOL,
        max_overflow=0,
        isolation_level="READ COMMITTED",
        execution_options={"pending": pending},
        connect_args={
            "options": f"-c lock_timeout={LOCK_SECONDS * 1000} -c timezone=UTC "
            f"-c idle_in_transaction_session_timeout=60000{of_agency}"
        },
        # Else each fault of the database would print what people wrote into the operator's log.
        hide_parameters=True,
    )
    event.listen(engine, "checkout", _on_checkout)
    return engine, engine


def _on_checkout(connection: Any, _record: Any, _proxy: Any) -> None:
    """Replace a connection on which the server has hung up.

    It has left its last words to read, on a connection that is owed none. A ping would tell the
    same, at a round trip or two for each request.
    """
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    if waiting.poll(0):
        raise DisconnectionError


def _sqlite(url: str, *, pending: bool) -> tuple[Engine, Engine]:
    """Readers and writers, on one pool.

    Writers take the lock at once; one that began as a reader could only fail later. It is the
    dialect that begins, since one listener for `begin` makes every statement look for listeners.
    """
    options = {"pending": pending}
    readers = create_engine(
        url,
        execution_options=options,
        pool_size=_POOL,
        max_overflow=0,
        connect_args={"timeout": LOCK_SECONDS, "check_same_thread": False},
        hide_parameters=True,
    )
    event.listen(readers, "connect", _on_connect)
    writers = create_engine(url, pool=readers.pool, execution_options=options, hide_parameters=True)
    for engine, begin in ((readers, "BEGIN"), (writers, "BEGIN IMMEDIATE")):
        engine.dialect.do_begin = partial(_begin, begin)  # type: ignore[method-assign]
    return readers, writers


def _on_connect(connection: Any, _record: Any) -> None:
    """WAL with FULL: an acknowledged step survives power loss, not only a killed process.

    What is deleted is written over with zeros, or an erased value would go on standing in the file.
    """
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(statement: str, connection: Any) -> None:
    connection.execute(statement)


def ping(connection: Connection) -> None:
    """Ask the database for anything."""
    connection.execute(text("SELECT 1"))
