"""Who may read a card: supervision, those on it, the chief of the section, and who was told."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from zhiheng.model.caller import BY_POST, Caller, Role
from zhiheng.model.ids import PersonId
from zhiheng.model.notice import to_grade, to_post
from zhiheng.rules.cards import may_answer
from zhiheng.runtime import AgencyView
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
    held = [roster.posts[h.post] for h in person.holdings if h.on(today)]
    own = {to_post(p.id) for p in held} | {to_grade(p.grade) for p in held}
    head = any(p.grade == "head" for p in held)
    return head or bool(own & set(listed(row["told"])))
