"""Where a value still stands: every column of every table, every raw file, every export."""

import io
import json
import zipfile
from collections.abc import Collection, Iterable
from pathlib import Path

from sqlalchemy import LargeBinary, String, cast, func, select

from support.office import AGENCY, Office, caller
from zhiheng.queries.bundle import agency_bundle
from zhiheng.queries.event_log.write import Format, Selection, write_event_log
from zhiheng.store import tables as t


def in_tables(office: Office, traces: Collection[str]) -> set[str]:
    """Every trace that stands in some column of some table, as text or as bytes."""
    found = set()
    with office.rt.db.reading() as connection:
        for table in t.metadata.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, LargeBinary):
                    rows = [bytes(x) for x in connection.execute(select(column)).scalars()]
                    found |= {x for x in traces if any(x.encode() in row for row in rows)}
                else:
                    shown = cast(column, String)
                    for trace in traces:
                        query = select(func.count()).where(shown.like(f"%{trace}%"))
                        if connection.execute(query.select_from(table)).scalar_one():
                            found.add(trace)
    return found


def papers_of(office: Office) -> Path:
    """The folder of the papers."""
    return office.rt.documents._folder


def in_files(office: Office, traces: Collection[str]) -> set[str]:
    """Every trace in the raw bytes of the papers, and of an SQLite database with all its files."""
    files = [p for p in papers_of(office).rglob("*") if p.is_file()]
    if office.rt.db.sqlite:
        database = Path(office.rt.db.engine.url.database or "")
        files += list(database.parent.glob(f"{database.name}*"))
    return _among((p.read_bytes() for p in files), traces)


def in_exports(office: Office, traces: Collection[str], folder: Path) -> set[str]:
    """Every trace in the bundle of the agency and in the event logs, inside and masked."""
    contents = []
    with office.rt.db.reading() as connection:
        bundle = agency_bundle(office.rt, connection, caller("jiwei"))
        for kind in Format:
            for masked in (False, True):
                path = folder / f"log-{kind}-{masked}"
                write_event_log(
                    office.rt, connection, AGENCY, Selection(), kind, path, masked=masked
                )
                contents.append(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bundle)) as members:
        contents += [members.read(name) for name in members.namelist()]
    return _among(contents, traces)


def _among(contents: Iterable[bytes], traces: Collection[str]) -> set[str]:
    kept = list(contents)
    assert kept
    forms = {x: (x.encode(), json.dumps(x)[1:-1].encode()) for x in traces}
    return {x for x, two in forms.items() if any(one in c for one in two for c in kept)}
