"""Parameters (参数): proposed by one system officer, in force once another has confirmed them.

So while the agency is set up; once it is in operation, by a system case.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.bureau.agency import AgencyDecision
from zhiheng.commands.bureau.door import must_be_setup
from zhiheng.commands.frame.canonical_form import canonical_form
from zhiheng.errors import BadData, Forbidden, NotReady
from zhiheng.model.caller import Caller
from zhiheng.model.command import SystemCommand
from zhiheng.model.person import Roster
from zhiheng.model.roster_record import RosterError
from zhiheng.rules.parameter_file import parameters_to_json, read_parameters
from zhiheng.runtime import AgencyView


@dataclass(frozen=True, slots=True)
class ProposeParameters:
    """All parameters of the agency, as parsed from their file; they replace those in force."""

    NAME: ClassVar[str] = "propose-parameters"

    data: Mapping[str, Any]

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"parameters": self._read(None)}

    def decide(self, view: AgencyView, caller: Caller, _now: datetime) -> AgencyDecision:
        """Kept as an artifact; nothing changes until another has confirmed it."""
        must_be_setup(view, caller, self.NAME, SystemCommand.SET_PARAMETERS)
        body = canonical_form(self._read(view.roster))
        digest = hashlib.sha256(body).hexdigest()
        if digest == view.state.parameters:
            raise NotReady("parameters-in-force")
        fact = f.ParametersProposed(digest=digest, by=caller.account, person=caller.person)
        return AgencyDecision([fact], [("parameters", body)])

    def _read(self, roster: Roster | None) -> dict[str, Any]:
        return checked_parameters(self.data, roster)


def checked_parameters(data: Mapping[str, Any], roster: Roster | None) -> dict[str, Any]:
    """The file in its plain form. Raises BadData that says where it is wrong."""
    try:
        return parameters_to_json(read_parameters(data, roster))
    except RosterError as error:
        zh, en = error.message.zh, error.message.en
        raise BadData("parameters-fault", pointer="/", why_zh=zh, why_en=en) from error


@dataclass(frozen=True, slots=True)
class ConfirmParameters:
    """Bring the proposal of that digest into force, as it was seen."""

    NAME: ClassVar[str] = "confirm-parameters"

    digest: str

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"digest": self.digest}

    def decide(self, view: AgencyView, caller: Caller, _now: datetime) -> AgencyDecision:
        """Two accounts, and two persons where the accounts name any (design.md §11)."""
        must_be_setup(view, caller, self.NAME, SystemCommand.SET_PARAMETERS)
        proposed = view.state.proposed
        if proposed is None or proposed.digest != self.digest:
            raise NotReady("no-such-proposal", digest=self.digest[:16])
        same = caller.person is not None and caller.person == proposed.person
        if same or caller.account == proposed.by:
            raise Forbidden("own-proposal", account=caller.account)
        fact = f.ParametersConfirmed(digest=self.digest, proposed_by=proposed.by)
        return AgencyDecision([fact])
