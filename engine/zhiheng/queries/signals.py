"""What leaders and supervisors are told of risks: high ones that wait, and attempts to pass."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, select

from zhiheng.clock import local_date
from zhiheng.errors import Forbidden, NotReady
from zhiheng.messages import CATALOGUE
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import ElementPath, PersonId
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.store import tables as t


@dataclass(frozen=True, slots=True)
class Notice:
    """A high risk that waits (风险提示), told to leaders of one grade."""

    case: str
    number: str | None
    title: str
    task: str
    visit: int
    name: str
    risk: str
    manifestation: str
    level: str
    measures: tuple[str, ...]
    grade: str
    at: str


@dataclass(frozen=True, slots=True)
class Breach:
    """An attempt to pass a gate (违规信号), refused and on record: entry `n` of `stream`."""

    stream: str
    n: int
    at: str
    rule: str
    title: str
    verb: str
    person: str | None
    case: str | None
    number: str | None
    task: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class BreachPage:
    """One page. after: the (at, stream, n) to go on from; None on the last page."""

    items: tuple[Breach, ...]
    after: tuple[str, str, int] | None


def notices(
    rt: Runtime, connection: Connection, caller: Caller, most: int = 200
) -> tuple[Notice, ...]:
    """The high risks that wait for the caller's eyes, the oldest first; a supervisor sees all."""
    view = rt.agency(connection, caller.agency)
    grades = _grades(view, caller, rt)
    notice = t.notice.c
    query = (
        select(t.notice, t.case_file.c.number, t.case_file.c.chart, t.case_label.c.title)
        .join(t.case_file, _same_case(t.case_file.c.id, t.case_file.c.agency))
        .join(t.case_label, _same_case(t.case_label.c.case_id, t.case_label.c.agency))
        .where(notice.agency == caller.agency, notice.ended_at.is_(None))
        .order_by(notice.at, notice.case_id, notice.task, notice.risk)
        .limit(most)
    )
    if grades is not None:
        query = query.where(notice.grade.in_(sorted(grades)))
    return tuple(_notice(rt, connection, caller.agency, row) for row in connection.execute(query))


def breaches(
    rt: Runtime,
    connection: Connection,
    caller: Caller,
    most: int = 200,
    after: tuple[str, str, int] | None = None,
) -> BreachPage:
    """The attempts on record, the newest first, for supervisors and leaders."""
    view = rt.agency(connection, caller.agency)
    if not may_see_breaches(rt, connection, caller):
        raise Forbidden("role-may-not", role=caller.role.value, verb="signals")
    c = t.breach.c
    query = (
        select(t.breach, t.case_file.c.number, t.case_file.c.chart)
        .outerjoin(
            t.case_file, and_(t.case_file.c.agency == c.agency, t.case_file.c.id == c.case_id)
        )
        .where(c.agency == caller.agency)
        .order_by(c.at.desc(), c.stream.desc(), c.n.desc())
        .limit(most)
    )
    if after is not None:
        at, stream, n = after
        query = query.where(
            (c.at < at)
            | ((c.at == at) & ((c.stream < stream) | ((c.stream == stream) & (c.n < n))))
        )
    rows = list(connection.execute(query))
    items = tuple(_breach(rt, connection, view, row) for row in rows)
    last = items[-1] if len(items) == most else None
    return BreachPage(items, (last.at, last.stream, last.n) if last else None)


def may_see_breaches(rt: Runtime, connection: Connection, caller: Caller) -> bool:
    """Supervisors may, and leaders of the bureau."""
    grades = _grades(rt.agency(connection, caller.agency), caller, rt)
    return grades is None or bool(grades)


def _grades(view: AgencyView, caller: Caller, rt: Runtime) -> frozenset[str] | None:
    """The grades of leader that the caller holds today; None: he sees them all."""
    if caller.role is Role.SUPERVISOR:
        return None
    roster = view.roster
    if roster is None:
        raise NotReady("agency-not-ready")
    person = roster.persons.get(caller.person or PersonId(""))
    if caller.role is not Role.OFFICER or person is None:
        return frozenset()
    today = local_date(rt.now(view))
    held = {roster.posts[h.post].grade for h in person.holdings if h.on(today)}
    return frozenset(held & {"head", "deputy-head"})


def _same_case(case_id: Any, agency: Any) -> Any:
    return and_(agency == t.notice.c.agency, case_id == t.notice.c.case_id)


def _notice(rt: Runtime, connection: Connection, agency: str, row: Any) -> Notice:
    chart = rt.chart(connection, agency, row.chart).chart
    task = chart.task(ElementPath(row.task))
    risk = next(r for r in task.risks if r.id == row.risk)
    return Notice(
        case=row.case_id,
        number=row.number,
        title=row.title,
        task=row.task,
        visit=row.visit,
        name=task.name,
        risk=row.risk,
        manifestation=risk.manifestation,
        level=row.level,
        measures=tuple(m.text for m in risk.measures),
        grade=row.grade,
        at=row.at,
    )


def _breach(rt: Runtime, connection: Connection, view: AgencyView, row: Any) -> Breach:
    persons = view.roster.persons if view.roster else {}
    person = persons.get(PersonId(row.person or ""))
    path = ElementPath((row.task or "").partition("@")[0])
    nodes = rt.chart(connection, view.state.id, row.chart).chart.nodes if row.chart else {}
    return Breach(
        stream=row.stream,
        n=row.n,
        at=row.at,
        rule=row.rule,
        title=CATALOGUE[row.rule].title.zh,
        verb=row.verb,
        person=person.name if person else row.person,
        case=row.case_id if row.chart else None,
        number=row.number,
        task=row.task,
        name=nodes[path].name if path in nodes else None,
    )
