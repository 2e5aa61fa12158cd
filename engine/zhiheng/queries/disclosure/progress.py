"""How far a case is (办件进度), for who knows its number and its code: no person, no content.

The steps are those of the public edition; while an internal one is open, it is said that the
office is at work.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from zhiheng.clock import local_date
from zhiheng.edition.withhold import internal
from zhiheng.errors import NotReady
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import AccountId, AgencyId, CaseId, ElementPath, PartyId
from zhiheng.queries.cases import CaseFile, case_file
from zhiheng.queries.receipts import case_by_code
from zhiheng.queries.timeline import run_sheet
from zhiheng.rules.clock import remaining_working_days
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.store import tables as t
from zhiheng.store.log import parse_stamp

_BY_CODE = AccountId("progress-code")


@dataclass(frozen=True, slots=True)
class PublicClock:
    """A limit of the case. left: working days, negative when late; None when it has ended."""

    kind: str
    due: str
    left: int | None
    late: bool
    stopped_since: str | None
    provisional: bool


@dataclass(frozen=True, slots=True)
class PublicVisit:
    """A step that was entered. name: empty for an internal one. applicant: it is his to do."""

    name: str
    opened_on: str
    closed_on: str | None
    applicant: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """outcome: the name of the end that the case has come to."""

    number: str | None
    power: str
    key: str
    status: str
    opened_on: str
    closed_on: str | None
    outcome: str | None
    clocks: tuple[PublicClock, ...]
    visits: tuple[PublicVisit, ...]


def progress(
    rt: Runtime, connection: Connection, agency: AgencyId, case: str, code: str
) -> Progress:
    """Raises NotVisible: no such case, or the code is another's."""
    found = CaseId(case_by_code(connection, agency, case, code))
    view = rt.agency(connection, agency)
    file = case_file(rt, connection, _applicant(connection, agency, found), found)
    return Progress(
        number=file.item.number,
        power=file.chart.name,
        key=file.chart.key,
        status=file.item.status,
        opened_on=_day(file.item.opened_at),
        closed_on=_day(file.item.closed_at) if file.item.closed_at else None,
        outcome=_outcome(file),
        clocks=tuple(_clocks(rt, connection, view, found)),
        visits=tuple(_visits(file, view, rt.now(view))),
    )


def _applicant(connection: Connection, agency: AgencyId, case: CaseId) -> Caller:
    """Who holds the code sees what the applicant may see, which is what any case must allow."""
    c = t.case_file.c
    query = select(c.applicant).where(c.agency == agency, c.id == case)
    party = PartyId(connection.execute(query).scalar_one())
    return Caller(agency, _BY_CODE, Role.APPLICANT, party=party)


def _outcome(file: CaseFile) -> str | None:
    end = file.chart.nodes.get(ElementPath(file.item.outcome or ""))
    return end.name if end is not None else None


def _clocks(
    rt: Runtime, connection: Connection, view: AgencyView, case: CaseId
) -> Iterator[PublicClock]:
    c = t.clock.c
    query = (
        select(c.kind, c.due, c.running, c.late, c.stopped_since, c.provisional)
        .where(c.agency == view.state.id, c.case_id == case, c.task.is_(None))
        .where(c.kind.in_(("statutory", "promised")))
        .order_by(c.kind.desc())
    )
    today = local_date(rt.now(view))
    for row in connection.execute(query):
        if view.calendar is None:
            raise NotReady("agency-not-ready")
        due = date.fromisoformat(row.due)
        left = remaining_working_days(today, due, view.calendar) if row.running else None
        late = bool(row.late) or (left is not None and left < 0)
        stopped = row.stopped_since
        yield PublicClock(row.kind, row.due, left, late, stopped, bool(row.provisional))


def _visits(file: CaseFile, view: AgencyView, now: datetime) -> Iterator[PublicVisit]:
    """Internal steps in a row are one stretch of work without a name."""
    if view.roster is None or view.calendar is None:
        raise NotReady("agency-not-ready")
    hidden = internal(file.chart)
    before: PublicVisit | None = None
    for row in run_sheet(file, view.roster, view.calendar, now):
        path = ElementPath(row.task)
        task = file.chart.task(path)
        name = "" if path in hidden else row.name
        visit = PublicVisit(name, row.opened_on, row.closed_on, task.external == "applicant")
        if before is not None and not name and not before.name:
            visit = PublicVisit("", before.opened_on, row.closed_on, applicant=False)
        elif before is not None:
            yield before
        before = visit
    if before is not None:
        yield before


def _day(instant: str) -> str:
    return local_date(parse_stamp(instant)).isoformat()
