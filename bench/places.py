"""The sample bureau on both databases, copied for each measurement from a template."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from support.databases import create_database, drop_database, sqlalchemy_url
from support.office import Clock, Office, caller
from support.permit_chart import charts_of_tests

from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.deploy import Deploy
from zhiheng.runtime.process import Runtime
from zhiheng.store.db import Database
from zhiheng.store.migrate import upgrade
from zhiheng_api.sample import load_sample

BACKENDS = ("sqlite", "postgres")
_CHART = Path(__file__).parent / "charts" / "rework.bpmn"


@contextmanager
def twin(office: Office) -> Iterator[Office]:
    """The same database reached anew, where listeners slow down nothing that is measured."""
    with tempfile.TemporaryDirectory() as folder:
        rt = Runtime(Database(office.url), Path(folder), office.clock)
        rt.documents = office.rt.documents
        try:
            yield Office(rt, office.clock, office.url)
        finally:
            rt.db.close()


@dataclass(frozen=True, slots=True)
class Places:
    """Templates with the sample and the rework chart in them."""

    folder: Path
    postgres_uri: str
    postgres_template: str

    @contextmanager
    def office(self, backend: str) -> Iterator[Office]:
        """A database of its own, with the settings that the service uses."""
        folder = self.folder / f"{backend}-{len(list(self.folder.iterdir()))}"
        folder.mkdir()
        name = ""
        if backend == "sqlite":
            shutil.copyfile(self.folder / "template.db", folder / "zhiheng.db")
            url = f"sqlite:///{folder / 'zhiheng.db'}"
        else:
            name = create_database(self.postgres_uri, self.postgres_template)
            url = sqlalchemy_url(self.postgres_uri, name)
        rt = Runtime(Database(url), folder / "documents", clock := Clock())
        try:
            yield Office(rt, clock, url)
        finally:
            rt.db.close()
            shutil.rmtree(folder)
            if name:
                drop_database(self.postgres_uri, name)


def make_places(folder: Path, postgres_uri: str) -> Places:
    """Load the templates."""
    name = create_database(postgres_uri)
    for url in (f"sqlite:///{folder / 'template.db'}", sqlalchemy_url(postgres_uri, name)):
        rt = Runtime(Database(url), folder / "documents", Clock())
        upgrade(rt.db)
        load_sample(rt, "demo", operating=False, charts=charts_of_tests())
        execute_agency(rt, caller("sysadmin"), Deploy(_CHART.read_bytes()))
        if rt.db.sqlite:
            with rt.db.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        rt.db.close()
    return Places(folder, postgres_uri, name)
