"""Load the list of relations (亲属、利害关系登记), a whole list at a time.

It is kept as an artifact, applicants by number (filed/applicant.py); the log holds its digest
only, and no public view shows it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.bureau.agency import AgencyDecision
from zhiheng.commands.bureau.door import must_be_setup
from zhiheng.commands.filed.applicant import list_by_number
from zhiheng.commands.frame.canonical_form import canonical_form
from zhiheng.errors import BadData, NotReady
from zhiheng.model.caller import Caller
from zhiheng.model.command import SystemCommand
from zhiheng.model.person import Roster
from zhiheng.model.relation_file import read_relations, relations_to_json
from zhiheng.model.roster_record import RosterError
from zhiheng.runtime import AgencyView
from zhiheng.runtime.books import Books


@dataclass(frozen=True, slots=True)
class LoadRelations:
    """A whole list, as parsed from its file."""

    NAME: ClassVar[str] = "load-relations"

    data: Mapping[str, Any]

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"relations": _checked(self.data, None)["relations"]}

    def decide(self, view: AgencyView, caller: Caller, _now: datetime) -> AgencyDecision:
        """While the agency is set up; afterwards by a system case."""
        must_be_setup(view, caller, self.NAME, SystemCommand.LOAD_RELATIONS)
        return self.effect(view, view.books)

    def effect(self, view: AgencyView, books: Books | None) -> AgencyDecision:
        """Persons must be members; from now on the related stand aside by themselves."""
        if view.roster is None or books is None:
            raise NotReady("agency-not-ready")
        listed = _checked(self.data, view.roster)
        body = canonical_form(list_by_number(books.connection, view.state, listed))
        digest = hashlib.sha256(body).hexdigest()
        return AgencyDecision([f.RelationsLoaded(digest=digest)], [("relations", body)])


def _checked(data: Mapping[str, Any], roster: Roster | None) -> dict[str, Any]:
    try:
        return relations_to_json(read_relations(data, roster))
    except RosterError as error:
        zh, en = error.message.zh, error.message.en
        raise BadData("relations-fault", pointer="/", why_zh=zh, why_en=en) from error
