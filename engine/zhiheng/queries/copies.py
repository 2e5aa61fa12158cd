"""Copies of a case (抄送、阅知): who got one, who has read it; and the same in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection, select

from zhiheng import facts as f
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import PersonId
from zhiheng.model.person import Roster
from zhiheng.queries.cases import CaseFile, case_file
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t

KINDS = {"copy": "抄送", "circulate": "阅知"}


@dataclass(frozen=True, slots=True)
class Receiver:
    """read_at: None while he has not said that he read it."""

    person: str
    name: str
    read_at: str | None


@dataclass(frozen=True, slots=True)
class CopyView:
    """mine: whether the caller got it, and has not said that he read it."""

    no: int
    kind: str
    by: str
    at: str
    note: str | None
    receivers: tuple[Receiver, ...]
    mine: bool


def copies(
    rt: Runtime, connection: Connection, caller: Caller, case_id: str
) -> tuple[CopyView, ...]:
    """The copies of a case, in order; none for an applicant: they are the office's own."""
    file = case_file(rt, connection, caller, case_id)
    if caller.role is Role.APPLICANT:
        return ()
    roster = rt.agency(connection, caller.agency).roster
    c = t.case_copy.c
    query = select(t.case_copy).where(c.agency == caller.agency, c.case_id == case_id)
    rows = {(r.copy, r.person): r for r in connection.execute(query.order_by(c.copy, c.person))}
    notes = dict(_notes(file))
    found = []
    for no, grouped in groupby(rows.values(), key=lambda r: r.copy):
        listed = list(grouped)
        receivers = tuple(Receiver(r.person, _name(roster, r.person), r.read_at) for r in listed)
        mine = any(r.person == caller.person and r.read_at is None for r in receivers)
        first = listed[0]
        by = _name(roster, first.by)
        found.append(CopyView(no, first.kind, by, first.at, notes.get(no), receivers, mine))
    return tuple(found)


def _notes(file: CaseFile) -> Iterator[tuple[int, str | None]]:
    for entry, _ in file.entries:
        for fact in entry.facts:
            if isinstance(fact, f.CaseCopied):
                yield fact.copy, _note(file, fact)


def told(file: CaseFile, roster: Roster, fact: f.CaseCopied | f.CopyRead) -> str:
    """The fact for the time line."""
    if isinstance(fact, f.CopyRead):
        return f"第{fact.copy}号抄送已阅"
    note = _note(file, fact)
    names = "、".join(_name(roster, p) for p in fact.receivers)
    return f"{KINDS[fact.kind]}：{names}" + (f"（{note}）" if note else "")


def _note(file: CaseFile, fact: f.CaseCopied) -> str | None:
    content = file.values.get(fact.note or "")
    return str(content["note"]) if content else None


def _name(roster: Roster | None, person: str) -> str:
    found = roster.persons.get(PersonId(person)) if roster else None
    return found.name if found else person
