"""Commands on the agency itself: roster, calendar, charts, absences, accounts.

Each is one entry of the stream agency/<id>. What cases run on is changed directly only while the
agency is set up (door.py); later by system cases, whose commands are entries here too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, ClassVar, Protocol

from sqlalchemy import Connection, insert, select, update

from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.commands.frame.on_record import on_record
from zhiheng.commands.frame.receipt import NO_KEY, Once, Receipt, request_of, used_before
from zhiheng.commands.frame.signed import signed
from zhiheng.commands.frame.stood import stood
from zhiheng.commands.frame.twice import twice
from zhiheng.commands.staffing.stopped import stopped
from zhiheng.errors import Forbidden, NotVisible, Refusal
from zhiheng.model.caller import Caller
from zhiheng.rules.policy import RULES
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.runtime.books import Books
from zhiheng.spiff import EXECUTOR
from zhiheng.store import tables as t
from zhiheng.store.apply import insert_agency_notices, insert_entry
from zhiheng.store.artifacts import put_artifact
from zhiheng.store.log import last_hash, seal, stamp


@dataclass(slots=True)
class AgencyDecision:
    """facts, and the artifacts (kind, bytes) that they name by digest."""

    facts: list[f.AnyFact]
    artifacts: list[tuple[str, bytes]] = field(default_factory=list)


class AgencyCommand(Protocol):
    """A command on the agency."""

    NAME: ClassVar[str]

    def request(self) -> Mapping[str, Any]:
        """What was asked for, as JSON."""
        ...

    def decide(self, view: AgencyView, caller: Caller, now: datetime) -> AgencyDecision:
        """The facts, or a Refusal raised."""
        ...


def execute_agency(
    rt: Runtime,
    caller: Caller,
    command: AgencyCommand,
    once: Once = NO_KEY,
) -> Receipt:
    """Do a command on the caller's agency. Raises a Refusal, which is on record by then.

    Each changes what cases run on, so each needs the person's own fresh authentication.
    """
    try:
        return twice(lambda: _attempt(rt, caller, command, once))
    except Refusal as refusal:
        on_record(rt, caller, refusal, command.NAME)
        raise


def _attempt(rt: Runtime, caller: Caller, command: AgencyCommand, once: Once) -> Receipt:
    if not caller.confirmed:
        raise Forbidden("fresh-authentication", account=caller.account)
    request = request_of(once, command.NAME, command.request())
    with rt.db.writing() as connection:
        row = connection.execute(
            select(t.agency).where(t.agency.c.id == caller.agency).with_for_update()
        ).one_or_none()
        if row is None:
            raise NotVisible("no-such-agency", agency=caller.agency)
        done = used_before(connection, caller, request)
        if done is not None:
            return done
        books = Books(connection, caller.agency)
        view = replace(rt.agency(connection, caller.agency, row.n), books=books)
        now = rt.now(view)
        try:
            decision = command.decide(view, caller, now)
        except Refusal as refusal:
            refusal.stood = stood(view, now, caller, command.request(), once)
            raise
        decision.facts += stopped(rt, connection, view, caller, decision.facts, decision.artifacts)
        own = signed(rt, connection, caller, once, request)
        entry = append(connection, view, caller, command.NAME, decision, now, request, own)
        connection.commit()
        return entry


def append(
    connection: Connection,
    view: AgencyView,
    caller: Caller,
    name: str,
    decision: AgencyDecision,
    now: datetime,
    request: f.Request | None,
    signature: f.ActorSignature | None = None,
) -> Receipt:
    """Write the next entry of the agency's stream, with its artifacts and account rows."""
    state = view.state
    for kind, body in decision.artifacts:
        put_artifact(connection, state.id, kind, body)
    person = view.roster.persons.get(caller.person) if view.roster and caller.person else None
    post = view.roster.post_of(person.id, local_date(now)) if view.roster and person else None
    entry = f.Entry(
        v=1,
        agency=state.id,
        stream=f"agency/{state.id}",
        n=state.n + 1,
        prev=last_hash(state.n, state.head),
        at=max(stamp(now), state.at),
        command=name,
        actor=f.Actor(
            account=caller.account,
            role=caller.role.value,
            person=caller.person,
            post=post.id if post else None,
            section=person.section if person else None,
            grade=post.grade if post else None,
        ),
        digests=f.Digests(
            roster=state.roster or None,
            calendar=state.calendar or None,
            parameters=state.parameters or None,
            rules=RULES,
            executor=EXECUTOR,
        ),
        facts=tuple(decision.facts),
        request=request,
        actor_signature=signature,
    )
    entry, body, digest = seal(entry)
    insert_entry(connection, entry, digest, body)
    insert_agency_notices(connection, entry, view.roster)
    for fact in decision.facts:
        if isinstance(fact, f.AccountOpened) and not state.operating:
            _insert_account(connection, state.id, fact)
        if isinstance(fact, f.AccountGranted):
            _insert_account(connection, state.id, state.accounts[fact.account])
    connection.execute(
        update(t.agency).where(t.agency.c.id == state.id).values(n=entry.n, head=digest)
    )
    return Receipt(entry, digest)


def _insert_account(connection: Connection, agency: str, fact: f.AccountOpened) -> None:
    connection.execute(
        insert(t.account),
        {
            "agency": agency,
            "id": fact.account,
            "role": fact.role,
            "person": fact.person,
            "party": fact.party,
        },
    )
