"""A relation (亲属、利害关系) that a person declares himself (自行申报); it joins the list."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.bureau.agency import AgencyDecision
from zhiheng.commands.filed.applicant import by_number, list_by_number
from zhiheng.commands.frame.canonical_form import canonical_form
from zhiheng.errors import BadData, Forbidden, NotReady
from zhiheng.model.caller import Caller
from zhiheng.model.ids import PersonId
from zhiheng.model.relation_file import read_relations, relations_to_json
from zhiheng.model.roster_record import RosterError
from zhiheng.runtime import AgencyView


@dataclass(frozen=True, slots=True)
class DeclareRelation:
    """other: a person of the roster; party: an applicant. One of the two.

    Only the system officer takes a relation off the list again, by loading another.
    """

    NAME: ClassVar[str] = "declare-relation"

    kind: str
    other: str | None = None
    party: str | None = None

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return self._named()

    def decide(self, view: AgencyView, caller: Caller, _now: datetime) -> AgencyDecision:
        """From now on the two stand aside for each other by themselves (公务员法 76)."""
        if view.roster is None or view.books is None:
            raise NotReady("agency-not-ready")
        person = view.roster.persons.get(caller.person or PersonId(""))
        if person is None:
            raise Forbidden("not-in-roster", account=caller.account)
        added = {"person": person.id, **self._named()}
        try:
            read_relations({"relations": [added]}, view.roster)
        except RosterError as error:
            zh, en = error.message.zh, error.message.en
            raise BadData("relations-fault", pointer="/other", why_zh=zh, why_en=en) from error
        added = by_number(view.books.connection, view.state, added)
        of_before = relations_to_json(view.relations)
        listed = list_by_number(view.books.connection, view.state, of_before)["relations"]
        if added in listed:
            raise NotReady("relation-known")
        body = canonical_form({"relations": [*listed, added]})
        digest = hashlib.sha256(body).hexdigest()
        return AgencyDecision([f.RelationsLoaded(digest=digest)], [("relations", body)])

    def _named(self) -> dict[str, str]:
        given = {"kind": self.kind, "other": self.other, "party": self.party}
        return {k: v for k, v in given.items() if v}
