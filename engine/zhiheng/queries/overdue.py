"""The overdue list (超期清单): limits that run and have passed, or soon will."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, exists, literal_column, not_, or_, select

from zhiheng.clock import local_date
from zhiheng.errors import Forbidden, NotReady
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import ElementPath, PersonId
from zhiheng.queries.tasks import signal
from zhiheng.rules.clock import remaining_working_days
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.store import tables as t
from zhiheng.store.log import stamp


@dataclass(frozen=True, slots=True)
class OverdueItem:
    """One running limit. remaining: working days left, negative when late."""

    case: str
    number: str | None
    title: str
    chart: str
    clock: str
    kind: str
    task: str | None
    visit: int | None
    name: str
    posts: tuple[str, ...]
    persons: tuple[str, ...]
    start: str
    due: str
    remaining: int
    signal: str
    provisional: bool
    law: str | None


@dataclass(frozen=True, slots=True)
class OverduePage:
    """One page. after: the (red_at, case, clock) to go on from; None on the last page."""

    items: tuple[OverdueItem, ...]
    after: tuple[str, str, str] | None


def overdue(
    rt: Runtime,
    connection: Connection,
    caller: Caller,
    signals: frozenset[str] = frozenset({"red"}),
    most: int = 200,
    after: tuple[str, str, str] | None = None,
) -> OverduePage:
    """Limits past their day, the longest overdue first; with `yellow`, also those near it.

    after: (red_at, case, clock) of the last item of the page before.
    A provisional day warns only, so it is listed as yellow at most (design.md §9).
    """
    view = rt.agency(connection, caller.agency)
    if view.roster is None or view.calendar is None:
        raise NotReady("agency-not-ready")
    posts = posts_in_sight(view, caller, rt)
    now = rt.now(view)
    today = local_date(now)
    query = _query(caller.agency, most, after).where(coloured(stamp(now), today, signals))
    if posts is not None:
        query = query.where(waits_for(posts))
    rows = list(connection.execute(query))
    slots = _slots(connection, caller.agency, {r.case_id for r in rows})
    items = tuple(_item(rt, connection, view, r, slots, now) for r in rows)
    last = rows[-1] if len(rows) == most else None
    return OverduePage(items, (last.red_at, last.case_id, last.clock) if last else None)


def posts_in_sight(view: AgencyView, caller: Caller, rt: Runtime) -> frozenset[str] | None:
    """None: the whole agency. A chief sees his section's posts, a clerk his own.

    Both see what waits for a card that they hold.
    """
    if caller.role is Role.SUPERVISOR:
        return None
    roster = view.roster
    if caller.role is not Role.OFFICER or roster is None:
        raise Forbidden("role-may-not", role=caller.role.value, verb="overdue")
    person = roster.persons.get(caller.person or PersonId(""))
    if person is None:
        raise Forbidden("not-in-roster", account=caller.account)
    today = local_date(rt.now(view))
    held = [roster.posts[h.post] for h in person.holdings if h.on(today)]
    cards = {str(c.qualification) for c in person.cards if c.on(today)}
    if any(p.grade in ("head", "deputy-head") for p in held):
        return None
    if any(p.grade == "section-chief" for p in held):
        sections = {p.section for p in held}
        posts = {str(p.id) for p in roster.posts.values() if p.section in sections}
        return frozenset(posts | {str(s) for s in sections} | cards)
    return frozenset({str(p.id) for p in held} | {str(person.section)} | cards)


def coloured(now: str, today: date, signals: frozenset[str]) -> Any:
    """The colours as `signal` gives them, in SQL: what is filtered later leaves pages empty."""
    clock, day = t.clock.c, today.isoformat()
    red = clock.red_at <= now
    yellow = and_(clock.red_at > now, clock.yellow_on <= day)
    remind = and_(clock.red_at > now, clock.yellow_on > day, clock.remind_on <= day)
    green = and_(clock.red_at > now, clock.yellow_on > day, clock.remind_on > day)
    meant = {
        "red": and_(red, not_(clock.provisional)),
        "yellow": or_(and_(red, clock.provisional), yellow),
        "remind": remind,
        "green": green,
    }
    wanted = or_(*(meant[s] for s in sorted(signals)))
    if signals == {"red"} or "green" in signals:
        return wanted
    return and_(clock.remind_on <= day, wanted)  # so that what is in time is not read for them


def waits_for(posts: frozenset[str]) -> Any:
    """The step, or for a limit of the case any step of it, waits for one of these."""
    slot, clock, seen = t.slot.alias("waiting").c, t.clock.c, sorted(posts)
    return exists().where(
        slot.agency == clock.agency,
        slot.case_id == clock.case_id,
        or_(clock.task.is_(None), and_(slot.task == clock.task, slot.visit == clock.visit)),
        literal_column(f"waiting.{t.WAITS}"),
        or_(slot.post.in_(seen), slot.section.in_(seen), slot.qualification.in_(seen)),
    )


def _query(agency: str, most: int, after: tuple[str, str, str] | None) -> Any:
    clock = t.clock.c
    query = (
        select(t.clock, t.case_file.c.number, t.case_file.c.chart, t.case_label.c.title)
        .join(
            t.case_file,
            and_(t.case_file.c.agency == clock.agency, t.case_file.c.id == clock.case_id),
        )
        .join(
            t.case_label,
            and_(t.case_label.c.agency == clock.agency, t.case_label.c.case_id == clock.case_id),
        )
        .where(clock.agency == agency, clock.running)
        .order_by(clock.red_at, clock.case_id, clock.clock)
        .limit(most)
    )
    if after is not None:
        query = query.where(_later(after))
    return query


def _later(after: tuple[str, str, str]) -> Any:
    clock = t.clock.c
    red_at, case, name = after
    same = (clock.case_id > case) | ((clock.case_id == case) & (clock.clock > name))
    return (clock.red_at >= red_at) & ((clock.red_at > red_at) | same)


def _slots(connection: Connection, agency: str, cases: Iterable[str]) -> dict[Any, list[Any]]:
    slot = t.slot.c
    rows = connection.execute(
        select(
            slot.case_id,
            slot.task,
            slot.visit,
            slot.post,
            slot.section,
            slot.qualification,
            slot.assignee,
        ).where(
            slot.agency == agency,
            slot.case_id.in_(sorted(cases)),
            slot.state.in_(["open", "claimed"]),
        )
    )
    found: dict[Any, list[Any]] = {}
    for row in rows:
        found.setdefault((row.case_id, row.task, row.visit), []).append(row)
        found.setdefault((row.case_id, None, None), []).append(row)
    return found


def _item(
    rt: Runtime,
    connection: Connection,
    view: AgencyView,
    row: Any,
    slots: dict[Any, list[Any]],
    now: datetime,
) -> OverdueItem:
    chart = rt.chart(connection, view.state.id, row.chart).chart
    waiting = slots.get((row.case_id, row.task, row.visit), [])
    today = local_date(now)
    if view.calendar is None:
        raise NotReady("agency-not-ready")
    law = next(
        (
            f"{x.basis.law} {x.basis.article}"
            for x in (chart.task(ElementPath(row.task)).limits if row.task else chart.limits)
            if x.basis is not None and x.kind.value == row.kind
        ),
        None,
    )
    return OverdueItem(
        case=row.case_id,
        number=row.number,
        title=row.title,
        chart=chart.name,
        clock=row.clock,
        kind=row.kind,
        task=row.task,
        visit=row.visit,
        name=chart.nodes[ElementPath(row.task)].name if row.task else chart.name,
        posts=tuple(dict.fromkeys(w.post or w.section or w.qualification or "" for w in waiting)),
        persons=tuple(dict.fromkeys(w.assignee for w in waiting if w.assignee)),
        start=row.start,
        due=row.due,
        remaining=remaining_working_days(today, date.fromisoformat(row.due), view.calendar),
        signal=signal(now, row),
        provisional=bool(row.provisional),
        law=law,
    )
