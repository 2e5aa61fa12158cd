"""Amend (修改重签): change what a dual sign-off is about; every signature under it is void then."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.frame.decision import OFFICERS, Decision
from zhiheng.commands.signing.sign import Sign
from zhiheng.errors import Forbidden, NotReady
from zhiheng.model.ids import CaseId, ElementPath
from zhiheng.runtime.slots import must_be_confirmed, open_task, take
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.state.task import OpenTask


@dataclass(frozen=True, slots=True)
class Amend:
    """new: the signature of another content, in place of the one signed before."""

    NAME: ClassVar[str] = "amend"
    ROLES: ClassVar = OFFICERS

    new: Sign

    @property
    def case(self) -> CaseId:
        """The case."""
        return self.new.case

    @property
    def about(self) -> str:
        """The task."""
        return self.new.task

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return self.new.request()

    def decide(self, state: CaseState, world: World) -> Decision:
        """By who has signed; where the order is free, by the other too. Never by a third."""
        task = open_task(state, self.new.task)
        definition = world.chart.task(ElementPath(task.path))
        must_be_confirmed(world)
        if not definition.dual or task.content is None:
            raise NotReady("nothing-to-amend", task=task.path)
        me = world.person()
        mine = next((s for s in task.slots if s.signed and s.signed.person == me.id), None)
        if mine is None and definition.sign_off is not None and definition.sign_off.fixed:
            raise Forbidden("first-amends", person=me.name, task=task.path)
        if mine is None:
            # Only in a slot that nobody has signed: in the first's, he would push him out.
            mine, _ = take(state, world, task, self.new.slot, self.new.opinion, signing=True)
        new = replace(self.new, slot=mine.opened.no)
        decision = new.sign(state, world, _blank(task), definition)
        voided = f.SignaturesVoided(
            task=task.path,
            visit=task.visit,
            slots=tuple(s.opened.no for s in task.slots if s.signed is not None),
            content=task.content,
            by=me.id,
        )
        decision.facts.insert(0, voided)
        return decision


def _blank(task: OpenTask) -> OpenTask:
    """The task without its signatures; claims stand."""
    slots = [replace(s, signed=None, assignee=s.named) if s.signed else s for s in task.slots]
    return replace(task, content=None, slots=slots, confirmed={})
