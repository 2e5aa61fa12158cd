"""The relations that a person has declared or is listed with: shown to nobody but himself."""

from dataclasses import dataclass

from sqlalchemy import Connection

from zhiheng.errors import Forbidden, NotReady
from zhiheng.model.caller import Caller
from zhiheng.model.ids import PersonId
from zhiheng.model.party import shown
from zhiheng.model.relation import party
from zhiheng.runtime import Runtime
from zhiheng.store.parties import names_of

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
    own = [r for r in view.relations.listed if me.id in (r.person, r.other)]
    parties = {r.other.removeprefix(_PARTY) for r in own if r.other.startswith(_PARTY)}
    outsiders = names_of(connection, caller.agency, parties)
    found = []
    for relation in own:
        other = relation.other if relation.person == me.id else relation.person
        outside = other.startswith(_PARTY)
        party_id = other.removeprefix(_PARTY)
        word = shown(party_id, outsiders.get(party_id)) if outside else names.get(other, other)
        found.append(RelationItem(relation.kind, word, outside))
    return OwnRelations(
        listed=tuple(found),
        colleagues=tuple((k, v) for k, v in names.items() if k != me.id),
        parties=tuple(sorted({a.party for a in view.state.accounts.values() if a.party})),
    )
