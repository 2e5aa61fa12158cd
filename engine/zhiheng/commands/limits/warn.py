"""A limit warns (预警): each rung is said once; red brings its cards in the same commit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.frame.decision import Decision
from zhiheng.commands.limits.timers import ripe
from zhiheng.errors import NotReady
from zhiheng.model.caller import Role
from zhiheng.model.card import CardDraft, Family
from zhiheng.model.ids import CaseId, ElementPath, PersonId, PostId
from zhiheng.model.warning_policy import policy_for
from zhiheng.rules.card_triggers import OVER_STEP, of_clock
from zhiheng.rules.cards import addresses, level_of
from zhiheng.rules.warning import Rung, due_rung, held
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.state.task import OpenTask, Slot


@dataclass(frozen=True, slots=True)
class WarnClock:
    """Say the rung that a limit has reached."""

    NAME: ClassVar[str] = "warn-clock"
    ROLES: ClassVar = frozenset({Role.LAW})

    case: CaseId
    clock: str

    @property
    def about(self) -> None:
        """No step: nobody tries anything."""
        return

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"case": self.case, "clock": self.clock}

    def decide(self, state: CaseState, world: World) -> Decision:
        """It must run, and have reached a rung that was not said; timers that are over go first."""
        clock = state.clocks.get(self.clock)
        if clock is None:
            raise NotReady("limit-ended", clock=self.clock)
        off = held(state.suspensions.values())
        rung = due_rung(clock, state.warned.get(self.clock), world.now, off)
        if rung is None or ripe(state, world.now, world.calendar) is not None:
            raise NotReady("warning-not-due", clock=self.clock)
        cards = tuple(_cards(state, world, clock)) if rung is Rung.RED else ()
        return Decision([f.ClockWarned(clock=self.clock, rung=rung.value)], cards=cards)


def _cards(state: CaseState, world: World, clock: Any) -> Iterator[CardDraft]:
    """One for each section with whom what is late waits; none where it waits with the party."""
    waiting: dict[str, list[tuple[OpenTask, Slot]]] = {}
    for task in state.open.values():
        if clock.task is None or (clock.task, clock.visit) == (task.path, task.visit):
            if world.chart.task(ElementPath(task.path)).external is not None:
                continue
            for slot in task.slots:
                if slot.signed is None:
                    waiting.setdefault(_place(world, slot), []).append((task, slot))
    for place in sorted(waiting):
        yield _card(state, world, clock, place, waiting[place])


def _place(world: World, slot: Slot) -> str:
    """`section/...` of who holds it, else of the post; the post itself where it is of none."""
    person = world.roster.persons.get(PersonId(slot.assignee or ""))
    post = world.roster.posts.get(PostId(slot.opened.post or ""))
    section = (person.section if person else None) or slot.opened.section
    section = section or (post.section if post else None)
    return f"section/{section}" if section else f"post/{slot.opened.post or ''}"


def _card(
    state: CaseState, world: World, clock: Any, place: str, slots: list[tuple[OpenTask, Slot]]
) -> CardDraft:
    kind, _, name = place.partition("/")
    section = name if kind == "section" else None
    tasks = list(dict.fromkeys(task.id for task, _ in slots))
    paths = dict.fromkeys(task.path for task, _ in slots)
    levels = [r.residual for p in paths for r in world.chart.task(ElementPath(p)).risks]
    trigger, level = of_clock(clock.kind), level_of(levels)
    policy = policy_for(world.parameters.warnings, world.chart.key)
    colour = policy.step if trigger == OVER_STEP else policy.whole
    return CardDraft(
        family=Family.TIME,
        colour=colour,
        trigger=trigger,
        section=section,
        persons=tuple(dict.fromkeys(_persons(world, section, slots))),
        level=level,
        told=addresses(level, colour, section, world.roster, world.today),
        rule=f"limit/{clock.kind}",
        source=f"clock/{state.id}/{clock.clock}/{clock.red_at}/{place}",
        case=state.id,
        task=tasks[0] if len(tasks) == 1 else None,
        clock=clock.clock,
        due=clock.due,
        law=clock.law,
    )


def _persons(
    world: World, section: str | None, slots: list[tuple[OpenTask, Slot]]
) -> Iterator[str]:
    """Who holds it; of a leader's post that nobody has taken up, the leader."""
    for _, slot in slots:
        if slot.assignee is not None:
            yield slot.assignee
        elif section is None and slot.opened.post is not None:
            for person in world.roster.holders(PostId(slot.opened.post), world.today):
                yield person.id
