"""Urge (催办) whoever is to act on an open task."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.filed.content import seal_content
from zhiheng.commands.frame.decision import PARTIES, Decision
from zhiheng.errors import BadData
from zhiheng.model.caller import Role
from zhiheng.model.chart import Task
from zhiheng.model.ids import CaseId, ElementPath
from zhiheng.model.person import Post
from zhiheng.rules.urging import may_urge, not_urged_lately
from zhiheng.runtime.slots import open_task, post_of
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.state.task import OpenTask
from zhiheng.store.log import parse_stamp

_MAX_NOTE = 500


@dataclass(frozen=True, slots=True)
class Urge:
    """note: what is asked; may be empty."""

    NAME: ClassVar[str] = "urge"
    ROLES: ClassVar = PARTIES | {Role.SUPERVISOR}

    case: CaseId
    task: str
    note: str = ""

    @property
    def about(self) -> str:
        """The task."""
        return self.task

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"case": self.case, "task": self.task, "note": self.note}

    def decide(self, state: CaseState, world: World) -> Decision:
        """Nothing changes but the record."""
        task = open_task(state, self.task)
        if len(self.note) > _MAX_NOTE:
            raise BadData("content-too-large", pointer="/note", limit=_MAX_NOTE)
        definition = world.chart.task(ElementPath(task.path))
        due = tuple(_due(world, task, definition))
        may_urge(world.caller.role, world.post(), due, task.path)
        last = task.urged.get(world.caller.account)
        not_urged_lately(parse_stamp(last) if last else None, world.now, task.path)
        sealed = [seal_content({"note": self.note})] if self.note else []
        urged = f.TaskUrged(
            task=task.path,
            visit=task.visit,
            by=world.caller.account,
            note=sealed[0].commitment if sealed else None,
        )
        return Decision([urged], sealed=sealed)


def _due(world: World, task: OpenTask, definition: Task) -> Iterator[Post | None]:
    """The posts whose signatures are still due; None where no post is named."""
    if definition.external is not None:
        return
    for slot in task.slots:
        if slot.signed is None:
            yield post_of(world, slot)
