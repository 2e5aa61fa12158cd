"""Hand-over (交接): A gives his open work to B before he leaves, and gets it back on return.

A hand-over is a record with a sheet (交接单). It opens nothing: B acts because A is absent, with
or without one; who left without a hand-over is at fault, and the record shows it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.bureau.agency import AgencyDecision
from zhiheng.errors import BadData, Forbidden, NotReady
from zhiheng.model.caller import Caller
from zhiheng.model.ids import PersonId, PostId
from zhiheng.model.person import Person, Roster
from zhiheng.runtime import AgencyView

_MAX_CASES = 500


@dataclass(frozen=True, slots=True)
class HandOver:
    """By the giver himself. sheet: digest of the hand-over sheet; cases: the open ones on it."""

    NAME: ClassVar[str] = "hand-over"

    receiver: PersonId
    post: PostId
    sheet: str
    cases: tuple[str, ...] = ()

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {
            "receiver": self.receiver,
            "post": self.post,
            "sheet": self.sheet,
            "cases": list(self.cases),
        }

    def decide(self, view: AgencyView, caller: Caller, _now: datetime) -> AgencyDecision:
        """From A to one on his list, or back from him to A; B hands on to nobody else."""
        if view.roster is None:
            raise NotReady("agency-not-ready")
        giver = view.roster.persons.get(caller.person or PersonId(""))
        receiver = view.roster.persons.get(self.receiver)
        if giver is None:
            raise Forbidden("not-in-roster", account=caller.account)
        if receiver is None:
            raise BadData("no-such-person", pointer="/receiver", person=self.receiver)
        if not view.has_document(self.sheet):
            raise BadData("document-not-stored", pointer="/sheet", document="交接单")
        if len(self.cases) > _MAX_CASES:
            raise BadData("content-too-large", pointer="/cases", limit=_MAX_CASES)
        back = self._direction(view.roster, giver, receiver)
        handed = f.HandedOver(
            giver=giver.id,
            receiver=receiver.id,
            post=self.post,
            sheet=self.sheet,
            cases=self.cases,
            back=back,
        )
        return AgencyDecision([handed])

    def _direction(self, roster: Roster, giver: Person, receiver: Person) -> bool:
        """Whether it goes back from B to A. Raises Forbidden when they are no A and B."""
        for a, b in ((giver, receiver), (receiver, giver)):
            listed = roster.stand_ins.get((self.post, a.id), ())
            if any(s.person == b.id for s in listed):
                return a is receiver
        post = roster.posts.get(self.post)
        raise Forbidden(
            "not-his-stand-in",
            giver=giver.name,
            receiver=receiver.name,
            post=post.name if post else self.post,
        )
