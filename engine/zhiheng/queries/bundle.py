"""A bundle: a case's entries, the agency's entries, and all that they name by digest."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, select

from zhiheng import facts as f
from zhiheng.audit.bundle import StreamLines, write_bundle
from zhiheng.errors import NotVisible
from zhiheng.model.caller import Caller
from zhiheng.model.command import SystemCommand
from zhiheng.model.ids import Digest
from zhiheng.queries.reports import readable, report
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t
from zhiheng.store.artifacts import get_artifact
from zhiheng.store.erasing import erased_papers
from zhiheng.store.log import read_bodies
from zhiheng.store.reports import REPORTS, report_stream


def case_bundle(
    rt: Runtime, connection: Connection, agency: str, case_id: str, *, full: bool
) -> bytes:
    """The case's stream as a zip; in full, with the agency's and all papers.

    An applicant's is not full: the roster, absences and secret papers are not his to have, and
    the hashes of his own case verify without them.
    """
    streams = [f"agency/{agency}", f"case/{case_id}"] if full else [f"case/{case_id}"]
    return _zip(rt, connection, agency, streams, papers=full)


def agency_bundle(rt: Runtime, connection: Connection, caller: Caller) -> bytes:
    """Every stream of the agency, refusals included, as a zip; for supervisor and audit officer.

    But for the reports that he may not know of: the audit officer's none, the supervisor's those
    about the supervision, and those of a step that he had a part in (rules/reporting.py).
    """
    agency = caller.agency
    streams = connection.execute(
        select(t.entry.c.stream).where(t.entry.c.agency == agency).distinct()
    ).scalars()
    known = {report_stream(agency, one) for one in readable(rt, connection, caller)}
    own = [s for s in sorted(streams) if not s.startswith(REPORTS) or s in known]
    return _zip(rt, connection, agency, own, papers=True)


def report_bundle(rt: Runtime, connection: Connection, caller: Caller, one: str) -> bytes:
    """The stream of one report, for who may read it. Raises NotVisible."""
    report(rt, connection, caller, one)
    streams = [report_stream(caller.agency, one)]
    return _zip(rt, connection, caller.agency, streams, papers=False)


def _zip(
    rt: Runtime, connection: Connection, agency: str, streams: list[str], *, papers: bool
) -> bytes:
    lines = [
        StreamLines(s, tuple(read_bodies(connection, agency, s)), _head(connection, agency, s))
        for s in streams
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bundle.zip"
        named = _documents(rt, connection, agency, lines) if papers else ()
        write_bundle(path, lines, named)
        return path.read_bytes()


def _head(connection: Connection, agency: str, stream: str) -> str:
    """The last hash as its row keeps it, so that the last line vouches not for itself."""
    kind, _, name = stream.partition("/")
    if kind == "case":
        table, match = t.case_file, t.case_file.c.id == name
        query = select(table.c.head).where(table.c.agency == agency, match)
    elif kind == "agency":
        query = select(t.agency.c.head).where(t.agency.c.id == agency)
    else:
        head = t.access_head.c
        query = select(head.head).where(head.agency == agency, head.stream == stream)
    return str(connection.execute(query).scalar_one())


def _documents(
    rt: Runtime, connection: Connection, agency: str, lines: list[StreamLines]
) -> Iterator[tuple[Digest, bytes]]:
    seen, gone = set[str](), erased_papers(connection, agency)
    for stream in lines:
        entries = [f.decode(body) for body in stream.bodies]
        if _kept_close(entries):
            continue
        for entry in entries:
            for digest, kept in _named(entry):
                if digest in seen or digest in gone:
                    continue
                seen.add(digest)
                yield Digest(digest), _content(rt, connection, agency, digest, kept)


def _kept_close(entries: list[f.Entry]) -> bool:
    """A list of relations is in no bundle, whether as an artifact or as the paper of its case."""
    first = entries[0].facts[0] if entries else None
    return isinstance(first, f.CaseStarted) and first.command == SystemCommand.LOAD_RELATIONS


def _content(rt: Runtime, connection: Connection, agency: str, digest: str, kept: str) -> bytes:
    if kept == "document":
        return rt.documents.get(digest)
    try:
        return get_artifact(connection, agency, digest)
    except KeyError as error:
        raise NotVisible("no-such-document") from error


def _named(entry: f.Entry) -> Iterator[tuple[str, str]]:
    for fact in entry.facts:
        match fact:
            case f.DocumentFiled():
                yield fact.digest, "document"
            case f.HandedOver():
                yield fact.sheet, "document"
            case f.RecusalDecided() if fact.minutes is not None:
                yield fact.minutes, "document"
            case (
                f.RosterLoaded()
                | f.CalendarLoaded()
                | f.ChartDeployed()
                | f.ParametersProposed()
                | f.ParametersConfirmed()
            ):
                yield fact.digest, "artifact"
            case f.DrawMade() if fact.pool is not None:
                yield fact.pool, "artifact"
                yield fact.outcome, "artifact"
            case _:
                pass
