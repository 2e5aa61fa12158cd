"""What the caller may do with the slots of an open task: hand on, add, take away, delegate."""

from collections.abc import Iterator
from dataclasses import dataclass

from zhiheng import facts as f
from zhiheng.errors import Refusal
from zhiheng.model.caller import BY_POST
from zhiheng.model.ids import ElementPath, PersonId
from zhiheng.model.person import Person
from zhiheng.queries.receivers import receivers
from zhiheng.rules.superiors import above
from zhiheng.runtime.slots import frees, left_alone, part_in, post_of, receiving
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.state.task import OpenTask, Slot

Named = tuple[tuple[str, str], ...]
"""Id and name of each person."""


@dataclass(frozen=True, slots=True)
class HandsView:
    """Who can be chosen for each verb; empty where the caller may not.

    What an act would leave without anybody is told when it is tried.
    added: signers who were added, with the number of their slots and whether they have signed.
    delegated: whom the caller's own slot is delegated to. report: whether the caller's report is
    due. reassign: slots whose holder is away or gone, with who could take each.
    """

    transfer: Named = ()
    add: Named = ()
    added: tuple[tuple[int, str, bool], ...] = ()
    remove: tuple[int, ...] = ()
    delegate: Named = ()
    delegated: str | None = None
    report: bool = False
    reassign: tuple[tuple[int, str, Named], ...] = ()


def hands_view(state: CaseState, world: World, task: OpenTask) -> HandsView:
    """As the commands have it, but for the look-ahead."""
    added = tuple(
        (s.opened.no, _name(world, s.named), s.signed is not None)
        for s in task.slots
        if s.named is not None
    )
    if world.caller.role not in BY_POST or world.caller.person not in world.roster.persons:
        return HandsView(added=added)
    definition = world.chart.task(ElementPath(task.path))
    me = world.person()
    mine = next((s for s in task.slots if s.assignee == me.id and s.signed is None), None)
    closed = definition.external is not None or definition.collective is not None
    signs = _has_part(task, me.id)
    own = mine is not None and mine.acting_for is None and mine.named is None
    lawful = _lawful(state, world, task) if (signs or own) and not closed else ()
    free = own and mine is not None and mine.delegate is None
    return HandsView(
        transfer=receivers(state, world, task),
        add=lawful if signs else (),
        added=added,
        remove=tuple(
            s.opened.no
            for s in task.slots
            if s.named and s.signed is None and (signs or frees(state, world, task, s))
        ),
        delegate=lawful if free else (),
        delegated=_name(world, mine.delegate) if mine is not None and mine.delegate else None,
        report=any(s.delegate == me.id for s in task.slots),
        reassign=tuple(_reassignable(state, world, task)),
    )


def _has_part(task: OpenTask, person: PersonId) -> bool:
    try:
        part_in(task, person)
    except Refusal:
        return False
    return True


def _lawful(state: CaseState, world: World, task: OpenTask) -> Named:
    """Whom nothing in the case keeps from the step, whatever his post."""
    return tuple(
        (person.id, person.name)
        for person in world.roster.persons.values()
        if not isinstance(receiving(state, world, task, _beside(person), person), Refusal)
    )


def _beside(person: Person) -> Slot:
    return Slot(f.SlotOpened(no=0), named=person.id)


def _reassignable(
    state: CaseState, world: World, task: OpenTask
) -> Iterator[tuple[int, str, Named]]:
    for slot in task.slots:
        if slot.assignee is None or slot.signed or slot.named or not left_alone(world, slot):
            continue
        if not above(world.post(), post_of(world, slot)):
            continue
        takers = tuple(
            (p.id, p.name)
            for p in world.roster.persons.values()
            if p.id != slot.assignee
            and not isinstance(receiving(state, world, task, slot, p), Refusal)
        )
        yield slot.opened.no, _name(world, slot.assignee), takers


def _name(world: World, person: str | None) -> str:
    found = world.roster.persons.get(PersonId(person or ""))
    return found.name if found else person or ""
