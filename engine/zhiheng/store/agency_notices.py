"""The notices of an agency's own stream, from nothing but its entries."""

import msgspec
from sqlalchemy import Connection

from zhiheng.model.person import Roster
from zhiheng.model.roster_file import read_roster
from zhiheng.state.agency import AgencyState, fold_agency
from zhiheng.store.artifacts import get_artifact
from zhiheng.store.duties import Row
from zhiheng.store.log import read_stream
from zhiheng.store.notices import agency_notice_rows


def told_by_log(connection: Connection, agency: str) -> list[Row]:
    """Each entry by the roster that was in force before it."""
    state, rosters = AgencyState(agency), dict[str, Roster]()
    rows: list[Row] = []
    for entry, digest in read_stream(connection, agency, f"agency/{agency}"):
        rows += agency_notice_rows(entry, _roster(connection, state, rosters))
        fold_agency(state, [(entry, digest)])
    return rows


def _roster(connection: Connection, state: AgencyState, known: dict[str, Roster]) -> Roster | None:
    """Each is read once."""
    if not state.roster:
        return None
    if state.roster not in known:
        body = get_artifact(connection, state.id, state.roster)
        known[state.roster] = read_roster(msgspec.json.decode(body))
    return known[state.roster]
