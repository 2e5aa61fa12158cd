"""From the streams of reports, and the contents they commit to, to rows; the only way there."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select, update

from zhiheng import facts as f
from zhiheng.rules.reporting import Routed
from zhiheng.store import tables as t
from zhiheng.store.duties import Row
from zhiheng.store.log import read_stream

Contents = Mapping[str, Any]
"""Commitment -> content; what was erased is missing."""


REPORTS = "report/"
"""How the streams of reports begin."""


def report_stream(agency: str, one: str) -> str:
    """The stream of one report: it has its own, so that no count of others shows in a receipt."""
    return f"{REPORTS}{agency}/{one}"


def report_row(before: Row | None, entry: f.Entry, contents: Contents) -> Row:
    """The row as it stands after the entry."""
    row: Row = dict(before or {})
    for x in entry.facts:
        if isinstance(x, f.InterferenceRecorded | f.ComplaintMade):
            row = _first(entry, x, contents.get(x.content, {}))
        if isinstance(x, f.ComplaintAnswered):
            row |= {"upheld": x.upheld, "answer": x.content, "answered_at": entry.at}
    return row


def _first(
    entry: f.Entry, x: f.InterferenceRecorded | f.ComplaintMade, content: Mapping[str, Any]
) -> Row:
    return {
        "agency": entry.agency,
        "id": entry.stream.rpartition("/")[2],
        "kind": "complaint" if isinstance(x, f.ComplaintMade) else x.kind,
        "office": x.office,
        "case_id": content.get("case", ""),
        "task": content.get("task", ""),
        "account": entry.actor.account,
        "against": ",".join(content.get("against", ())),
        "at": entry.at,
        "content": x.content,
        "due": x.due if isinstance(x, f.ComplaintMade) else None,
        "upheld": None,
        "answer": None,
        "answered_at": None,
    }


def routed(row: Mapping[str, Any]) -> Routed:
    """Where the report of that row went."""
    against = frozenset(filter(None, row["against"].split(",")))
    return Routed(row["office"], row["account"], against)


def write_report(connection: Connection, row: Row, *, new: bool) -> None:
    """Write the row."""
    if new:
        connection.execute(insert(t.report), row)
        return
    c = t.report.c
    match = update(t.report).where(c.agency == row["agency"], c.id == row["id"])
    # What was said stays: the database lets the service change nothing but the answer.
    connection.execute(match.values({k: row[k] for k in ("upheld", "answer", "answered_at")}))


def contents_of(connection: Connection, agency: str, commitments: Iterable[str]) -> Contents:
    """The contents that are still there."""
    v = t.value.c
    query = select(v.commitment, v.body).where(v.agency == agency)
    rows = connection.execute(query.where(v.commitment.in_(list(commitments))))
    return {r.commitment: msgspec.json.decode(r.body) for r in rows}


def report_differences(connection: Connection, agency: str) -> list[str]:
    """Where the table says something else than the streams. [] when they agree."""
    rows = connection.execute(select(t.report).where(t.report.c.agency == agency))
    stored = {r.id: dict(r._mapping) for r in rows}  # noqa: SLF001 - SQLAlchemy's public name
    head = t.access_head.c
    streams = select(head.stream).where(head.agency == agency, head.stream.like(f"{REPORTS}%"))
    found = []
    for stream in sorted(connection.execute(streams).scalars()):
        row: Row | None = None
        for entry, _ in read_stream(connection, agency, stream):
            named = [x.content for x in entry.facts if isinstance(x, _WITH_CONTENT)]
            row = report_row(row, entry, contents_of(connection, agency, named))
        have = stored.pop(stream.rpartition("/")[2], None)
        if row is not None and have != row and (have is None or not _erased(row, have)):
            found.append(f"report: log says {row}, table says {have}")
    return found + [f"report: table says {row}" for row in stored.values()]


_WITH_CONTENT = (f.InterferenceRecorded, f.ComplaintMade, f.ComplaintAnswered)


def _erased(row: Row, have: Row) -> bool:
    """Whether they differ only in what stood in a content that is no longer kept."""
    gone = {"case_id", "task", "against"}
    return not row["case_id"] and all(row[k] == have[k] for k in row.keys() - gone)
