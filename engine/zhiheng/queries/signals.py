"""What leaders and supervisors are told of risks: high ones that wait, and attempts to pass."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, select

from zhiheng.clock import local_date
from zhiheng.errors import Forbidden, NotReady
from zhiheng.messages import CATALOGUE
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import ElementPath, PersonId
from zhiheng.rules.breach import STOPPED
from zhiheng.rules.risk import high, leader_of
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.store import tables as t

_MOST = 200
"""Items of one list."""


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


def notices(rt: Runtime, connection: Connection, caller: Caller) -> tuple[Notice, ...]:
    """The high risks that wait for the caller's eyes, the oldest first; a supervisor sees all."""
    view = rt.agency(connection, caller.agency)
    grades = _grades(view, caller, rt)
    slot = t.slot.c
    query = (
        select(slot.case_id, slot.task, slot.visit, slot.told, slot.opened_at)
        .add_columns(t.case_file.c.number, t.case_file.c.chart, t.case_label.c.title)
        .join(t.case_file, _same_case(t.case_file.c.id, t.case_file.c.agency))
        .join(t.case_label, _same_case(t.case_label.c.case_id, t.case_label.c.agency))
        .where(slot.agency == caller.agency, slot.state.in_(_WAITING), slot.told.is_not(None))
        .order_by(slot.opened_at, slot.case_id, slot.task)
        .distinct()
        .limit(_MOST)
    )
    if grades is not None:
        query = query.where(
            slot.told.in_([told for told in _TOLD if grades & set(told.split(","))])
        )
    rows = connection.execute(query)
    return tuple(n for row in rows for n in _notices(rt, connection, view, row, grades))


_WAITING = ("open", "claimed", "signed")
_TOLD = ("deputy-head", "head", "deputy-head,head")
"""What `slot.told` holds."""


def breaches(
    rt: Runtime,
    connection: Connection,
    caller: Caller,
    most: int = _MOST,
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
        .where(c.agency == caller.agency, c.rule != STOPPED)
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
    return and_(agency == t.slot.c.agency, case_id == t.slot.c.case_id)


def _notices(
    rt: Runtime, connection: Connection, view: AgencyView, row: Any, grades: frozenset[str] | None
) -> Iterator[Notice]:
    chart = rt.chart(connection, view.state.id, row.chart).chart
    task = chart.task(ElementPath(row.task))
    posts = view.roster.posts if view.roster else {}
    for risk in high(task):
        post = posts.get(risk.post) if risk.post else None
        grade = leader_of(post.grade if post else None)
        if grades is not None and grade not in grades:
            continue
        yield Notice(
            case=row.case_id,
            number=row.number,
            title=row.title,
            task=row.task,
            visit=row.visit,
            name=task.name,
            risk=risk.id,
            manifestation=risk.manifestation,
            level=risk.inherent,
            measures=tuple(m.text for m in risk.measures),
            grade=grade,
            at=row.opened_at,
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
