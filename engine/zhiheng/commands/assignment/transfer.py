"""Transfer (转办): the holder of a step gives it to another who may do it in his own right.

No delegation: the giver is out of it, the receiver is judged as if he had claimed it himself, and
what a stand-in holds for an absent person goes to nobody (转委托的禁止).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.filed.reason import sealed_reason
from zhiheng.commands.frame.decision import OFFICERS, Decision
from zhiheng.errors import BadData, Forbidden
from zhiheng.model.ids import CaseId, PersonId
from zhiheng.runtime.slots import held_by, lawful, open_task
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState


@dataclass(frozen=True, slots=True)
class Transfer:
    """receiver: a person of the roster, by id."""

    NAME: ClassVar[str] = "transfer"
    ROLES: ClassVar = OFFICERS

    case: CaseId
    task: str
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
            "receiver": self.receiver,
            "reason": self.reason,
        }

    def decide(self, state: CaseState, world: World) -> Decision:
        """Out of one hand into another, under every gate that the other would meet himself."""
        task = open_task(state, self.task)
        giver = world.person()
        slot = held_by(task, giver.id)
        if slot.acting_for is not None:
            raise Forbidden("transfer-of-stand-in", task=task.path, person=giver.name)
        receiver = world.roster.persons.get(self.receiver)
        if receiver is None or receiver.id == giver.id:
            raise BadData("no-such-person", pointer="/receiver", person=self.receiver)
        sealed = sealed_reason(self.reason, self.NAME)
        if lawful(state, world, task, slot, receiver).acting_for is not None:
            raise Forbidden("transfer-of-stand-in", task=task.path, person=receiver.name)
        path, visit, no = task.path, task.visit, slot.opened.no
        transferred = f.SlotTransferred(
            task=path,
            visit=visit,
            no=no,
            giver=giver.id,
            receiver=receiver.id,
            reason=sealed.commitment,
        )
        out = f.SlotReleased(task=path, visit=visit, no=no, person=giver.id)
        into = f.SlotClaimed(task=path, visit=visit, no=no, person=receiver.id)
        return Decision([out, transferred, into], sealed=[sealed])
