"""Recusal in lists of tasks: B sees what a recused A leaves him, and the recused sees nothing."""

from typing import Any

from sqlalchemy import and_, false, not_, or_, select

from zhiheng.model.person import Person, Roster
from zhiheng.model.relation import Relations, party
from zhiheng.store import tables as t

_PARTY = party("")


def stands_aside(agency: str, person: str, relations: Relations) -> Any:
    """Whether the person stands aside from the row's case: recused, or related to its applicant."""
    r = t.recusal.c
    cases = select(r.case_id).where(
        r.agency == agency, r.person == person, r.state.in_(["aside", "granted"])
    )
    parties = [o.removeprefix(_PARTY) for o in relations.of(person) if o.startswith(_PARTY)]
    return or_(t.slot.c.case_id.in_(cases), t.case_file.c.applicant.in_(sorted(parties)))


def may_step_in(agency: str, person: Person, roster: Roster, relations: Relations) -> Any:
    """Whether a holder whose B the person is stands aside from the row's case."""
    found = [
        and_(t.slot.c.post == post, stands_aside(agency, holder, relations))
        for (post, holder), listed in roster.stand_ins.items()
        if any(b.person == person.id for b in listed)
    ]
    return or_(false(), *found)


def not_aside(agency: str, person: Person, relations: Relations) -> Any:
    """Whether the person may act in the row's case at all."""
    return not_(stands_aside(agency, person.id, relations))
