"""Transfer (转办): the holder of a step gives it to another who may do it in his own right.

No delegation: the giver is out of it, the receiver is judged as if he had claimed it himself, and
what a stand-in holds for an absent person goes to nobody (转委托的禁止).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.content import seal_content
from zhiheng.commands.decision import OFFICERS, Decision
from zhiheng.errors import BadData, Forbidden, Refusal
from zhiheng.model.ids import CaseId, PersonId
from zhiheng.model.person import Person
from zhiheng.model.wording import says_something
from zhiheng.runtime.slots import open_task, receiving
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.state.task import OpenTask, Slot

_MAX_REASON = 500


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
        slot = _held(task, giver.id)
        if slot.acting_for is not None:
            raise Forbidden("transfer-of-stand-in", task=task.path, person=giver.name)
        receiver = world.roster.persons.get(self.receiver)
        if receiver is None or receiver.id == giver.id:
            raise BadData("no-such-person", pointer="/receiver", person=self.receiver)
        if len(self.reason) > _MAX_REASON or not says_something(self.reason):
            raise BadData("transfer-reason", pointer="/reason", limit=_MAX_REASON)
        _must_be_lawful(state, world, task, slot, receiver)
        sealed = seal_content({"reason": self.reason})
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


def _held(task: OpenTask, person: PersonId) -> Slot:
    for slot in task.slots:
        if slot.assignee == person and slot.signed is None:
            return slot
    raise Forbidden("not-yours", task=task.path)


def _must_be_lawful(
    state: CaseState, world: World, task: OpenTask, slot: Slot, receiver: Person
) -> None:
    """Prevents a transfer to who is away, recused, separated, or no holder of the post."""
    answer = receiving(state, world, task, slot, receiver)
    if isinstance(answer, Refusal):
        raise answer
    if answer.acting_for is not None:
        raise Forbidden("transfer-of-stand-in", task=task.path, person=receiver.name)
