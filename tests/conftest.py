"""Databases and the sample bureau for all tests; hypothesis profiles."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from support.cheap_passwords import cheap_passwords
from support.databases import (
    as_role,
    create_database,
    drop_database,
    files_without_fsync,
    let_log_in,
    postgres,
    sqlalchemy_url,
    sqlite_without_fsync,
)
from support.office import AGENCY, Clock, Office
from support.permit_chart import charts_of_tests

from zhiheng.runtime import Runtime
from zhiheng.store.db import Database
from zhiheng.store.migrate import upgrade
from zhiheng.store.roles import make_roles
from zhiheng_api.sample import load_sample

_SLOW = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
settings.register_profile("dev", max_examples=60, deadline=None, suppress_health_check=_SLOW)
settings.register_profile(
    "ci", max_examples=100, deadline=None, derandomize=True, suppress_health_check=_SLOW
)
settings.register_profile("soak", max_examples=3_000, deadline=None, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("ZHIHENG_HYPOTHESIS", "ci" if "CI" in os.environ else "dev"))

sqlite_without_fsync()
files_without_fsync()
cheap_passwords()
gc.set_threshold(50_000, 20, 20)

BACKENDS = ("sqlite", "postgres")
ROLE = os.environ.get("ZHIHENG_TEST_ROLE", "")
"""`zhiheng_app`: every office on PostgreSQL works as that role, instead of as the superuser."""


def pytest_collection_finish() -> None:
    """Thousands of tests and all modules stay to the end: garbage is looked for among the rest.

    With the threshold above, a fifth of the time of the tests was spent on looking through them.
    """
    gc.collect()
    gc.freeze()


@dataclass(frozen=True)
class Template:
    """A database with the sample loaded, to be copied."""

    sqlite: Path
    documents: Path
    postgres_uri: str
    postgres_name: str


@pytest.fixture(scope="session")
def postgres_uri() -> Iterator[str]:
    """A real PostgreSQL server."""
    with postgres(survives_power_loss=False) as uri:
        yield uri


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, postgres_uri: str) -> Iterator[Template]:
    """The sample bureau on both databases, made once for a whole run."""
    folder = tmp_path_factory.mktemp("template")
    sqlite = folder / "zhiheng.db"
    name = create_database(postgres_uri)
    for url in (f"sqlite:///{sqlite}", sqlalchemy_url(postgres_uri, name)):
        db = Database(url)
        upgrade(db)
        rt = Runtime(db, folder / "documents", Clock())
        load_sample(rt, "demo", operating=False, charts=charts_of_tests())
        if db.sqlite:
            with db.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            make_roles(db)  # a copy of the database has the same rights and policies
            let_log_in(postgres_uri)
        db.close()
    yield Template(sqlite, folder / "documents", postgres_uri, name)
    drop_database(postgres_uri, name)


@pytest.fixture
def make_url(template: Template, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Make a database of the backend with the sample in it; returns its URL."""
    made: list[str] = []

    def make(backend: str) -> str:
        if backend == "sqlite":
            copy = tmp_path / f"zhiheng-{len(made)}.db"
            made.append("")
            shutil.copyfile(template.sqlite, copy)
            return f"sqlite:///{copy}"
        name = create_database(template.postgres_uri, template.postgres_name)
        made.append(name)
        url = sqlalchemy_url(template.postgres_uri, name)
        return as_role(url, ROLE) if ROLE else url

    yield make
    for name in filter(None, made):
        drop_database(template.postgres_uri, name)


@pytest.fixture(params=BACKENDS)
def office(
    request: pytest.FixtureRequest, make_url: Callable[[str], str], tmp_path: Path
) -> Iterator[Office]:
    """The sample bureau on SQLite, and then on PostgreSQL."""
    url = make_url(request.param)
    clock = Clock()
    rt = Runtime(Database(url, AGENCY), tmp_path / "documents", clock)
    yield Office(rt, clock, url)
    rt.db.close()


@pytest.fixture
def sqlite_office(make_url: Callable[[str], str], tmp_path: Path) -> Iterator[Office]:
    """The sample bureau on SQLite alone, for what has nothing to do with the database."""
    url = make_url("sqlite")
    clock = Clock()
    rt = Runtime(Database(url, AGENCY), tmp_path / "documents", clock)
    yield Office(rt, clock, url)
    rt.db.close()
