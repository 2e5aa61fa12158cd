"""Add a signer (加签), or take one away again (减签): a step is made stricter, never laxer.

No slot of the chart is touched. Who was added signs the content that the holder has filed, gives
no authority that the chart's signers lack, and counts for separation like every signer. Local
practice; no law names it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.filed.amounts import decide_amount
from zhiheng.commands.filed.discharge import Signing, discharge
from zhiheng.commands.filed.reason import sealed_reason
from zhiheng.commands.frame.decision import OFFICERS, Decision
from zhiheng.commands.staffing.also_acting import leaves_somebody
from zhiheng.errors import BadData, Forbidden, NotReady
from zhiheng.model.ids import CaseId, ElementPath, PersonId
from zhiheng.model.slot import slots_of
from zhiheng.runtime.slots import (
    frees,
    lawful,
    must_act_here,
    must_be_confirmed,
    open_task,
    part_in,
)
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.state.task import OpenTask, Slot

MOST_ADDED = 5
"""Signers added on one visit of a step, those taken away again included."""


@dataclass(frozen=True, slots=True)
class AddSigner:
    """person: of the roster, by id."""

    NAME: ClassVar[str] = "add-signer"
    ROLES: ClassVar = OFFICERS

    case: CaseId
    task: str
    person: PersonId
    reason: str

    @property
    def about(self) -> str:
        """The task."""
        return self.task

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {
            "case": self.case,
            "task": self.task,
            "person": self.person,
            "reason": self.reason,
        }

    def decide(self, state: CaseState, world: World) -> Decision:
        """By one who signs the step himself; of one who may lawfully act there."""
        task = open_task(state, self.task)
        definition = world.chart.task(ElementPath(task.path))
        must_act_here(state, world, task.path, holding=False)
        part_in(task, world.person().id)
        if definition.external is not None or definition.collective is not None:
            raise NotReady("no-added-signer", task=task.path)
        if task.added >= MOST_ADDED:
            raise NotReady("signers-enough", task=task.path, limit=MOST_ADDED)
        sealed = sealed_reason(self.reason, self.NAME)
        added = world.roster.persons.get(self.person)
        if added is None:
            raise BadData("no-such-person", pointer="/person", person=self.person)
        no = len(slots_of(definition)) + task.added + 1
        lawful(state, world, task, Slot(f.SlotOpened(no=no), named=added.id), added)
        leaves_somebody(state, world, task.path, [(task.path, added.id, world.capacity_of(added))])
        fact = f.SignerAdded(
            task=task.path,
            visit=task.visit,
            no=no,
            person=added.id,
            by=world.person().id,
            reason=sealed.commitment,
        )
        return Decision([fact], sealed=[sealed])


@dataclass(frozen=True, slots=True)
class RemoveSigner:
    """slot: the number of the added one's slot."""

    NAME: ClassVar[str] = "remove-signer"
    ROLES: ClassVar = OFFICERS

    case: CaseId
    task: str
    slot: int
    reason: str

    @property
    def about(self) -> str:
        """The task."""
        return self.task

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"case": self.case, "task": self.task, "slot": self.slot, "reason": self.reason}

    def decide(self, state: CaseState, world: World) -> Decision:
        """Never one of the chart's, nor one who has signed. The step may be complete by it."""
        task = open_task(state, self.task)
        must_be_confirmed(world)
        must_act_here(state, world, task.path, holding=False)
        slot = self._added(task)
        if not frees(state, world, task, slot):
            part_in(task, world.person().id)
        sealed = sealed_reason(self.reason, self.NAME)
        removed = f.SignerRemoved(
            task=task.path,
            visit=task.visit,
            no=self.slot,
            person=slot.named or "",
            by=world.person().id,
            reason=sealed.commitment,
        )
        decision = Decision([removed], sealed=[sealed])
        left = replace(task, slots=[s for s in task.slots if s is not slot])
        if all(s.signed is not None for s in left.slots):
            decision.completes = task.path
            signing = Signing(world.chart, state, left, (removed,), completes=True)
            decision.facts += discharge(signing, {}, decision.sealed)
            decision.facts += decide_amount(signing, world)
        return decision

    def _added(self, task: OpenTask) -> Slot:
        found = next((s for s in task.slots if s.opened.no == self.slot), None)
        if found is None or found.named is None:
            raise Forbidden("signer-of-the-chart", task=task.path, slot=self.slot)
        if found.signed is not None:
            raise NotReady("slot-signed", task=task.path)
        return found
