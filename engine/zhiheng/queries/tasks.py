"""My tasks (我的任务): what a person may take or holds, the most urgent first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, exists, or_, select, true

from zhiheng.clock import local_date
from zhiheng.errors import NotReady
from zhiheng.model.caller import THREE_OFFICERS, Caller
from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath, PersonId
from zhiheng.model.person import Person, Roster
from zhiheng.queries.outlooks import FOLDED, OutlookView, outlook_view
from zhiheng.queries.stepping_in import may_step_in, not_aside
from zhiheng.rules.clock import remaining_working_days
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.runtime.scopes import elsewhere
from zhiheng.runtime.world import world_of
from zhiheng.store import tables as t
from zhiheng.store.log import stamp


@dataclass(frozen=True, slots=True)
class TaskItem:
    """One slot in somebody's list. barred: the earlier step that keeps him from it."""

    case: str
    number: str | None
    title: str
    chart: str
    task: str
    visit: int
    slot: int
    name: str
    state: str
    mine: bool
    acting_for: str | None
    due: str | None
    remaining: int | None
    signal: str
    provisional: bool
    barred: str | None
    opened_at: str
    outlook: OutlookView | None = None
    """What becomes of the case if he takes it; None for what he holds or may not take."""


_Acted = dict[tuple[str, str], tuple[str, str]]


def my_tasks(
    rt: Runtime, connection: Connection, caller: Caller, most: int = 200
) -> list[TaskItem]:
    """The open slots that the caller holds, or may take in his own right or as stand-in."""
    view = rt.agency(connection, caller.agency)
    if view.roster is None:
        raise NotReady("agency-not-ready")
    person = view.roster.persons.get(caller.person or PersonId(""))
    if person is None:
        return []
    now = rt.now(view)
    today = local_date(now)
    system = caller.role in THREE_OFFICERS
    rows = list(_rows(connection, caller.agency, person, view, today, most, system=system))
    barred = _barred(connection, caller.agency, person.id, {r.case_id for r in rows})
    items = [_item(rt, connection, view, r, person, now, barred) for r in rows]
    return [
        item
        if item.mine or item.barred or item.state == "signed"
        else _foreseen(rt, connection, view, caller, row, item)
        for row, item in zip(rows, items, strict=True)
    ]


def _foreseen(
    rt: Runtime,
    connection: Connection,
    view: AgencyView,
    caller: Caller,
    row: Any,
    item: TaskItem,
) -> TaskItem:
    """With what becomes of the case, should the caller take the slot."""
    world = world_of(rt, view, rt.chart(connection, view.state.id, row.chart), caller)
    state = FOLDED.get(connection, world, row.case_id, row.case_n)
    past = elsewhere(connection, state, world.chart, None, world.today, lock=False)
    seen = outlook_view(
        state, replace(world, elsewhere=past), ElementPath(row.task), row.no, world.person().id
    )
    return replace(item, outlook=seen)


def _rows(
    connection: Connection,
    agency: str,
    person: Person,
    view: AgencyView,
    today: date,
    most: int,
    *,
    system: bool,
) -> Iterable[Any]:
    """system: of system cases alone."""
    slot, clock = t.slot.c, t.clock.c
    his = or_(slot.assignee == person.id, slot.delegate == person.id)
    mine = and_(slot.state == "claimed", his)
    free = and_(slot.state == "open", _may(agency, person, view, today))
    query = (
        select(
            t.slot,
            t.case_file.c.number,
            t.case_file.c.chart,
            t.case_file.c.n.label("case_n"),
            t.case_file.c.suspended_until,
            t.case_label.c.title,
            clock.due,
            clock.red_at,
            clock.yellow_on,
            clock.remind_on,
            clock.provisional,
            _signed_by(person).label("signed"),
        )
        .join(
            t.case_file,
            and_(t.case_file.c.agency == slot.agency, t.case_file.c.id == slot.case_id),
        )
        .join(
            t.case_label,
            and_(t.case_label.c.agency == slot.agency, t.case_label.c.case_id == slot.case_id),
        )
        .outerjoin(
            t.clock,
            and_(
                clock.agency == slot.agency,
                clock.case_id == slot.case_id,
                clock.task == slot.task,
                clock.visit == slot.visit,
                clock.clock == _most_urgent(),
            ),
        )
        .where(slot.agency == agency, or_(mine, free))
        .where(t.case_file.c.command.is_not(None) if system else true())
        .order_by(clock.due.is_(None), clock.due, slot.opened_at)
        .limit(most)
    )
    return connection.execute(query)


def _signed_by(person: Person) -> Any:
    """Whether he has signed another place of the step: it waits for somebody else."""
    slot, other = t.slot.c, t.slot.alias("signed_place").c
    of_step = (other.agency == slot.agency, other.case_id == slot.case_id, other.task == slot.task)
    his = (other.visit == slot.visit, other.state == "signed", other.assignee == person.id)
    return exists().where(*of_step, *his).correlate(t.slot)


