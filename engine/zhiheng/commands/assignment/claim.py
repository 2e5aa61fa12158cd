"""Claim (签收): take a slot, so that others see who works on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.frame.decision import OFFICERS, Decision
from zhiheng.errors import NotReady
from zhiheng.model.ids import CaseId
from zhiheng.runtime.forbidden import not_at_this_hour
from zhiheng.runtime.slots import open_task, take
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState


@dataclass(frozen=True, slots=True)
class Claim:
    """Claim a slot of an open task."""

    NAME: ClassVar[str] = "claim"
    ROLES: ClassVar = OFFICERS

    case: CaseId
    task: str
    slot: int | None = None

    @property
    def about(self) -> str:
        """The task."""
        return self.task

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"case": self.case, "task": self.task, "slot": self.slot}

    def decide(self, state: CaseState, world: World) -> Decision:
        """Refused as a signature would be, so that nobody works in vain."""
        task = open_task(state, self.task)
        not_at_this_hour(state, world, task.path)
        slot, right = take(state, world, task, self.slot, signing=False)
        if slot.assignee == world.caller.person:
            raise NotReady("already-yours", task=task.path)
        facts: list[f.AnyFact] = released(task.path, task.visit, slot.opened.no, slot.assignee)
        facts.append(
            f.SlotClaimed(
                task=task.path,
                visit=task.visit,
                no=slot.opened.no,
                person=world.person().id,
                acting_for=right.acting_for,
                resolution=right.resolution,
            )
        )
        return Decision(facts, acting_for=right.acting_for)


def released(path: str, visit: int, no: int, holder: str | None) -> list[f.AnyFact]:
    """The end of an absent holder's claim, when another lawfully takes over."""
    if holder is None:
        return []
    return [f.SlotReleased(task=path, visit=visit, no=no, person=holder)]
