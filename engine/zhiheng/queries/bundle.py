"""A bundle: a case's entries, the agency's entries, and all that they name by digest."""

import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

from sqlalchemy import Connection, select

from zhiheng import facts as f
from zhiheng.audit.bundle import StreamLines, write_bundle
from zhiheng.audit.note import Verifier
from zhiheng.errors import NotVisible
from zhiheng.model.caller import Caller
from zhiheng.model.command import SystemCommand
from zhiheng.model.ids import Digest
from zhiheng.queries.bundle_lines import Period, places, stream_lines
from zhiheng.queries.reports import readable, report
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t
from zhiheng.store.artifacts import get_artifact
from zhiheng.store.erasing import erased_papers
from zhiheng.store.reports import REPORTS, report_stream
from zhiheng.store.vouching import sealing

Witnesses = tuple[Verifier, ...]


def case_bundle(
    rt: Runtime,
    connection: Connection,
    agency: str,
    case_id: str,
    *,
    full: bool,
    witnesses: Witnesses = (),
    cosigned: bool = False,
) -> bytes:
    """The case's stream as a zip; in full, with the agency's and all papers.

    An applicant's is not full: the roster, absences and secret papers are not his to have, and
    the hashes of his own case verify without them. witnesses: their public keys. cosigned: under
    a checkpoint that a witness has seen, even when it does not cover the last lines.
    """
    streams = [f"agency/{agency}", f"case/{case_id}"] if full else [f"case/{case_id}"]
    return _zip(
        rt, connection, agency, streams, papers=full, witnesses=witnesses, cosigned=cosigned
    )


def agency_bundle(
    rt: Runtime,
    connection: Connection,
    caller: Caller,
    period: Period | None = None,
    witnesses: Witnesses = (),
    *,
    cosigned: bool = False,
) -> bytes:
    """As `office_bundle`, and the reports that the caller may know of (rules/reporting.py).

    The audit officer's are none; the supervisor's are not those about the supervision, nor those
    of a step that he had a part in.
    """
    known = {report_stream(caller.agency, one) for one in readable(rt, connection, caller)}
    return office_bundle(rt, connection, caller.agency, period, witnesses, known, cosigned=cosigned)


def office_bundle(
    rt: Runtime,
    connection: Connection,
    agency: str,
    period: Period | None = None,
    witnesses: Witnesses = (),
    reports: Collection[str] = (),
    *,
    cosigned: bool = False,
) -> bytes:
    """Every stream of the agency, refusals included, as a zip; of reports these streams alone.

    Of a period: what was written in it, and what that rested on.
    """
    streams = connection.execute(
        select(t.entry.c.stream).where(t.entry.c.agency == agency).distinct()
    ).scalars()
    own = [s for s in sorted(streams) if not s.startswith(REPORTS) or s in reports]
    return _zip(
        rt,
        connection,
        agency,
        own,
        papers=True,
        period=period,
        witnesses=witnesses,
        cosigned=cosigned,
    )


def report_bundle(
    rt: Runtime, connection: Connection, caller: Caller, one: str, witnesses: Witnesses = ()
) -> bytes:
    """The stream of one report, for who may read it. Raises NotVisible."""
    report(rt, connection, caller, one)
    streams = [report_stream(caller.agency, one)]
    return _zip(rt, connection, caller.agency, streams, papers=False, witnesses=witnesses)


def _zip(
    rt: Runtime,
    connection: Connection,
    agency: str,
    streams: list[str],
    *,
    papers: bool,
    period: Period | None = None,
    witnesses: Witnesses = (),
    cosigned: bool = False,
) -> bytes:
    found = (stream_lines(connection, agency, stream, period) for stream in streams)
    lines = [stream for stream in found if stream is not None]
    seal = sealing(connection, agency, places(lines), witnesses, cosigned=cosigned)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bundle.zip"
        named = _documents(rt, connection, agency, lines) if papers else ()
        write_bundle(path, lines, named, seal)
        return path.read_bytes()


def _documents(
    rt: Runtime, connection: Connection, agency: str, lines: list[StreamLines]
) -> Iterator[tuple[Digest, bytes]]:
    seen, gone = set[str](), erased_papers(connection, agency)
    for stream in lines:
        entries = [f.decode(body) for body in stream.bodies]
        if _kept_close(entries):
            continue
        for entry in entries:
            for digest, kept in (*_named(entry), *_rested_on(entry)):
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


def _rested_on(entry: f.Entry) -> Iterator[tuple[str, str]]:
    """The chart, roster, calendar and parameters in force, which may be of an earlier entry."""
    rested = entry.digests
    for digest in (rested.chart, rested.roster, rested.calendar, rested.parameters):
        if digest is not None:
            yield digest, "artifact"


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
