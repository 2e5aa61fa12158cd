"""Numbers and names of applicants: looked up, given, and taken away."""

import secrets
from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from zhiheng.model.ids import PartyId
from zhiheng.model.party import name_key
from zhiheng.store import tables as t


def number_of(connection: Connection, agency: str, name: str) -> PartyId:
    """The number of a name, which is given one if it has none yet.

    Two who give the same name one at the same time violate `party_name`; the second asks again.
    """
    known = numbers_of(connection, agency, [name]).get(name)
    if known is not None:
        return known
    number = PartyId(f"p-{secrets.token_hex(16)}")
    row = {"agency": agency, "id": number, "name": name, "name_key": name_key(name)}
    connection.execute(insert(t.party), row)
    return number


def numbers_of(connection: Connection, agency: str, names: Iterable[str]) -> dict[str, PartyId]:
    """Name, as it was given -> number; without those that have none."""
    keys = {name: name_key(name) for name in names}
    p = t.party.c
    query = select(p.name_key, p.id).where(p.agency == agency, p.name_key.in_(set(keys.values())))
    found = {row.name_key: PartyId(row.id) for row in connection.execute(query)}
    return {name: found[key] for name, key in keys.items() if key in found}


def names_of(connection: Connection, agency: str, numbers: Iterable[str]) -> dict[str, str]:
    """Number -> name; without those whose name is gone."""
    p = t.party.c
    query = select(p.id, p.name).where(p.agency == agency, p.id.in_(set(numbers)))
    return {row.id: row.name for row in connection.execute(query)}


def name_scope(number: str) -> str:
    """Held by whoever starts a case under the number, and by whoever takes its name away."""
    return f"party/{number}"


def forget(connection: Connection, agency: str, number: str) -> bool:
    """Take the name away. False: there was none."""
    p = t.party.c
    gone = connection.execute(delete(t.party).where(p.agency == agency, p.id == number))
    return gone.rowcount > 0
