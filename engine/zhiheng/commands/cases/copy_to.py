"""Copy (抄送) a case to persons of the bureau, or circulate it (阅知) until each has read it.

They may know of it, and act on nothing by it. A copy is a fact of the case, not of a step: what is
returned, refused or broken off afterwards loses none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from zhiheng import facts as f
from zhiheng.commands.filed.content import seal_content
from zhiheng.commands.frame.decision import OFFICERS, Decision
from zhiheng.errors import BadData, Forbidden
from zhiheng.model.ids import CaseId, PersonId
from zhiheng.model.person import Person
from zhiheng.rules.copying import may_copy, not_to_recused
from zhiheng.runtime.slots import recused_in
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState

_MAX_NOTE = 500
_MOST = 50
"""Receivers of one copy."""


@dataclass(frozen=True, slots=True)
class CopyTo:
    """receivers: persons of the roster, by id. kind: `circulate` waits for each to have read it."""

    NAME: ClassVar[str] = "copy"
    ROLES: ClassVar = OFFICERS

    case: CaseId
    receivers: tuple[PersonId, ...]
    kind: Literal["copy", "circulate"] = "copy"
    note: str = ""

    @property
    def about(self) -> None:
        """The whole case, not one task."""
        return

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {
            "case": self.case,
            "receivers": list(self.receivers),
            "kind": self.kind,
            "note": self.note,
        }

    def decide(self, state: CaseState, world: World) -> Decision:
        """By who acts on the case or has, to whom may know of it; at any time, ended or not."""
        me, aside = world.person(), recused_in(state, world)
        if me.id in aside:
            raise Forbidden("recused", person=me.name, task=self.NAME)
        may_copy(state, me)
        receivers = self._members(world, me)
        not_to_recused(receivers, aside)
        if len(self.note) > _MAX_NOTE:
            raise BadData("content-too-large", pointer="/note", limit=_MAX_NOTE)
        sealed = [seal_content({"note": self.note})] if self.note else []
        copied = f.CaseCopied(
            copy=len(state.copies) + 1,
            kind=self.kind,
            by=me.id,
            receivers=tuple(p.id for p in receivers),
            note=sealed[0].commitment if sealed else None,
        )
        return Decision([copied], sealed=sealed)

    def _members(self, world: World, me: Person) -> tuple[Person, ...]:
        wanted = tuple(dict.fromkeys(self.receivers))
        if not 0 < len(wanted) <= _MOST:
            raise BadData("copy-receivers", pointer="/receivers", limit=_MOST)
        found = []
        for person in wanted:
            member = world.roster.persons.get(person)
            if member is None or member.id == me.id:
                raise BadData("no-such-person", pointer="/receivers", person=person)
            found.append(member)
        return tuple(found)
