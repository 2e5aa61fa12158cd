"""The backstop of separation: the rows that a signature adds to `duty` (docs/adr/0007, 0017).

A row says: in this scope, under this rule, this person acted on this side. Where sections must
differ a second row says it of the section. A second side cannot be stored (`duty_one_side`).
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, and_, delete, select

from zhiheng.clock import local_date
from zhiheng.model.ids import ElementPath
from zhiheng.model.separation import Capacity, Deed, Separation, SeparationKind
from zhiheng.state.case import CaseState
from zhiheng.state.scopes import scope_key
from zhiheng.store import tables as t
from zhiheng.store.log import parse_stamp
from zhiheng.store.upsert import upsert

Row = dict[str, Any]
_SECTION = "section:"


def duty_rows(
    state: CaseState, deed: Deed, at: str, separations: Sequence[Separation]
) -> Iterator[Row]:
    """What the deed says of each hard separation that its task is in."""
    section = deed.capacity.section
    for rule in separations:
        side = rule.side(ElementPath(deed.task))
        if side is None or not rule.hard or rule.kind is SeparationKind.SAME_PERSON:
            continue
        row = {
            "agency": state.agency,
            "scope": scope_key(rule, state),
            "rule": rule.name,
            "side": side,
            "case_id": state.id,
            "task": deed.task,
            "section": section,
            "grade": deed.capacity.grade,
            "at": at,
            "until": _until(at, rule.window),
        }
        yield {**row, "person": deed.person}
        inside = not deed.person.startswith("party:")
        if rule.kind is SeparationKind.DIFFERENT_SECTION and inside:
            yield {**row, "person": f"{_SECTION}{section or ''}"}


def _until(at: str, window: int | None) -> str | None:
    """The last day that the act counts for."""
    if window is None:
        return None
    return (local_date(parse_stamp(at)) + timedelta(days=window)).isoformat()


def drop_expired(connection: Connection, rows: Sequence[Row]) -> None:
    """Make room where an act on the other side no longer counts. The log keeps it."""
    c = t.duty.c
    for row in rows:
        if row["until"] is not None:
            today = local_date(parse_stamp(row["at"])).isoformat()
            same = [c[name] == row[name] for name in ("agency", "scope", "rule", "person")]
            connection.execute(delete(t.duty).where(*same, c.side != row["side"], c.until < today))


def booked(connection: Connection, row: Row) -> bool:
    """Whether a row of a wide scope is in force, or a later act has taken its place."""
    c = t.duty.c
    same = [c[name] == row[name] for name in ("agency", "scope", "rule", "person")]
    found = connection.execute(select(c.side, c.at).where(*same)).one_or_none()
    if found is None:
        return False
    return bool(found.at > row["at"] or (found.side == row["side"] and found.at == row["at"]))


def lock_scopes(connection: Connection, agency: str, scopes: Sequence[str]) -> None:
    """Hold the scopes until the transaction ends, so that two cases cannot both pass.

    In sorted order, after the case's own row (design.md §4). SQLite has one writer anyway.
    """
    for scope in sorted(scopes):
        row = upsert(t.scope_lock, connection.dialect.name).values(agency=agency, scope=scope)
        connection.execute(row.on_conflict_do_nothing())
        c = t.scope_lock.c
        held = select(c.scope).where(c.agency == agency, c.scope == scope)
        connection.execute(held.with_for_update())


def deeds_elsewhere(
    connection: Connection, agency: str, rule: str, scope: str, case: str, today: str
) -> tuple[Deed, ...]:
    """Who has acted under the rule in other cases of the scope, as far as it still counts."""
    c = t.duty.c
    rows = connection.execute(
        select(t.duty).where(
            and_(c.agency == agency, c.scope == scope, c.rule == rule, c.case_id != case)
        )
    )
    return tuple(
        Deed(r.task, r.person, Capacity(r.section, r.grade), r.side, r.case_id)
        for r in rows
        if not r.person.startswith(_SECTION) and (r.until is None or r.until >= today)
    )
