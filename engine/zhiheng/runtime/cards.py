"""Who may read a card: supervision, those on it, the chief of the section, and who was told."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, false, or_, true

from zhiheng.model.caller import BY_POST, Caller, Role
from zhiheng.model.ids import PersonId
from zhiheng.model.notice import to_grade, to_post
from zhiheng.model.person import Person, Roster
from zhiheng.rules.cards import may_answer
from zhiheng.runtime import AgencyView
from zhiheng.store import tables as t
from zhiheng.store.cards import listed


def may_read(row: Mapping[str, Any], caller: Caller, view: AgencyView, today: date) -> bool:
    """Prevents a card from being talked about in the whole house before anybody was heard."""
    if caller.role is Role.SUPERVISOR:
        return True
    roster = view.roster
    person = roster.persons.get(caller.person or PersonId("")) if roster else None
    if roster is None or person is None or caller.role not in BY_POST:
        return False
    if may_answer(person, listed(row["persons"]), row["section"], roster, today):
        return True
    own, head = _own(roster, person, today)
    return head or bool(own & set(listed(row["told"])))


def _own(roster: Roster, person: Person, today: date) -> tuple[set[str], bool]:
    """The addresses that are his by the posts that he holds, and whether he is the head."""
    held = [roster.posts[h.post] for h in person.holdings if h.on(today)]
    own = {to_post(p.id) for p in held} | {to_grade(p.grade) for p in held}
    return own, any(p.grade == "head" for p in held)


def within_reach(caller: Caller, view: AgencyView, today: date) -> ColumnElement[bool]:
    """What `may_read` could allow, so that nothing else is read at all."""
    if caller.role is Role.SUPERVISOR:
        return true()
    roster = view.roster
    person = roster.persons.get(caller.person or PersonId("")) if roster else None
    if roster is None or person is None:
        return false()
    own, head = _own(roster, person, today)
    if head:
        return true()
    c = t.card.c
    named = c.persons.contains(f",{person.id},", autoescape=True)
    told = [c.told.contains(f",{to},", autoescape=True) for to in sorted(own)]
    return or_(named, c.section == person.section, *told)
