"""Reassign (离职转办): what one holds who is away or gone goes to another, by a superior.

The receiver is judged as if he had claimed it himself. While its holder is there, a step is moved
by nobody but him (转办): no superior takes a case out of somebody's hands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.filed.reason import sealed_reason
from zhiheng.commands.frame.decision import OFFICERS, Decision
from zhiheng.errors import BadData, Forbidden, NotReady
from zhiheng.model.ids import CaseId, PersonId
from zhiheng.rules.superiors import may_reassign
from zhiheng.runtime.slots import (
    lawful,
    left_alone,
    must_act_here,
    must_be_confirmed,
    open_task,
    post_of,
)
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.state.task import OpenTask, Slot


@dataclass(frozen=True, slots=True)
class Reassign:
    """slot: its number. receiver: a person of the roster, by id."""

    NAME: ClassVar[str] = "reassign"
    ROLES: ClassVar = OFFICERS

    case: CaseId
    task: str
    slot: int
    receiver: PersonId
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
            "slot": self.slot,
            "receiver": self.receiver,
            "reason": self.reason,
        }

    def decide(self, state: CaseState, world: World) -> Decision:
        """Only of one who is on leave, or holds the post no longer."""
        task = open_task(state, self.task)
        must_be_confirmed(world)
        slot = _held(task, self.slot)
        giver = PersonId(slot.assignee or "")
        me = world.person()
        must_act_here(state, world, task.path, holding=False)
        may_reassign(world.post(), post_of(world, slot), me, task.path)
        if not left_alone(world, slot):
            raise Forbidden("holder-is-there", task=task.path, holder=giver)
        receiver = world.roster.persons.get(self.receiver)
        if receiver is None or receiver.id == giver:
            raise BadData("no-such-person", pointer="/receiver", person=self.receiver)
        right = lawful(state, world, task, slot, receiver)
        sealed = sealed_reason(self.reason, self.NAME)
        path, visit, no = task.path, task.visit, slot.opened.no
        moved = f.SlotReassigned(
            task=path,
            visit=visit,
            no=no,
            giver=giver,
            receiver=receiver.id,
            by=me.id,
            reason=sealed.commitment,
        )
        out = f.SlotReleased(task=path, visit=visit, no=no, person=giver)
        into = f.SlotClaimed(
            task=path,
            visit=visit,
            no=no,
            person=receiver.id,
            acting_for=right.acting_for,
            resolution=right.resolution,
        )
        return Decision([out, moved, into], sealed=[sealed])


def _held(task: OpenTask, no: int) -> Slot:
    found = next((s for s in task.slots if s.opened.no == no), None)
    if found is None or found.named is not None:
        raise NotReady("not-held", task=task.path)
    if found.signed is not None:
        raise NotReady("slot-signed", task=task.path)
    if found.assignee is None:
        raise NotReady("not-held", task=task.path)
    return found
