"""Relations to applicants by number and by name: what is listed as one is found as the other."""

from dataclasses import replace

from sqlalchemy import Connection

from zhiheng.model.party import is_number
from zhiheng.model.relation import Relation, Relations, party, relations
from zhiheng.store.parties import names_of, numbers_of

_PARTY = party("")


def by_name_too(connection: Connection, agency: str, found: Relations) -> Relations:
    """Prevents a relation from being lost between a name and its number.

    Lists and cases of before numbers hold names, pools of draws do so still, and an account may be
    opened under what was a name on the list.
    """
    outside = {r.other.removeprefix(_PARTY) for r in found.listed if r.other.startswith(_PARTY)}
    if not outside:
        return found
    numbers = {x for x in outside if is_number(x)}
    also: dict[str, str] = {
        **names_of(connection, agency, numbers),
        **numbers_of(connection, agency, outside - numbers),
    }
    more = [
        Relation(r.person, party(also[one]), r.kind)
        for r in found.listed
        if (one := r.other.removeprefix(_PARTY)) in also and r.other.startswith(_PARTY)
    ]
    return replace(relations((*found.listed, *more)), listed=found.listed)
