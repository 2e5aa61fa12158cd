"""Give a claimed slot back (退签)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.frame.decision import OFFICERS, Decision
from zhiheng.errors import Forbidden
from zhiheng.model.ids import CaseId
from zhiheng.runtime.slots import open_task
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState


@dataclass(frozen=True, slots=True)
class Unclaim:
    """Release one's own slot of an open task."""

    NAME: ClassVar[str] = "unclaim"
    ROLES: ClassVar = OFFICERS

    case: CaseId
    task: str

    @property
    def about(self) -> str:
        """The task."""
        return self.task

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"case": self.case, "task": self.task}

    def decide(self, state: CaseState, world: World) -> Decision:
        """Only what one holds, and has not signed, can be given back."""
        task = open_task(state, self.task)
        me = world.person().id
        for slot in task.slots:
            if slot.assignee == me and slot.signed is None and slot.named is None:
                no = slot.opened.no
                return Decision(
                    [f.SlotReleased(task=task.path, visit=task.visit, no=no, person=me)]
                )
        raise Forbidden("not-yours", task=task.path)
