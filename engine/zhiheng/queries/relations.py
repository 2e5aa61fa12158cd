"""The relations that a person has declared or is listed with: shown to nobody but himself."""

from dataclasses import dataclass

from sqlalchemy import Connection

from zhiheng.errors import Forbidden, NotReady
from zhiheng.model.caller import Caller
from zhiheng.model.ids import PersonId
from zhiheng.model.relation import party
from zhiheng.runtime import Runtime

_PARTY = party("")


@dataclass(frozen=True, slots=True)
class RelationItem:
    """other: a colleague's name, or the applicant's; outside: whether it is an applicant."""

    kind: str
    other: str
    outside: bool


@dataclass(frozen=True, slots=True)
class OwnRelations:
    """colleagues: id and name of whom a relation can be declared to; parties: known applicants."""

    listed: tuple[RelationItem, ...]
    colleagues: tuple[tuple[str, str], ...]
    parties: tuple[str, ...]


def own_relations(rt: Runtime, connection: Connection, caller: Caller) -> OwnRelations:
    """Raises Forbidden where the account speaks for no member of the bureau."""
    view = rt.agency(connection, caller.agency)
    if view.roster is None:
        raise NotReady("agency-not-ready")
    me = view.roster.persons.get(caller.person or PersonId(""))
    if me is None:
        raise Forbidden("not-in-roster", account=caller.account)
    names = {str(p.id): p.name for p in view.roster.persons.values()}
    found = []
    for relation in view.relations.listed:
        if me.id in (relation.person, relation.other):
            other = relation.other if relation.person == me.id else relation.person
            outside = other.startswith(_PARTY)
            shown = other.removeprefix(_PARTY) if outside else names.get(other, other)
            found.append(RelationItem(relation.kind, shown, outside))
    return OwnRelations(
        listed=tuple(found),
        colleagues=tuple((k, v) for k, v in names.items() if k != me.id),
        parties=tuple(sorted({a.party for a in view.state.accounts.values() if a.party})),
    )
