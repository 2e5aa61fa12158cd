"""Write the event log of a selection: cases, a chart, the days on which they came in."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, Select, select

from zhiheng.errors import Forbidden
from zhiheng.model.caller import Caller, Role
from zhiheng.queries.event_log.events import CaseLog, case_log
from zhiheng.queries.event_log.mask import Mask
from zhiheng.queries.event_log.ocel import write_ocel
from zhiheng.queries.event_log.xes import write_xes
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t
from zhiheng.store.log import midnight, midnight_after, read_stream


class Format(StrEnum):
    """Which standard."""

    XES = "xes"
    OCEL = "ocel"


_WRITERS: Mapping[Format, Callable[[BinaryIO, Iterable[CaseLog]], None]] = {
    Format.XES: write_xes,
    Format.OCEL: write_ocel,
}


@dataclass(frozen=True, slots=True)
class Selection:
    """cases: ids; none: all. since, until: days on which they came in, both inclusive."""

    cases: tuple[str, ...] = ()
    chart: str | None = None
    since: date | None = None
    until: date | None = None

    def told(self) -> dict[str, str]:
        """For the record of the export."""
        days = {"since": self.since, "until": self.until}
        found = {name: day.isoformat() for name, day in days.items() if day is not None}
        if self.chart is not None:
            found["chart"] = self.chart
        if self.cases:
            found["cases"] = " ".join(self.cases)
        return found


@dataclass(frozen=True, slots=True)
class Written:
    """What came out. sha256, size: of the file."""

    cases: int
    events: int
    sha256: str
    size: int


def must_audit(caller: Caller) -> None:
    """Only who supervises or audits looks at many cases at once (三员)."""
    if caller.role not in (Role.SUPERVISOR, Role.AUDIT):
        raise Forbidden("role-may-not", role=caller.role.value, verb="audit")


def count(connection: Connection, agency: str, selection: Selection) -> int:
    """How many cases it is."""
    return len(connection.execute(_ids(agency, selection)).all())


def write_event_log(
    rt: Runtime,
    connection: Connection,
    agency: str,
    selection: Selection,
    kind: Format,
    path: Path,
    *,
    masked: bool,
    each: Callable[[], None] = lambda: None,
) -> Written:
    """Write it to a file. each: called after every case."""
    counted = _Counted(rt, connection, agency, Mask(masked), each)
    cases = connection.execute(_ids(agency, selection)).scalars().all()
    with path.open("wb") as out:
        _WRITERS[kind](out, counted.logs(cases))
    with path.open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    return Written(len(cases), counted.events, digest, path.stat().st_size)


def _ids(agency: str, selection: Selection) -> Select[Any]:
    c = t.case_file.c
    query = select(c.id).where(c.agency == agency).order_by(c.id)
    if selection.cases:
        query = query.where(c.id.in_(selection.cases))
    if selection.chart is not None:
        query = query.where(c.chart_key == selection.chart)
    if selection.since is not None:
        query = query.where(c.opened_at >= midnight(selection.since))
    if selection.until is not None:
        query = query.where(c.opened_at < midnight_after(selection.until))
    return query


@dataclass
class _Counted:
    """Makes one case after the other, and counts."""

    rt: Runtime
    connection: Connection
    agency: str
    mask: Mask
    each: Callable[[], None]
    events: int = 0

    def logs(self, cases: Iterable[str]) -> Iterator[CaseLog]:
        roster = self.rt.agency(self.connection, self.agency).roster
        for case in cases:
            entries = (e for e, _ in read_stream(self.connection, self.agency, f"case/{case}"))
            log = case_log(case, entries, self._chart, roster, self.mask)
            self.events += len(log.events)
            yield log
            self.each()

    def _chart(self, digest: str) -> Any:
        return self.rt.chart(self.connection, self.agency, digest).chart
