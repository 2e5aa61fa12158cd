"""Reports: one command, one entry of a stream of its own, beside the case that it is about.

The case's stream, version and ETag do not move, so that nobody who works on the case can tell
that there is one (docs/adr/0025-reports-apart-from-the-case.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Protocol

import uuid_utils
from sqlalchemy import Connection, select

from zhiheng import facts as f
from zhiheng.commands.frame.decision import Sealed
from zhiheng.commands.frame.envelope import actor_in, write_sealed
from zhiheng.commands.frame.on_record import on_record
from zhiheng.commands.frame.receipt import NO_KEY, Once, Receipt, request_of, used_before
from zhiheng.commands.frame.salt import salted
from zhiheng.commands.frame.twice import twice
from zhiheng.errors import BadData, Forbidden, NotReady, NotVisible, Refusal
from zhiheng.model.caller import Caller, Role
from zhiheng.model.wording import says_something
from zhiheng.rules.policy import RULES
from zhiheng.rules.reporting import Reader
from zhiheng.rules.visibility import may_see
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.runtime.readers import reader_of
from zhiheng.store import tables as t
from zhiheng.store.apply import insert_entry
from zhiheng.store.heads import locked_head, move_head
from zhiheng.store.log import last_hash, seal, stamp
from zhiheng.store.reports import contents_of, report_row, report_stream, write_report

MOST = 5_000
"""Characters of one text."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a command on a report may look at."""

    connection: Connection
    view: AgencyView
    caller: Caller
    reader: Reader
    now: datetime
    known: Mapping[str, Any] | None
    """The report's row, for a command on one that is there."""


class ReportCommand(Protocol):
    """A command on a report. one: its id; None for a new one."""

    NAME: ClassVar[str]
    ROLES: ClassVar[frozenset[Role]]

    @property
    def one(self) -> str | None:
        """The report it is about."""
        ...

    def request(self) -> Mapping[str, Any]:
        """What was asked for, as JSON."""
        ...

    def decide(self, room: Room) -> tuple[f.AnyFact, Sealed]:
        """The fact and the content that it commits to, or a Refusal raised."""
        ...


def execute_report(
    rt: Runtime, caller: Caller, command: ReportCommand, once: Once = NO_KEY
) -> Receipt:
    """Do it. A refusal goes on record without the case, and under one name for all of these."""
    try:
        return twice(lambda: _attempt(rt, caller, command, once))
    except Refusal as refusal:
        on_record(rt, caller, refusal, "report")
        raise


def _attempt(rt: Runtime, caller: Caller, command: ReportCommand, once: Once) -> Receipt:
    if caller.role not in command.ROLES:
        raise Forbidden("role-may-not", role=caller.role.value, verb=command.NAME)
    request = request_of(once, command.NAME, command.request())
    with rt.db.writing() as connection:
        done = used_before(connection, caller, request)
        if done is not None:
            return done
        view = rt.agency(connection, caller.agency)
        if view.roster is None or view.calendar is None:
            raise NotReady("agency-not-ready")
        one = command.one or str(uuid_utils.uuid7())
        stream = report_stream(caller.agency, one)
        known = _row(connection, caller.agency, one)
        if command.one is not None and known is None:
            raise NotVisible("no-such-report")
        head = locked_head(connection, caller.agency, stream)
        reader, now = reader_of(rt, view, caller), rt.now(view)
        known = _row(connection, caller.agency, one)
        fact, sealed = command.decide(Room(connection, view, caller, reader, now, known))
        request, kept = salted(request, [sealed])
        entry = f.Entry(
            v=1,
            agency=caller.agency,
            stream=stream,
            n=head.n + 1,
            prev=last_hash(head.n, head.head),
            at=max(stamp(now), _last(known)),
            command=command.NAME,
            actor=actor_in(view, caller, now),
            digests=f.Digests(roster=view.state.roster, calendar=view.state.calendar, rules=RULES),
            facts=(fact,),
            request=request,
        )
        entry, body, digest = seal(entry)
        insert_entry(connection, entry, digest, body)
        # Under the report's own id: what is listed for the case holds nothing of it.
        write_sealed(connection, caller.agency, one, kept)
        contents = contents_of(connection, caller.agency, [sealed.commitment])
        row = report_row(dict(known) if known else None, entry, contents)
        write_report(connection, row, new=known is None)
        move_head(connection, entry, digest)
        connection.commit()
        return Receipt(entry, digest)


def _row(connection: Connection, agency: str, one: str) -> Mapping[str, Any] | None:
    c = t.report.c
    query = select(t.report).where(c.agency == agency, c.id == one)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else dict(row)


def _last(known: Mapping[str, Any] | None) -> str:
    return (known["answered_at"] or known["at"]) if known else ""


def seen_case(room: Room, case: str) -> None:
    """Raises NotVisible where the caller may not know of the case."""
    c = t.case_file.c
    query = select(c.applicant, c.command).where(c.agency == room.caller.agency, c.id == case)
    found = room.connection.execute(query).one_or_none()
    if found is None or not may_see(room.caller, found.applicant, found.command):
        raise NotVisible("no-such-case")


def said(text: str, pointer: str) -> str:
    """The text. Raises BadData where it says nothing, or too much."""
    if len(text) > MOST or not says_something(text):
        raise BadData("report-text", pointer=pointer, limit=MOST)
    return text
