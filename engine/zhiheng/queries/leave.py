"""Leave (请假) as its page shows it: who asks, who is away, and to whom work is handed over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, select

from zhiheng.clock import local_date
from zhiheng.errors import Forbidden, NotReady
from zhiheng.model.caller import BY_POST, Caller, Role
from zhiheng.model.ids import PersonId
from zhiheng.model.person import Person, Roster
from zhiheng.rules.leave import approves
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.store import tables as t


@dataclass(frozen=True, slots=True)
class LeaveItem:
    """Leave asked for, or on record. no: the request's number; None for an absence on record.

    mine: whether it is the caller's own. may_decide: whether the caller may grant or refuse it.
    may_end: whether he may end it (销假).
    """

    no: int | None
    person: str
    name: str
    since: str
    until: str
    reason: str
    mine: bool
    may_decide: bool
    may_end: bool


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who may take the caller's work over. back: it goes back to A."""

    person: str
    name: str
    post: str
    post_name: str
    back: bool


@dataclass(frozen=True, slots=True)
class HeldCase:
    """A case in which the caller holds a place."""

    case: str
    number: str | None
    title: str


@dataclass(frozen=True, slots=True)
class LeaveView:
    """asked: all of them for who approves leave and for supervisors, else the caller's own."""

    asked: tuple[LeaveItem, ...]
    absences: tuple[LeaveItem, ...]
    receivers: tuple[Receiver, ...]
    held: tuple[HeldCase, ...]
    approves: bool


def leave_view(rt: Runtime, connection: Connection, caller: Caller) -> LeaveView:
    """For members and supervisors. Raises Forbidden, NotReady."""
    if caller.role not in BY_POST | {Role.SUPERVISOR, Role.AUDIT}:
        raise Forbidden("role-may-not", role=caller.role.value, verb="leave")
    view = rt.agency(connection, caller.agency)
    if view.roster is None:
        raise NotReady("agency-not-ready")
    today = local_date(rt.now(view))
    me = view.roster.persons.get(caller.person or PersonId(""))
    leads = me is not None and approves(view.roster, me, today)
    return LeaveView(
        asked=tuple(_asked(view, view.roster, me, caller, leads=leads)),
        absences=tuple(_absences(view, view.roster, me, today, leads=leads)),
        receivers=tuple(_receivers(view.roster, me, today)) if me else (),
        held=tuple(_held(connection, caller)) if me else (),
        approves=leads,
    )


def _asked(
    view: AgencyView, roster: Roster, me: Person | None, caller: Caller, *, leads: bool
) -> Iterator[LeaveItem]:
    for no, asked in sorted(view.state.leave_asked.items()):
        mine = me is not None and asked.person == me.id
        if mine or leads or caller.role is Role.SUPERVISOR:
            yield LeaveItem(
                no=no,
                person=asked.person,
                name=_name(roster, asked.person),
                since=asked.since,
                until=asked.until,
                reason=asked.reason,
                mine=mine,
                may_decide=leads and not mine,
                may_end=False,
            )


def _absences(
    view: AgencyView, roster: Roster, me: Person | None, today: date, *, leads: bool
) -> Iterator[LeaveItem]:
    for absence in sorted(view.state.absences, key=lambda a: (a.since, a.person)):
        if absence.until < today:
            continue
        mine = me is not None and absence.person == me.id
        yield LeaveItem(
            no=None,
            person=absence.person,
            name=_name(roster, absence.person),
            since=absence.since.isoformat(),
            until=absence.until.isoformat(),
            reason=absence.reason,
            mine=mine,
            may_decide=False,
            may_end=mine or leads,
        )


def _receivers(roster: Roster, me: Person, today: date) -> Iterator[Receiver]:
    for (post, holder), listed in roster.stand_ins.items():
        if not roster.persons[holder].holds(post, today):
            continue
        if holder == me.id:
            for b in listed:
                yield _receiver(roster, b.person, post, back=False)
        elif any(b.person == me.id for b in listed):
            yield _receiver(roster, holder, post, back=True)


def _receiver(roster: Roster, person: str, post: str, *, back: bool) -> Receiver:
    posts = {str(k): v.name for k, v in roster.posts.items()}
    return Receiver(person, _name(roster, person), post, posts[post], back)


def _held(connection: Connection, caller: Caller) -> Iterator[HeldCase]:
    slot, case, label = t.slot.c, t.case_file.c, t.case_label.c
    query = (
        select(case.id, case.number, label.title)
        .join(t.slot, and_(slot.agency == case.agency, slot.case_id == case.id))
        .join(t.case_label, and_(label.agency == case.agency, label.case_id == case.id))
        .where(
            slot.agency == caller.agency, slot.state == "claimed", slot.assignee == caller.person
        )
        .distinct()
        .order_by(case.id)
    )
    return (HeldCase(r.id, r.number, r.title) for r in connection.execute(query))


def _name(roster: Roster, person: str) -> str:
    found = roster.persons.get(PersonId(person))
    return found.name if found else person
