"""The parameters of an agency: those in force, and those that wait for a second officer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection

from zhiheng import facts as f
from zhiheng.errors import Forbidden
from zhiheng.model.caller import Caller, Role
from zhiheng.rules.parameter_file import parameters_to_json, read_parameters
from zhiheng.runtime import Runtime
from zhiheng.store.artifacts import get_artifact
from zhiheng.store.log import read_stream


@dataclass(frozen=True, slots=True)
class ParametersVersion:
    """One that came into force. n: the entry that confirmed it; by: the accounts of the two."""

    n: int
    digest: str
    at: str
    proposed_by: str
    confirmed_by: str


@dataclass(frozen=True, slots=True)
class ParametersView:
    """Each in the shape of the file, with its digest. proposed_by: the account.

    versions: those that have been in force, the newest first.
    """

    digest: str | None
    in_force: dict[str, Any]
    proposal: str | None
    proposed: dict[str, Any] | None
    proposed_by: str | None
    versions: tuple[ParametersVersion, ...]


def parameters_view(rt: Runtime, connection: Connection, caller: Caller) -> ParametersView:
    """For everybody of the agency; applicants see none."""
    if caller.role is Role.APPLICANT:
        raise Forbidden("role-may-not", role=caller.role.value, verb="parameters")
    view = rt.agency(connection, caller.agency)
    waiting, proposed = view.state.proposed, None
    if waiting is not None:
        listed = msgspec.json.decode(get_artifact(connection, caller.agency, waiting.digest))
        proposed = parameters_to_json(read_parameters(listed))
    return ParametersView(
        digest=view.state.parameters or None,
        in_force=parameters_to_json(view.parameters),
        proposal=waiting.digest if waiting else None,
        proposed=proposed,
        proposed_by=waiting.by if waiting else None,
        versions=tuple(_versions(connection, caller.agency))[::-1],
    )


def _versions(connection: Connection, agency: str) -> Iterator[ParametersVersion]:
    for entry, _ in read_stream(connection, agency, f"agency/{agency}"):
        for fact in entry.facts:
            if isinstance(fact, f.ParametersConfirmed):
                yield ParametersVersion(
                    entry.n, fact.digest, entry.at, fact.proposed_by, entry.actor.account
                )
