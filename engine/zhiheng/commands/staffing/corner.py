"""Look-ahead when a slot is taken: nobody takes what would leave the rest without anybody.

A claim, or a signature without one, is asked about; a signature under one's own claim is not,
since the claim was. Nor is one by the person whom the last assignment found has in that place.
"""

from zhiheng import facts as f
from zhiheng.errors import NotReady
from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng.runtime.live import Live
from zhiheng.runtime.prospects import key_of, prospect
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.state.task import task_id
from zhiheng.verify.outlook import CLEAR, Assured, Outlook, Prospect


def not_cornered(live: Live, world: World, said: list[f.AnyFact]) -> list[f.AnyFact]:
    """What to put on record of the branches lost. Raises NotReady when no way is left."""
    found: list[f.AnyFact] = []
    if any(isinstance(fact, _COME_IN_BESIDE) for fact in said):
        live.assured = None
    for fact in said:
        if not isinstance(fact, f.SlotClaimed | f.SlotSigned):
            continue
        if fact.person not in world.roster.persons or _claimed(live.state, fact):
            continue
        seen = _seen(live, world, fact)
        if seen.prospect is Prospect.CORNERED:
            raise would_corner(world, fact.task, fact.person, seen)
        if seen.prospect is Prospect.NARROWED:
            found.append(_narrowed(fact, seen))
    return found


_COME_IN_BESIDE = (f.SignerAdded, f.SlotDelegated, f.CaseAbsorbed)
"""Facts by which others than the last assignment has act in the case: it is found anew."""


def would_corner(world: World, task: str, person: str, seen: Outlook) -> NotReady:
    """The refusal, naming the later steps and the rules."""
    return NotReady(
        "would-corner",
        person=person,
        task=task,
        steps=steps_in_words(world.chart, seen.tasks),
        why=rules_in_words(world.chart, seen.rules),
        separations=list(seen.rules),
    )


def steps_in_words(chart: Chart, tasks: tuple[str, ...]) -> str:
    """Steps by their names."""
    return "、".join(chart.nodes[ElementPath(task)].name for task in tasks)


def rules_in_words(chart: Chart, rules: tuple[str, ...]) -> str:
    """Separations by id and reason."""
    told = {s.id: f"{s.id}：{s.reason}" if s.reason else s.id for s in chart.separations}
    return "；".join(told.get(rule, rule) for rule in rules) or "没有合格的人 nobody qualified"


def _seen(live: Live, world: World, fact: f.SlotClaimed | f.SlotSigned) -> Outlook:
    """Nothing is asked when the assignment found before has the person in that very place."""
    key, place = key_of(live.state, world), (ElementPath(fact.task), fact.no)
    known = live.assured
    if known is not None and known.key == key and known.witness.get(place) == fact.person:
        return CLEAR
    seen = prospect(live.state, world, place, fact.person)
    live.assured = None if seen.witness is None else Assured(key, seen.witness)
    return seen


def _claimed(state: CaseState, fact: f.SlotClaimed | f.SlotSigned) -> bool:
    """Whether it is signed under the signer's own claim."""
    task = state.open.get(task_id(fact.task, fact.visit))
    slots = (*task.slots, *task.seats) if task is not None else ()
    held = next((s.assignee for s in slots if s.opened.no == fact.no), None)
    return isinstance(fact, f.SlotSigned) and held == fact.person


def _narrowed(fact: f.SlotClaimed | f.SlotSigned, seen: Outlook) -> f.BranchNarrowed:
    return f.BranchNarrowed(
        task=fact.task,
        visit=fact.visit,
        no=fact.no,
        person=fact.person,
        tasks=seen.tasks,
        rules=seen.rules,
    )
