"""Who applies: an account's party, or who is named at the window, whose name no entry holds."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from zhiheng.errors import unfit
from zhiheng.model.caller import Caller, Role
from zhiheng.model.finding import Text
from zhiheng.model.ids import PartyId
from zhiheng.model.party import is_number
from zhiheng.state.agency import AgencyState
from zhiheng.store.duties import lock_scopes
from zhiheng.store.parties import name_scope, names_of, number_of


def applicant_of(
    connection: Connection, state: AgencyState, caller: Caller, typed: str
) -> tuple[PartyId, str | None]:
    """What the log says of him, and the name behind it where it says a number.

    An officer types a name, or a number that is on file. Raises BadData where it is not, or not
    any more.
    """
    if caller.role is not Role.OFFICER:
        return PartyId(typed), None
    party = party_in(connection, state, typed)
    if not is_number(party):
        return party, None
    lock_scopes(connection, state.id, [name_scope(party)])
    name = names_of(connection, state.id, [party]).get(party)
    if name is None and is_number(typed):
        raise unfit("/applicant", Text("没有这个编号", "no such number"))
    if name is None:  # It was erased while this one waited.
        return number_of(connection, state.id, typed), typed
    return party, name


def party_in(connection: Connection, state: AgencyState, typed: str) -> PartyId:
    """The id of an account's party, a number as it is, and of a name its number."""
    known = any(a.party == typed for a in state.accounts.values())
    if known or is_number(typed):
        return PartyId(typed)
    return number_of(connection, state.id, typed)


def by_number(
    connection: Connection, state: AgencyState, relation: Mapping[str, str]
) -> dict[str, str]:
    """A relation as it is kept: without the applicant's name."""
    given = dict(relation)
    if "party" in given:
        given["party"] = party_in(connection, state, given["party"])
    return given


def list_by_number(
    connection: Connection, state: AgencyState, listed: Mapping[str, Any]
) -> dict[str, Any]:
    """A list of relations as it is kept."""
    return {"relations": [by_number(connection, state, r) for r in listed["relations"]]}
