"""The parameters of an agency: those in force, and those that wait for a second officer."""

from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection

from zhiheng.errors import Forbidden
from zhiheng.model.caller import Caller, Role
from zhiheng.rules.parameter_file import parameters_to_json
from zhiheng.runtime import Runtime
from zhiheng.store.artifacts import get_artifact


@dataclass(frozen=True, slots=True)
class ParametersView:
    """Each in the shape of the file, with its digest. proposed_by: the account."""

    digest: str | None
    in_force: dict[str, Any]
    proposal: str | None
    proposed: dict[str, Any] | None
    proposed_by: str | None


def parameters_view(rt: Runtime, connection: Connection, caller: Caller) -> ParametersView:
    """For everybody of the agency; applicants see none."""
    if caller.role is Role.APPLICANT:
        raise Forbidden("role-may-not", role=caller.role.value, verb="parameters")
    view = rt.agency(connection, caller.agency)
    waiting, proposed = view.state.proposed, None
    if waiting is not None:
        proposed = msgspec.json.decode(get_artifact(connection, caller.agency, waiting.digest))
    return ParametersView(
        digest=view.state.parameters or None,
        in_force=parameters_to_json(view.parameters),
        proposal=waiting.digest if waiting else None,
        proposed=proposed,
        proposed_by=waiting.by if waiting else None,
    )
