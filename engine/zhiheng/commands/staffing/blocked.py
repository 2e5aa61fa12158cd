"""Incident: a task is blocked when nobody is left who may lawfully act on it.

The engine never invents somebody (design.md §10): the entry says so, and a supervisor sees it.
Looked at where it can come about: when a task opens, and when somebody must stand aside. Whom the
last look-ahead had in the place is asked about first: mostly that is all there is to ask.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from zhiheng import facts as f
from zhiheng.model.caller import Role
from zhiheng.model.ids import ElementPath, PersonId
from zhiheng.model.person import Person
from zhiheng.model.relation import party
from zhiheng.model.separation import Capacity
from zhiheng.model.slot import SlotRule
from zhiheng.rules.act import Act, Standing
from zhiheng.rules.policy import judge
from zhiheng.runtime.slots import recused_in, rule_of
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.state.task import OpenTask, Slot

Place = tuple[ElementPath, int]


def blocked(
    state: CaseState,
    world: World,
    said: list[f.AnyFact],
    hints: Mapping[Place, PersonId] | None = None,
) -> list[f.AnyFact]:
    """The tasks that these facts leave without anybody; none that is blocked already.

    hints: whom to ask about first, by task and number of the slot.
    """
    acted = _acted(state, world, said)
    aside = set(_stepping_aside(said))
    closed = {p for x in said if isinstance(x, f.TokensMoved) for p in x.closed}
    opened = [x for x in said if isinstance(x, f.TaskOpened)]
    tasks = [OpenTask(x.task, x.visit, "", [Slot(o) for o in x.slots]) for x in opened]
    if aside:
        tasks += [t for t in state.open.values() if t.id not in closed | state.blocked.keys()]
    applicant = next((x.applicant for x in said if isinstance(x, f.CaseStarted)), None)
    related = world.relations.of(party(applicant)) if applicant is not None else ()
    recused = recused_in(state, world) | aside | {PersonId(p) for p in related}
    return [
        f.TaskBlocked(task=task.path, visit=task.visit, slots=slots)
        for task in tasks
        if (slots := _unfilled(task, world, acted, recused, hints or {}))
    ]


def _stepping_aside(said: list[f.AnyFact]) -> Iterator[PersonId]:
    """Whom these facts take out of the case."""
    for fact in said:
        match fact:
            case f.RecusalAsked() if fact.asked_by == fact.person:
                yield PersonId(fact.person)
            case f.RecusalDecided() if fact.granted:
                yield PersonId(fact.person)
            case _:
                pass


def _acted(state: CaseState, world: World, said: list[f.AnyFact]) -> dict[str, dict[str, Capacity]]:
    acted = dict(state.acted)
    for fact in said:
        if isinstance(fact, f.SlotSigned):
            acted[fact.task] = {**acted.get(fact.task, {}), fact.person: world.capacity()}
    return acted


def _unfilled(
    task: OpenTask,
    world: World,
    acted: dict[str, dict[str, Capacity]],
    recused: frozenset[PersonId],
    hints: Mapping[Place, PersonId],
) -> tuple[int, ...]:
    """The numbers of the slots that cannot be filled with those before them; () when all can.

    An applicant's own step waits for nobody in the office.
    """
    definition = world.chart.task(ElementPath(task.path))
    if definition.external == Role.APPLICANT.value:
        return ()
    free = [s for s in task.slots if s.signed is None]
    signed = tuple(s.signed.person for s in task.slots if s.signed is not None)
    blank = Act(
        task=definition,
        slot=rule_of(task.slots[0]),
        person=next(iter(world.roster.persons.values())),
        today=world.today,
        roster=world.roster,
        away=world.away | recused,
        separations=world.chart.separations,
        acted=acted,
        recused=recused,
        elsewhere=world.elsewhere,
        relations=world.relations,
    )
    if _can_fill(blank, free, signed, hints):
        return ()
    return tuple(s.opened.no for s in free)


def _can_fill(
    act: Act, free: Sequence[Slot], taken: tuple[str, ...], hints: Mapping[Place, PersonId]
) -> bool:
    """Whether there is a different lawful person for each slot."""
    if not free:
        return True
    slot = rule_of(free[0])
    return any(
        isinstance(judge(replace(act, slot=slot, person=person, others=taken)), Standing)
        and _can_fill(act, free[1:], (*taken, person.id), hints)
        for person in _candidates(act, slot, hints.get((act.task.path, slot.no)))
    )


def _candidates(act: Act, slot: SlotRule, hint: PersonId | None) -> Iterator[Person]:
    """Holders of the post, then their stand-ins; for a section or a card, everybody."""
    if hint is not None and hint in act.roster.persons:
        yield act.roster.persons[hint]
    if slot.post is None:
        yield from act.roster.persons.values()
        return
    holders = tuple(act.roster.holders(slot.post, act.today))
    yield from holders
    for holder in holders:
        for b in act.roster.stand_ins.get((slot.post, holder.id), ()):
            yield act.roster.persons[b.person]
