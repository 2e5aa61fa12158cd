"""Delegate (委派): the holder lets another prepare a step and report back; he signs himself.

The delegate gets no power: he writes a report, nothing else. Both count for separation (design.md
§10), and who only stands in for an absent colleague delegates to nobody (转委托的禁止).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.filed.content import seal_content
from zhiheng.commands.filed.reason import sealed_reason
from zhiheng.commands.frame.decision import OFFICERS, Decision
from zhiheng.commands.staffing.also_acting import leaves_somebody
from zhiheng.errors import BadData, Forbidden, NotReady
from zhiheng.model.ids import CaseId, ElementPath, PersonId
from zhiheng.model.wording import says_something
from zhiheng.runtime.slots import held_by, lawful, must_act_here, open_task
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.state.task import OpenTask, Slot

MAX_REPORT = 2_000


@dataclass(frozen=True, slots=True)
class Delegate:
    """person: of the roster, by id."""

    NAME: ClassVar[str] = "delegate"
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
        """To one who is not barred from the step; he need not hold its post."""
        task = open_task(state, self.task)
        me = world.person()
        must_act_here(state, world, task.path, holding=False)
        slot = held_by(task, me.id)
        if slot.acting_for is not None or slot.named is not None:
            raise Forbidden("delegation-of-another", task=task.path, person=me.name)
        if slot.delegate is not None:
            raise NotReady("delegated-out", task=task.path, delegate=slot.delegate)
        if world.chart.task(ElementPath(task.path)).collective is not None:
            raise NotReady("no-added-signer", task=task.path)
        asked = world.roster.persons.get(self.person)
        if asked is None or asked.id == me.id:
            raise BadData("no-such-person", pointer="/person", person=self.person)
        sealed = sealed_reason(self.reason, self.NAME)
        beside = Slot(f.SlotOpened(no=slot.opened.no), named=asked.id)
        lawful(state, world, task, beside, asked)
        leaves_somebody(state, world, task.path, [(task.path, asked.id, world.capacity_of(asked))])
        fact = f.SlotDelegated(
            task=task.path,
            visit=task.visit,
            no=slot.opened.no,
            giver=me.id,
            person=asked.id,
            reason=sealed.commitment,
        )
        return Decision([fact], sealed=[sealed])


@dataclass(frozen=True, slots=True)
class ReportBack:
    """The delegate's report (回报)."""

    NAME: ClassVar[str] = "report-back"
    ROLES: ClassVar = OFFICERS

    case: CaseId
    task: str
    report: str

    @property
    def about(self) -> str:
        """The task."""
        return self.task

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"case": self.case, "task": self.task, "report": self.report}

    def decide(self, state: CaseState, world: World) -> Decision:
        """Only while he is asked; judged again, since it counts as an act of his."""
        task = open_task(state, self.task)
        me = world.person()
        slot = next((s for s in task.slots if s.delegate == me.id), None)
        if slot is None:
            raise Forbidden("not-delegated", task=task.path, person=me.name)
        if len(self.report) > MAX_REPORT or not says_something(self.report):
            raise BadData("report-missing", pointer="/report", limit=MAX_REPORT)
        beside = Slot(f.SlotOpened(no=slot.opened.no), named=me.id)
        lawful(state, world, task, beside, me)
        sealed = seal_content({"report": self.report})
        fact = f.DelegateReported(
            task=task.path,
            visit=task.visit,
            no=slot.opened.no,
            person=me.id,
            report=sealed.commitment,
        )
        return Decision([fact], sealed=[sealed])


@dataclass(frozen=True, slots=True)
class Recall:
    """Take back what was delegated (收回委派), before the report."""

    NAME: ClassVar[str] = "recall"
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
        """By who holds the step."""
        task = open_task(state, self.task)
        me = world.person().id
        slot = _delegated(task, held_by(task, me))
        fact = f.DelegationRecalled(
            task=task.path,
            visit=task.visit,
            no=slot.opened.no,
            person=slot.delegate or "",
            by=me,
        )
        return Decision([fact])


def _delegated(task: OpenTask, slot: Slot) -> Slot:
    if slot.delegate is None:
        raise NotReady("nothing-delegated", task=task.path)
    return slot
