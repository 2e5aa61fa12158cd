"""Where a caller's notices are addressed to, and since when each address is his."""

from collections.abc import Iterator, Mapping
from datetime import date

from zhiheng.clock import local_date
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import PersonId
from zhiheng.model.notice import (
    SUPERVISOR,
    SYSTEM,
    to_card,
    to_decider_on,
    to_grade,
    to_party,
    to_person,
    to_post,
    to_section,
)
from zhiheng.model.person import Person, Roster
from zhiheng.rules.recusal import may_decide
from zhiheng.runtime.process import AgencyView, Runtime
from zhiheng.store.log import midnight

ALWAYS = ""
"""Before every instant."""


def addresses(rt: Runtime, view: AgencyView, caller: Caller) -> Mapping[str, str]:
    """Address -> the instant from which on its notices are his.

    A new holder of a post is not told what his predecessors were.
    """
    match caller.role:
        case Role.APPLICANT:
            return {to_party(caller.party or ""): ALWAYS}
        case Role.SUPERVISOR:
            return {SUPERVISOR: ALWAYS, own(caller): ALWAYS}
        case Role.SYSTEM:
            return {SYSTEM: ALWAYS, own(caller): ALWAYS}
        case _:
            found = {own(caller): ALWAYS}
    person = view.roster.persons.get(caller.person or PersonId("")) if view.roster else None
    if view.roster is not None and person is not None:
        today = local_date(rt.now(view))
        found |= dict(_of_posts(view.roster, person, today))
        found |= dict.fromkeys(_of_recusals(view.roster, person, today), ALWAYS)
    return found


def own(caller: Caller) -> str:
    """What is addressed to him alone; also whose read marks are his."""
    return to_party(caller.party) if caller.party else to_person(caller.person or caller.account)


def _of_posts(roster: Roster, person: Person, today: date) -> Iterator[tuple[str, str]]:
    if person.section is not None:
        yield to_section(person.section), ALWAYS
    for card in person.cards:
        if card.on(today):
            yield to_card(card.qualification), midnight(card.since)
    for holding in person.holdings:
        if holding.on(today):
            since = midnight(holding.since)
            yield to_post(holding.post), since
            yield to_grade(roster.posts[holding.post].grade), since


def _of_recusals(roster: Roster, person: Person, today: date) -> Iterator[str]:
    """Those on whose recusal he may decide, in a case that is no penalty."""
    for other in roster.persons.values():
        if may_decide(person, other, roster, today, "") is None:
            yield to_decider_on(other.id)