def _most_urgent() -> Any:
    """Of the running limits of a slot's task, the one that passes first: a task is listed once."""
    slot, other = t.slot.c, t.clock.alias("other")
    return (
        select(other.c.clock)
        .where(
            other.c.agency == slot.agency,
            other.c.case_id == slot.case_id,
            other.c.task == slot.task,
            other.c.visit == slot.visit,
            other.c.running,
        )
        .order_by(other.c.red_at, other.c.clock)
        .limit(1)
        .correlate(t.slot)
        .scalar_subquery()
    )


def _may(agency: str, person: Person, view: AgencyView, today: date) -> Any:
    """Whether a free slot may concern him: a net thrown wide, in SQL, and no second policy.

    It saves folding every open case of the bureau. It admits more than the rules do (a later one
    on the list of stand-ins, a card of another section), and nothing is done by it: each claim
    and signature passes `rules.policy`. What it leaves out nobody would find, so each way to a
    right that `rules.standing` knows stands here too.
    """
    slot = t.slot.c
    stepping: list[Any] = []
    posts = {h.post for h in person.holdings if h.on(today)}
    roster = view.roster
    if roster is not None:
        posts |= _standing_in(person, roster, view, today)
        stepping.append(may_step_in(agency, person, roster, view.relations))
    cards = [c.qualification for c in person.cards if c.on(today)]
    his = or_(
        slot.post.in_(sorted(posts)),
        and_(slot.post.is_(None), slot.section == person.section),
        and_(slot.post.is_(None), slot.qualification.in_(cards)),
        *stepping,
    )
    return and_(his, not_aside(agency, person, view.relations))


def _standing_in(person: Person, roster: Roster, view: AgencyView, today: date) -> set[Any]:
    """The posts of absent holders that name the person as B."""
    away = view.state.away(today)
    return {
        post
        for (post, holder), listed in roster.stand_ins.items()
        if holder in away and any(b.person == person.id for b in listed)
    }


def _barred(connection: Connection, agency: str, person: str, cases: set[str]) -> _Acted:
    """(case, rule) -> the side on which the person has acted, and by which step."""
    duty = t.duty.c
    rows = connection.execute(
        select(duty.scope, duty.rule, duty.side, duty.task).where(
            duty.agency == agency,
            duty.person == person,
            duty.scope.in_([f"case/{c}" for c in sorted(cases)]),
        )
    )
    return {(r.scope.removeprefix("case/"), r.rule): (r.side, r.task) for r in rows}


def _item(
    rt: Runtime,
    connection: Connection,
    view: AgencyView,
    row: Any,
    person: Person,
    now: datetime,
    barred: _Acted,
) -> TaskItem:
    today = local_date(now)
    chart = rt.chart(connection, view.state.id, row.chart).chart
    due = date.fromisoformat(row.due) if row.due else None
    remaining = remaining_working_days(today, due, view.calendar) if due and view.calendar else None
    return TaskItem(
        case=row.case_id,
        number=row.number,
        title=row.title,
        chart=chart.name,
        task=row.task,
        visit=row.visit,
        slot=row.no,
        name=chart.nodes[ElementPath(row.task)].name,
        state=_state(row, today),
        mine=person.id in (row.assignee, row.delegate),
        acting_for=row.acting_for,
        due=row.due,
        remaining=remaining,
        signal=signal(now, row),
        provisional=bool(row.provisional),
        barred=_why_barred(chart, row, barred),
        opened_at=row.opened_at,
    )


def _state(row: Any, today: date) -> str:
    """As the slot's row has it, but for three words of his own.

    `suspended` while the case is; `signed` where he has signed another place of the step;
    `delegated` to or by him.
    """
    if row.suspended_until is not None and today.isoformat() <= row.suspended_until:
        return "suspended"
    if row.signed:
        return "signed"
    return "delegated" if row.delegate is not None else str(row.state)


def _why_barred(chart: Chart, row: Any, barred: _Acted) -> str | None:
    for rule in chart.separations:
        side = rule.side(ElementPath(row.task))
        acted, task = barred.get((row.case_id, rule.id), (None, ""))
        if side is not None and acted is not None and acted != side:
            node = chart.nodes.get(ElementPath(task))
            return node.name if node else task
    return None


def signal(now: datetime, clock: Any) -> str:
    """`red`, `yellow`, `remind`, `green`, or `none` where no limit runs (design.md §9).

    clock: a row with red_at, yellow_on, remind_on and provisional. A provisional day warns
    only, so it is never red.
    """
    red_at, yellow_on, remind_on = clock.red_at, clock.yellow_on, clock.remind_on
    if red_at is None:
        return "none"
    if stamp(now) >= red_at:
        return "yellow" if clock.provisional else "red"
    today = local_date(now).isoformat()
    if yellow_on is not None and today >= yellow_on:
        return "yellow"
    return "remind" if remind_on is not None and today >= remind_on else "green"
