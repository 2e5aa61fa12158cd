"""Merge a case into another (并案): asked for by who works on both, granted by a leader.

The other case ends and this one goes on, with all who had acted in either counted for separation.
Both are locked and written in one transaction (`decide_merger`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.filed.reason import sealed_reason
from zhiheng.commands.frame.decision import OFFICERS, Decision, OnCase
from zhiheng.commands.frame.receipt import NO_KEY, Once, Receipt
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.limits.clocks import passed
from zhiheng.commands.staffing.also_acting import leaves_somebody
from zhiheng.errors import NotReady
from zhiheng.model.caller import Caller
from zhiheng.model.chart import Chart
from zhiheng.model.ids import CaseId
from zhiheng.rules.merging import (
    no_hand_on_both_sides,
    no_limit_grows,
    no_recusal_is_lost,
    one_matter,
)
from zhiheng.rules.suspension import may_grant
from zhiheng.runtime import Runtime
from zhiheng.runtime.slots import must_act_here, must_be_confirmed, must_run
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState


@dataclass(frozen=True, slots=True)
class AskMerger(OnCase):
    """other: the case that is to be handled in this one."""

    NAME: ClassVar[str] = "ask-merger"
    ROLES: ClassVar = OFFICERS

    case: CaseId
    other: CaseId
    reason: str

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"case": self.case, "other": self.other, "reason": self.reason}

    def decide(self, state: CaseState, world: World) -> Decision:
        """By who holds an open step of this case. Nothing is merged by it."""
        must_run(state)
        must_act_here(state, world, self.NAME)
        if self.other == self.case:
            raise NotReady("not-one-matter")
        if any(m.granted is None for m in state.mergers.values()):
            raise NotReady("merger-asked")
        _may_be_one(state, world.others[self.other], world)
        sealed = sealed_reason(self.reason, self.NAME)
        asked = f.MergerAsked(
            merger=len(state.mergers) + 1,
            other=self.other,
            by=world.person().id,
            content=sealed.commitment,
            other_n=world.others[self.other].n,
        )
        return Decision([asked], sealed=[sealed])


@dataclass(frozen=True, slots=True)
class DecideMerger(OnCase):
    """Grant or refuse, with a reason. other: as it was asked for."""

    NAME: ClassVar[str] = "decide-merger"
    ROLES: ClassVar = OFFICERS

    case: CaseId
    other: CaseId
    merger: int
    granted: bool
    reason: str

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {
            "case": self.case,
            "other": self.other,
            "merger": self.merger,
            "granted": self.granted,
            "reason": self.reason,
        }

    def decide(self, state: CaseState, world: World) -> Decision:
        """By a leader who has not asked himself; judged again, since both have gone on."""
        must_run(state)
        must_be_confirmed(world)
        asked = state.mergers.get(self.merger)
        if asked is None or asked.granted is not None or asked.other != self.other:
            raise NotReady("no-such-merger", merger=self.merger)
        must_act_here(state, world, self.NAME, holding=False)
        may_grant(asked.by, world.capacity().grade, world.person(), self.NAME)
        sealed = sealed_reason(self.reason, self.NAME)
        decided = f.MergerDecided(
            merger=asked.no,
            other=asked.other,
            granted=self.granted,
            decided_by=world.person().id,
            content=sealed.commitment,
            other_n=world.others[self.other].n,
        )
        decision = Decision([decided], sealed=[sealed])
        if self.granted:
            other = world.others[self.other]
            must_act_here(other, world, self.NAME, holding=False)
            _may_be_one(state, other, world)
            decision.facts.append(_absorbed(other))
            decision.beside[self.other] = _ended(other, state, world)
        return decision


def ask_merger(rt: Runtime, caller: Caller, command: AskMerger, once: Once = NO_KEY) -> Receipt:
    """Ask, with the other case held still meanwhile."""
    return execute(rt, caller, command, once, beside=command.other)


def decide_merger(
    rt: Runtime, caller: Caller, command: DecideMerger, once: Once = NO_KEY
) -> Receipt:
    """Decide, and write both cases in one transaction."""
    return execute(rt, caller, command, once, beside=command.other)


def _may_be_one(lead: CaseState, other: CaseState, world: World) -> None:
    must_run(other)
    if lead.command is not None:
        raise NotReady("not-one-matter")
    one_matter(_matter(lead), _matter(other))
    if lead.decided is not None or other.decided is not None:
        raise NotReady("merge-decided")
    if lead.suspended(world.today) or other.suspended(world.today):
        raise NotReady("merge-suspended")
    if any(_amount_filed(case, world.chart) for case in (lead, other)):
        raise NotReady("merge-amounts")
    waits = [r.person for r in other.recusals.values() if r.granted is None and not r.aside]
    no_recusal_is_lost(lead.aside, other.aside, waits)
    no_limit_grows(_limits(lead), _limits(other))
    separations = world.chart.separations
    no_hand_on_both_sides(lead.acted, other.acted, separations, world.relations)
    acts = [(p, who, as_) for p, people in other.acted.items() for who, as_ in people.items()]
    path = next((task.path for task in lead.open.values()), "")
    leaves_somebody(lead, world, path, acts)


def _matter(case: CaseState) -> tuple[str | None, ...]:
    return case.chart, case.applicant, case.project


def _amount_filed(case: CaseState, chart: Chart) -> bool:
    """Whether a sum is there that the approval ladder judges: merged, only the lead's would be."""
    rules = (task.amount for task in chart.tasks)
    return any(rule is not None and rule.variable in case.variables for rule in rules)


def _limits(state: CaseState) -> dict[str, str]:
    """Kind of each limit of the case as a whole -> the day it is due."""
    return {c.kind: c.due for c in state.clocks.values() if c.task is None}


def _absorbed(other: CaseState) -> f.CaseAbsorbed:
    acted = tuple(
        f.Acted(task=path, person=person, section=as_.section, grade=as_.grade)
        for path, people in other.acted.items()
        for person, as_ in people.items()
    )
    return f.CaseAbsorbed(
        other=other.id, number=other.number, n=other.n, hash=other.head, acted=acted
    )


def _ended(other: CaseState, lead: CaseState, world: World) -> list[f.AnyFact]:
    """Its limits stop with it: the case that goes on has none that is longer."""
    facts: list[f.AnyFact] = [f.CaseMerged(into=lead.id, number=lead.number)]
    facts += [f.ClockEnded(clock=c.clock, late=passed(c, world)) for c in other.clocks.values()]
    facts += [f.TimerDisarmed(timer=x.timer, visit=x.visit) for x in other.timers.values()]
    facts.append(f.CaseClosed(outcome="merged"))
    return facts
