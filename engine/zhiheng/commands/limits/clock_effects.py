"""What a step does to the limits of the case: stop, restart, deemed result (design.md §13).

A stop is of the limits of the whole case, in days: those of the step itself bind whoever does it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.commands.limits.clocks import counted_as, days_on
from zhiheng.facts import Scalar
from zhiheng.model.chart import Meaning
from zhiheng.model.ids import ElementPath, PostId
from zhiheng.model.limit import ClockEffect, LimitUnit
from zhiheng.rules.clock_effects import told_of_stop
from zhiheng.rules.conditions import condition_holds
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.state.clock import RunningClock, started
from zhiheng.store.log import parse_stamp

Said = list[f.AnyFact]


def clocks_moved(
    state: CaseState, world: World, said: Said, follow: Said, values: Mapping[str, Scalar]
) -> Iterator[f.AnyFact]:
    """What the steps that were closed and opened do to the limits that still run."""
    clocks = _running(state, follow)
    on = _day(world, said)
    for fact in follow:
        if isinstance(fact, f.TokensMoved):
            for closed in fact.closed:
                yield from _resumed(clocks, world, closed, on)
                yield from _restarted(clocks, world, closed, on)
    papers = {*state.papers, *(x.name for x in said if isinstance(x, f.DocumentFiled))}
    for fact in follow:
        if isinstance(fact, f.TaskOpened):
            yield from _stopped(clocks, world, fact, papers, values)


def _running(state: CaseState, follow: Said) -> dict[str, RunningClock]:
    """The limits of the whole case that run once this step is done."""
    ended = {x.clock for x in follow if isinstance(x, f.ClockEnded)}
    begun = [started(x) for x in follow if isinstance(x, f.ClockStarted)]
    known = {c.clock: c for c in (*state.clocks.values(), *begun) if c.clock not in ended}
    return {k: c for k, c in known.items() if c.task is None and c.unit != LimitUnit.HOUR}


def _day(world: World, said: Said) -> str:
    """What an outside party did is over on the day of its own paper."""
    own = (x.occurred_on for x in said if isinstance(x, f.ExternalRecorded))
    return next(own, world.today.isoformat())


def _resumed(
    clocks: dict[str, RunningClock], world: World, closed: str, on: str
) -> Iterator[f.ClockResumed]:
    task, _, visit = closed.partition("@")
    for name, clock in clocks.items():
        mine = next(
            (s for s in clock.stops if s.until is None and f"{s.task}@{s.visit}" == closed), None
        )
        if mine is None:
            continue
        over = [replace(s, until=on) if s is mine else s for s in clock.stops]
        days = days_on(world.calendar, counted_as(clock, over))
        clocks[name] = replace(clock, stops=tuple(over))
        yield f.ClockResumed(clock=name, task=task, visit=int(visit), until=on, **days)


def _restarted(
    clocks: dict[str, RunningClock], world: World, closed: str, on: str
) -> Iterator[f.ClockRestarted]:
    rule = world.chart.task(ElementPath(closed.partition("@")[0])).clock
    if rule is None or rule.effect is not ClockEffect.RESTART:
        return
    for name, clock in clocks.items():
        anew = replace(clock, start=on, stops=(), extended=0)
        clocks[name] = anew
        yield f.ClockRestarted(clock=name, start=on, **days_on(world.calendar, counted_as(anew)))


def _stopped(
    clocks: dict[str, RunningClock],
    world: World,
    opened: f.TaskOpened,
    papers: Iterable[str],
    values: Mapping[str, Scalar],
) -> Iterator[f.ClockStopped]:
    """A step that the law does not require stops nothing (许可法 45: 依法需要)."""
    rule = world.chart.task(ElementPath(opened.task)).clock
    if rule is None or rule.ground is None or rule.document is None or rule.when is None:
        return
    if not clocks or condition_holds(world.chart, rule.when, values) is not True:
        return
    told_of_stop(rule.document, papers, opened.task)
    for name in clocks:
        yield f.ClockStopped(
            clock=name,
            task=opened.task,
            visit=opened.visit,
            ground=rule.ground.value,
            document=rule.document,
            since=world.today.isoformat(),
        )


def deemed(state: CaseState, world: World, timer: str) -> f.ClockDeemed | None:
    """What the law takes as done once this timer fires, and since when; None for most timers.

    Acceptance counts from the day of receipt (许可法 32(4)); a decision from the last day.
    """
    node = world.chart.nodes[ElementPath(timer)]
    rule = node.clock
    if rule is None or rule.means is None or rule.basis is None:
        return None
    known = state.timers[timer]
    received = local_date(parse_stamp(known.since))
    since = received if rule.means == Meaning.ACCEPTANCE else date.fromisoformat(known.due)
    return f.ClockDeemed(
        timer=timer,
        visit=known.visit,
        means=rule.means,
        since=since.isoformat(),
        law=f"{rule.basis.law} {rule.basis.article}",
        idle=tuple(_idle(state, world, node.attached_to)),
    )


def _idle(state: CaseState, world: World, path: ElementPath | None) -> Iterator[str]:
    """Who holds the step that was not done, or who could have taken it."""
    for task in state.open.values():
        if task.path == path:
            for slot in task.slots:
                if slot.signed is None and slot.assignee is not None:
                    yield slot.assignee
                elif slot.signed is None and slot.opened.post is not None:
                    holders = world.roster.holders(PostId(slot.opened.post), world.today)
                    yield from (x.id for x in holders)
