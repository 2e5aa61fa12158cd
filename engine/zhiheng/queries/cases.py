"""Find cases (办件查询), and see one: where it stands, and what has happened."""

from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, func, or_, select

from zhiheng import facts as f
from zhiheng.errors import NotVisible
from zhiheng.model.caller import THREE_OFFICERS, Caller, Role
from zhiheng.model.chart import Chart
from zhiheng.model.ids import CaseId
from zhiheng.model.party import shown
from zhiheng.rules.visibility import may_see
from zhiheng.runtime import Runtime
from zhiheng.state.migration import as_migrated
from zhiheng.store import tables as t
from zhiheng.store.log import read_stream


@dataclass(frozen=True, slots=True)
class CaseItem:
    """A case in a list. applicant: a party's id or number; applicant_name: as it is shown."""

    id: str
    n: int
    head: str
    number: str | None
    title: str
    chart_key: str
    version: int
    chart: str
    applicant: str
    status: str
    opened_at: str
    closed_at: str | None
    outcome: str | None
    applicant_name: str = ""
    open_tasks: tuple[str, ...] = ()
    """`path@visit`."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with its chart and its entries, for those who may see it."""

    item: CaseItem
    chart: Chart
    entries: tuple[tuple[f.Entry, str], ...]
    values: dict[str, Any]
    """commitment -> content; what was erased is missing."""
    erased_at: str | None = None


def _select() -> Any:
    c, label, p = t.case_file.c, t.case_label.c, t.party.c
    return (
        select(t.case_file, label.title, func.coalesce(p.name, _account_name()).label("name"))
        .join(t.case_label, and_(label.agency == c.agency, label.case_id == c.id))
        .outerjoin(t.party, and_(p.agency == c.agency, p.id == c.applicant))
    )


def _account_name() -> Any:
    """The name of the applicant's own account: who applies by it is not named at the window."""
    c, a, who = t.case_file.c, t.account.c, t.credential.c
    query = select(func.min(who.name)).where(who.agency == a.agency, who.account == a.id)
    own = query.where(a.agency == c.agency, a.party == c.applicant)
    return own.where(a.role == Role.APPLICANT.value).correlate(t.case_file).scalar_subquery()


def _of_account(agency: str, wanted: str) -> Any:
    """The applicants whose account bears such a name."""
    a, who = t.account.c, t.credential.c
    query = select(a.party).where(who.agency == a.agency, who.account == a.id)
    return query.where(a.agency == agency, a.party.is_not(None), who.name.like(wanted, escape="\\"))


def search(
    connection: Connection,
    caller: Caller,
    text: str = "",
    status: str | None = None,
    most: int = 50,
    before: str | None = None,
) -> list[CaseItem]:
    """Cases by number, title or applicant's name, newest first. before: the id last seen."""
    c = t.case_file.c
    query = _select().where(c.agency == caller.agency).order_by(c.id.desc()).limit(most)
    if caller.role is Role.APPLICANT:
        query = query.where(c.applicant == (caller.party or ""), c.command.is_(None))
    if caller.role in THREE_OFFICERS:
        query = query.where(c.command.is_not(None))
    if text:
        wanted = f"%{_literal(text)}%"
        columns = (c.number, t.case_label.c.title, t.party.c.name)
        named = (x.like(wanted, escape="\\") for x in columns)
        query = query.where(or_(*named, c.applicant.in_(_of_account(caller.agency, wanted))))
    if status:
        query = query.where(c.status == status)
    if before:
        query = query.where(c.id < before)
    return [_item(r, ()) for r in connection.execute(query)]


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def case_by_number(connection: Connection, caller: Caller, text: str) -> CaseId:
    """The case that bears the number; the text itself, as an id, where none does."""
    c = t.case_file.c
    query = select(c.id).where(c.agency == caller.agency, c.number == text)
    return CaseId(connection.execute(query).scalar_one_or_none() or text)


def one(connection: Connection, caller: Caller, case_id: str) -> CaseItem:
    """One case with its open tasks. Raises NotVisible."""
    c = t.case_file.c
    row = connection.execute(
        _select().where(c.agency == caller.agency, c.id == case_id)
    ).one_or_none()
    if row is None or not may_see(caller, row.applicant, row.command):
        raise NotVisible("no-such-case")
    slot = t.slot.c
    waiting = connection.execute(
        select(slot.task, slot.visit)
        .where(
            slot.agency == caller.agency,
            slot.case_id == case_id,
            slot.state.in_(["open", "claimed", "signed"]),
        )
        .distinct()
        .order_by(slot.task)
    )
    return _item(row, tuple(f"{w.task}@{w.visit}" for w in waiting))


def case_file(rt: Runtime, connection: Connection, caller: Caller, case_id: str) -> CaseFile:
    """The whole file. Raises NotVisible."""
    item = one(connection, caller, case_id)
    chart = rt.chart(connection, caller.agency, item.chart).chart
    entries = as_migrated(read_stream(connection, caller.agency, f"case/{case_id}"))
    value = t.value.c
    values = connection.execute(
        select(value.commitment, value.body).where(
            value.agency == caller.agency, value.case_id == case_id
        )
    )
    decoded = ((r.commitment, msgspec.json.decode(r.body)) for r in values)
    # A nonce of a request stands there without a content.
    contents = {commitment: content for commitment, content in decoded if content is not None}
    gone = t.erasure.c
    query = select(gone.at).where(gone.agency == caller.agency, gone.case_id == case_id)
    erased = connection.execute(query).scalar_one_or_none()
    return CaseFile(item, chart, tuple(entries), contents, erased)


def _item(row: Any, waiting: tuple[str, ...]) -> CaseItem:
    return CaseItem(
        id=row.id,
        n=row.n,
        head=row.head,
        number=row.number,
        title=row.title,
        chart_key=row.chart_key,
        version=row.version,
        chart=row.chart,
        applicant=row.applicant,
        status=row.status,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        outcome=row.outcome,
        applicant_name=shown(row.applicant, row.name),
        open_tasks=waiting,
    )
