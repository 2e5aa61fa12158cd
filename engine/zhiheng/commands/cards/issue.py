"""A card by hand (人工发牌): for an attempt on record, or for what a supervisor has found out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import select

from zhiheng import facts as f
from zhiheng.commands.cards.by_law import evidence, issued
from zhiheng.commands.cards.card import CardRoom, must_decide, said
from zhiheng.commands.frame.decision import Sealed
from zhiheng.errors import BadData, NotReady, NotVisible
from zhiheng.model.caller import Role
from zhiheng.model.card import CardDraft, Colour
from zhiheng.model.finding import Text
from zhiheng.model.ids import PersonId
from zhiheng.model.person import Person
from zhiheng.rules.card_triggers import TRIGGERS, of_rule
from zhiheng.rules.cards import LEVELS, addresses
from zhiheng.store import tables as t


@dataclass(frozen=True, slots=True)
class IssueCard:
    """signal: (stream, n) of an attempt on record. Else trigger, person and the case, if any.

    level: how high the risk is held to be, for who is told.
    """

    NAME: ClassVar[str] = "issue-card"
    ROLES: ClassVar = frozenset({Role.SUPERVISOR})

    colour: str
    text: str
    signal: tuple[str, int] | None = None
    trigger: str | None = None
    person: str | None = None
    case: str | None = None
    level: str = "medium"

    @property
    def one(self) -> None:
        """Always a new one."""
        return

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        signal = f"{self.signal[0]}#{self.signal[1]}" if self.signal else None
        named = {"trigger": self.trigger, "person": self.person, "case": self.case}
        told = {"colour": self.colour, "text": self.text, "level": self.level, "signal": signal}
        return told | named

    def decide(self, room: CardRoom) -> tuple[f.AnyFact, Sealed]:
        """The evidence is an entry of the log, or, of what stands in none, the text alone."""
        must_decide(room)
        if self.colour not in set(Colour) or self.level not in LEVELS:
            raise _fault("colour", "没有这种颜色或等级", "no such colour or level")
        sealed = said(self.text)
        draft, entry = self._attempt(room) if self.signal else (self._found(room, sealed), None)
        c = t.card.c
        same = select(c.id).where(c.agency == room.caller.agency, c.source == draft.source)
        if room.connection.execute(same).first() is not None:
            raise NotReady("card-known")
        place = (entry.stream, entry.n, entry.hash) if entry is not None else (None, 0, "")
        proof = evidence(draft, *place)
        fact = issued(draft, proof, "supervisor", room.calendar, room.now, sealed.commitment)
        return fact, sealed

    def _attempt(self, room: CardRoom) -> tuple[CardDraft, Any]:
        """Whose attempt it was, and by which rule it was refused, says the record."""
        b, e = t.breach.c, t.entry.c
        stream, n = self.signal or ("", 0)
        query = select(t.breach, e.hash).where(
            b.agency == room.caller.agency,
            b.stream == stream,
            b.n == n,
            e.agency == b.agency,
            e.stream == b.stream,
            e.n == b.n,
        )
        row = room.connection.execute(query).one_or_none()
        trigger = of_rule(row.rule) if row is not None else None
        if row is None or trigger is None:
            raise _fault("signal", "没有这个违规信号", "no such signal on record")
        person = _person(room, row.person)
        source = f"breach/{row.stream}/{row.n}"
        return self._draft(room, trigger, person, row.rule, source, row.case_id, row.task), row

    def _found(self, room: CardRoom, sealed: Sealed) -> CardDraft:
        trigger = TRIGGERS.get(self.trigger or "")
        if trigger is None or trigger.clocks:
            raise _fault("trigger", "没有这种发牌情形，或者由系统发牌", "no such trigger by hand")
        if self.case is not None:
            c = t.case_file.c
            own = select(c.id).where(c.agency == room.caller.agency, c.id == self.case)
            if room.connection.execute(own).first() is None:
                raise NotVisible("no-such-case")
        person, source = _person(room, self.person), f"hand/{sealed.commitment}"
        return self._draft(room, trigger.id, person, "by-hand", source, self.case, None)

    def _draft(
        self,
        room: CardRoom,
        trigger: str,
        person: Person,
        rule: str,
        source: str,
        case: str | None,
        task: str | None,
    ) -> CardDraft:
        colour = Colour(self.colour)
        return CardDraft(
            family=TRIGGERS[trigger].family,
            colour=colour,
            trigger=trigger,
            section=person.section,
            persons=(person.id,),
            level=self.level,
            told=addresses(self.level, colour, person.section, room.roster, room.today),
            rule=rule,
            source=source,
            case=case,
            task=task,
        )


def _person(room: CardRoom, one: str | None) -> Person:
    found = room.roster.persons.get(PersonId(one or ""))
    if found is None:
        raise _fault("person", "要写明花名册里的人员", "name a person of the roster")
    return found


def _fault(field: str, zh: str, en: str) -> BadData:
    why = Text(zh, en)
    return BadData("card-fault", pointer=f"/{field}", why_zh=why.zh, why_en=why.en)
