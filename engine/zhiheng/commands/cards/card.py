"""Cards: one command, one entry of the card's own stream, beside the case that it is about.

A card is a small case of its own (docs/adr/0028-cards.md): it has its own log, days and hands, and
the case that gave rise to it does not wait for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Protocol

from sqlalchemy import Connection, select

from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.commands.cards.by_law import append_card
from zhiheng.commands.filed.content import seal_content
from zhiheng.commands.frame.decision import Sealed
from zhiheng.commands.frame.envelope import actor_in, write_sealed
from zhiheng.commands.frame.on_record import on_record
from zhiheng.commands.frame.receipt import NO_KEY, Once, Receipt, request_of, used_before
from zhiheng.commands.frame.salt import salted
from zhiheng.commands.frame.twice import twice
from zhiheng.errors import BadData, Forbidden, NotReady, NotVisible, Refusal
from zhiheng.model.calendar import Calendar
from zhiheng.model.caller import Caller, Role
from zhiheng.model.card import CardState
from zhiheng.model.ids import PersonId
from zhiheng.model.person import Person, Roster
from zhiheng.model.wording import says_something
from zhiheng.rules.cards import MAY, may_answer
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.runtime.cards import may_read
from zhiheng.store import tables as t
from zhiheng.store.cards import card_stream, listed
from zhiheng.store.heads import locked_head

MOST = 5_000
"""Characters of one text."""


@dataclass(frozen=True, slots=True)
class CardRoom:
    """What a command on a card may look at. known: its row; None for a new one."""

    connection: Connection
    view: AgencyView
    roster: Roster
    calendar: Calendar
    caller: Caller
    now: datetime
    known: Mapping[str, Any] | None

    @property
    def today(self) -> date:
        """The day in China."""
        return local_date(self.now)

    @property
    def row(self) -> Mapping[str, Any]:
        """The card's row. Raises NotVisible where there is none for the caller."""
        if self.known is None:
            raise NotVisible("no-such-card")
        return self.known

    def person(self) -> Person:
        """The caller as a member of the bureau. Raises Forbidden when he is none."""
        found = self.roster.persons.get(self.caller.person or PersonId(""))
        if found is None:
            raise Forbidden("not-in-roster", account=self.caller.account)
        return found


class CardCommand(Protocol):
    """A command on a card. one: its id; None for a new one."""

    NAME: ClassVar[str]
    ROLES: ClassVar[frozenset[Role]]

    @property
    def one(self) -> str | None:
        """The card it is about."""
        ...

    def request(self) -> Mapping[str, Any]:
        """What was asked for, as JSON."""
        ...

    def decide(self, room: CardRoom) -> tuple[f.AnyFact, Sealed | None]:
        """The fact and the content that it commits to, or a Refusal raised."""
        ...


def execute_card(rt: Runtime, caller: Caller, command: CardCommand, once: Once = NO_KEY) -> Receipt:
    """Do it. Raises a Refusal, which is on record by then."""
    try:
        return twice(lambda: _attempt(rt, caller, command, once))
    except Refusal as refusal:
        on_record(rt, caller, refusal, command.NAME)
        raise


def _attempt(rt: Runtime, caller: Caller, command: CardCommand, once: Once) -> Receipt:
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
        now, known = rt.now(view), None
        if command.one is not None:
            known = _known(connection, view, caller, command.one, local_date(now))
        room = CardRoom(connection, view, view.roster, view.calendar, caller, now, known)
        fact, sealed = command.decide(room)
        actor = actor_in(view, caller, now)
        held = dict(known) if known else None
        request, contents = salted(request, [] if sealed is None else [sealed])
        receipt = append_card(connection, view.state, actor, command.NAME, held, fact, now, request)
        one = receipt.entry.stream.rpartition("/")[2]
        write_sealed(connection, caller.agency, one, contents)
        connection.commit()
        return receipt


def _known(
    connection: Connection, view: AgencyView, caller: Caller, one: str, today: date
) -> Mapping[str, Any]:
    """Its row, under the lock of its stream. Raises NotVisible, alike for what is not there."""
    c = t.card.c
    query = select(t.card).where(c.agency == caller.agency, c.id == one)
    if connection.execute(query).first() is None:
        raise NotVisible("no-such-card")
    locked_head(connection, caller.agency, card_stream(caller.agency, one))
    row = dict(connection.execute(query).mappings().one())
    if caller.role is not Role.LAW and not may_read(row, caller, view, today):
        raise NotVisible("no-such-card")
    return row


def must_be(room: CardRoom, verb: str) -> None:
    """Raises NotReady where the card is in no state for it."""
    state = CardState(room.row["state"])
    if state not in MAY[verb]:
        raise NotReady("card-not-open", state=state.value, verb=verb)


def must_be_named(room: CardRoom, verb: str) -> Person:
    """The caller, who got the card or answers for its section. Raises Forbidden."""
    me, row = room.person(), room.row
    if not may_answer(me, listed(row["persons"]), row["section"], room.roster, room.today):
        raise Forbidden("card-not-yours", person=me.name, verb=verb)
    return me


def must_decide(room: CardRoom) -> None:
    """A decision on a card needs the password just entered."""
    if not room.caller.confirmed:
        raise Forbidden("fresh-authentication", account=room.caller.account)


def said(text: str) -> Sealed:
    """A commitment to the text. Raises BadData where it says nothing, or too much."""
    if len(text) > MOST or not says_something(text):
        raise BadData("card-text", pointer="/text", limit=MOST)
    return seal_content({"text": text})
