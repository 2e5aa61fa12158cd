"""What a random draw reads: closed cases with their risk signs, and hashes of the agency's log."""

from datetime import date, timedelta

from sqlalchemy import Connection, and_, select
from sqlalchemy.sql.elements import ColumnElement

from zhiheng.store import tables as t
from zhiheng.store.log import midnight

Closed = tuple[str, str, str]
"""Case id, number, applicant."""


def closed_cases(
    connection: Connection, agency: str, charts: tuple[str, ...], since: date, until: date
) -> list[Closed]:
    """Cases with a number that were closed on those days, both inclusive, by number."""
    c = t.case_file.c
    query = select(c.id, c.number, c.applicant).where(_closed(agency, charts, since, until))
    return [(r.id, r.number, r.applicant) for r in connection.execute(query.order_by(c.number))]


def _closed(agency: str, charts: tuple[str, ...], since: date, until: date) -> ColumnElement[bool]:
    c = t.case_file.c
    days = (since, until + timedelta(days=1))
    first, after = map(midnight, days)
    return and_(
        c.agency == agency,
        c.status == "closed",
        c.number.is_not(None),
        c.chart_key.in_(charts),
        c.closed_at >= first,
        c.closed_at < after,
    )


def with_risk_signs(
    connection: Connection, agency: str, charts: tuple[str, ...], since: date, until: date
) -> frozenset[str]:
    """Ids of those in which a limit had passed or a gate was tried (违规信号)."""
    c, clock, breach = t.case_file.c, t.clock.c, t.breach.c
    those = _closed(agency, charts, since, until)
    late = select(clock.case_id).join(
        t.case_file, and_(c.agency == clock.agency, c.id == clock.case_id)
    )
    tried = select(breach.case_id).join(
        t.case_file, and_(c.agency == breach.agency, c.id == breach.case_id)
    )
    found = late.where(those, clock.late).union(tried.where(those))
    return frozenset(connection.execute(found).scalars())


def first_signers(
    connection: Connection, agency: str, charts: tuple[str, ...], since: date, until: date
) -> dict[str, str]:
    """Case id -> who signed first there: his section is the one that handled it."""
    c, slot = t.case_file.c, t.slot.c
    query = (
        select(slot.case_id, slot.assignee)
        .join(t.case_file, and_(c.agency == slot.agency, c.id == slot.case_id))
        .where(_closed(agency, charts, since, until), slot.signed_at.is_not(None))
        .order_by(slot.signed_at.desc(), slot.no.desc())
    )
    return {r.case_id: r.assignee for r in connection.execute(query)}


def entry_hash(connection: Connection, agency: str, n: int) -> str:
    """The hash of entry n of the agency's stream."""
    return _entry(connection, agency, n)[1]


def entry_body(connection: Connection, agency: str, n: int) -> bytes:
    """Its exact bytes."""
    return _entry(connection, agency, n)[0]


def _entry(connection: Connection, agency: str, n: int) -> tuple[bytes, str]:
    e = t.entry.c
    query = select(e.body, e.hash).where(
        e.agency == agency, e.stream == f"agency/{agency}", e.n == n
    )
    row = connection.execute(query).one()
    return row.body, row.hash


def head_at(connection: Connection, agency: str, instant: str) -> tuple[int, str]:
    """Number and hash of the last entry of the agency's stream that was written by then."""
    e = t.entry.c
    query = (
        select(e.n, e.hash)
        .where(e.agency == agency, e.stream == f"agency/{agency}", e.at <= instant)
        .order_by(e.n.desc())
        .limit(1)
    )
    row = connection.execute(query).one()
    return row.n, row.hash
