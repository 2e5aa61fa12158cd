"""What a dual sign-off, and the minutes of a meeting, ask of a signature besides (签署门)."""

from collections.abc import Mapping
from typing import Any

from zhiheng.commands.meetings.convene import CHAIR
from zhiheng.errors import BadData, Forbidden, NotReady
from zhiheng.model.caller import session_name
from zhiheng.model.chart import Chart, Task
from zhiheng.model.ids import PersonId
from zhiheng.model.meeting import Collective
from zhiheng.rules.act import Standing
from zhiheng.rules.signoff import opinion as opinion_given
from zhiheng.rules.signoff import own_session, same_digest
from zhiheng.runtime.slots import act, recused_in, take
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.state.task import OpenTask, Slot


def session_of(world: World, task: Task) -> str | None:
    """What the log says of the session, where both signatures must not come from one."""
    if not task.dual or world.caller.session is None:
        return None
    return session_name(world.caller.session)


def same_content(world: World, task: OpenTask, definition: Task, named: str | None) -> None:
    """A later signature is of what the first signed. Raises the refusal."""
    refusal = same_digest(task.path, task.content or "", named, dual=definition.dual)
    signed = [s.signed.session for s in task.slots if s.signed is not None]
    refusal = refusal or own_session(task.path, session_of(world, definition), signed)
    if refusal is not None:
        raise refusal


def ready_for(task: OpenTask, slot: Slot) -> None:
    """Who was added signs what the holder has filed; who has delegated waits for the report."""
    if slot.named is not None and task.content is None:
        raise NotReady("content-first", task=task.path)
    if slot.delegate is not None:
        raise NotReady("delegated-out", task=task.path, delegate=slot.delegate)


def slot_for(
    state: CaseState,
    world: World,
    task: OpenTask,
    definition: Task,
    no: int | None,
    opinion: str | None,
) -> tuple[Slot, Standing]:
    """The slot to sign, and in whose right. Who presided signs the minutes, nobody else."""
    if definition.collective is None:
        return take(state, world, task, no, opinion, signing=True)
    meeting = task.meeting
    if meeting is None or meeting.outcome is None:
        raise NotReady("not-resolved", task=task.path)
    me, chair = world.person(), task.slots[CHAIR - 1]
    presided = PersonId(meeting.chair or "")
    known = presided in world.roster.persons
    there = known and presided not in world.away | recused_in(state, world)
    his = me.id == presided and there and chair.signed is None
    if his and task.content is not None:
        return chair, _as_who_presided(state, world, task, definition.collective, opinion)
    slot, right = take(state, world, task, no, opinion, signing=True)
    if his:
        raise Forbidden("two-hands", person=me.name, task=task.path)
    if slot is chair and there:
        raise Forbidden("not-who-presided", person=me.name, chair=presided)
    return slot, right


def _as_who_presided(
    state: CaseState, world: World, task: OpenTask, rules: Collective, opinion: str | None
) -> Standing:
    """He need not hold the post, but he signs with an opinion as anybody does."""
    me = world.person()
    refusal = opinion_given(act(state, world, task, task.slots[CHAIR - 1], opinion, signing=True))
    if refusal is not None:
        raise refusal
    holders = [h.id for h in world.roster.holders(rules.chair, world.today)]
    return Standing(None if me.id in holders else next(iter(holders), None))


def resolved_values(task: OpenTask, definition: Task, values: Mapping[str, Any]) -> dict[str, Any]:
    """The form with the outcome in it: nobody writes another than the meeting resolved."""
    if definition.collective is None or task.meeting is None:
        return dict(values)
    name, outcome = definition.collective.variable, task.meeting.outcome
    if values.get(name) not in (None, outcome):
        raise BadData("not-the-outcome", pointer=f"/values/{name}", task=task.path)
    return {**values, name: outcome}


def paper_sealed(state: CaseState, chart: Chart, definition: Task) -> dict[str, Any]:
    """In a system case each later signature covers the very paper that the command is made of."""
    name = chart.command.document if chart.command else None
    if (
        name is None
        or name not in state.papers
        or any(d.name == name for d in definition.documents)
    ):
        return {}
    return {"paper": {"name": name, "digest": state.papers[name]}}


def also_sealed(task: OpenTask, definition: Task, opinion: str | None) -> dict[str, Any]:
    """What the digest covers besides form and papers: the first's opinion, or the votes."""
    if definition.dual:
        return {"opinion": opinion or ""}
    meeting = task.meeting
    if meeting is None:
        return {}
    return {
        "meeting": {
            "no": meeting.no,
            "on": meeting.on,
            "topics": meeting.topics,
            "present": list(meeting.present or ()),
            "struck": list(meeting.struck),
            "votes": dict(meeting.votes),
            "outcome": meeting.outcome,
        }
    }
