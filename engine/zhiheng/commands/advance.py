"""What follows when a task is complete: tokens, clocks, the case number, the end."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.commands.content import outcome_of
from zhiheng.commands.timers import timers_moved
from zhiheng.errors import NotReady
from zhiheng.expr import EvaluationError
from zhiheng.facts import Scalar
from zhiheng.model.calendar import Calendar
from zhiheng.model.chart import Chart, Meaning, Task
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import Limit, LimitUnit
from zhiheng.model.slot import slots_of
from zhiheng.rules.clock import due, due_instant, red_at, remind_on, yellow_on
from zhiheng.rules.risk import high, leader_of
from zhiheng.runtime.tokens import tokens
from zhiheng.runtime.world import World
from zhiheng.spiff import Executor, Moved
from zhiheng.state.case import CaseState
from zhiheng.state.clock import RunningClock
from zhiheng.store.log import stamp

TakeNumber = Callable[[str, int], int]
"""Series and year -> the next number of it, gapless in this transaction."""

_DECISIONS: dict[Meaning, str] = {Meaning.GRANT: "grant", Meaning.REFUSAL: "refusal"}


def opening(state: CaseState, world: World, executor: Executor) -> list[f.AnyFact]:
    """The facts of a case that has just started."""
    moved = executor.start()
    facts = [tokens(state, world.chart, moved), *timers_moved(state, world, moved)]
    return [*facts, *_opened(state, world, moved, decided_on=None)]


def advance(
    state: CaseState,
    world: World,
    executor: Executor,
    path: str,
    said: list[f.AnyFact],
    take_number: TakeNumber,
) -> list[f.AnyFact]:
    """Complete the task at `path`, or let the timer there fire, after the facts `said`.

    Says all that follows.
    """
    variables, parameters = dict(state.variables), dict(state.parameters)
    for fact in said:
        if isinstance(fact, f.ParametersTaken):
            parameters = dict(fact.values)
        elif isinstance(fact, f.VariablesSet):
            for name in state.written.get(fact.task, ()):
                variables.pop(name, None)
            variables |= fact.values
    fires = path in state.timers
    step = executor.fire if fires else executor.complete
    try:
        moved = step(path, variables | parameters)
    except EvaluationError as error:
        raise NotReady(
            "undecided", task=path, why_zh=error.message.zh, why_en=error.message.en
        ) from error
    task = world.chart.nodes[ElementPath(path)].task
    meaning = outcome_of(task, variables) if task is not None else None
    effect = list(_effect(meaning, world, said, take_number))
    decided = next((x.on for x in effect if isinstance(x, f.Decided)), None)
    went = tokens(state, world.chart, moved)
    facts = [went, *effect, *_clocks_ended(state, world, went, decided)]
    facts += timers_moved(state, world, moved)
    facts += _opened(state, world, moved, decided_on=decided)
    if meaning is Meaning.ACCEPTANCE:
        facts += _case_clocks(world, variables)
    if moved.ended is not None:
        outcome = decided_word(state, decided and meaning, moved.ended)
        facts.append(f.CaseClosed(outcome=outcome))
    return facts


def decided_word(state: CaseState, meaning: Meaning | str | None, end: str) -> str:
    """`grant` or `refusal` once decided, else the end event that was reached."""
    if isinstance(meaning, Meaning):
        return _DECISIONS[meaning]
    return state.decided.means if state.decided else end


def _effect(
    meaning: Meaning | None, world: World, said: list[f.AnyFact], take_number: TakeNumber
) -> Iterator[f.AnyFact]:
    if meaning is Meaning.ACCEPTANCE:
        series, year = world.chart.power.series, world.today.year
        number = f"{series}〔{year}〕{take_number(series, year)}号"
        yield f.CaseAccepted(number=number, on=world.today.isoformat())
    elif meaning in _DECISIONS:
        on = next(
            (x.occurred_on for x in said if isinstance(x, f.ExternalRecorded)),
            world.today.isoformat(),
        )
        yield f.Decided(means="grant" if meaning is Meaning.GRANT else "refusal", on=on)


def _clocks_ended(
    state: CaseState, world: World, step: f.TokensMoved, decided: str | None
) -> Iterator[f.ClockEnded]:
    """A decision is late by the day it bears; anything else by the day it was done."""
    for clock in state.clocks.values():
        if clock.ends_with == "decision" and decided is not None:
            yield f.ClockEnded(clock=clock.clock, late=decided > clock.due)
        elif step.ended or f"{clock.task}@{clock.visit}" in step.closed:
            yield f.ClockEnded(clock=clock.clock, late=passed(clock, world))


def passed(clock: RunningClock, world: World) -> bool:
    """Whether a limit has passed: at its instant, so that one in hours is late within its day."""
    return stamp(world.now) >= clock.red_at


def _opened(
    state: CaseState, world: World, moved: Moved, decided_on: str | None
) -> Iterator[f.AnyFact]:
    for path in moved.opened:
        task = world.chart.task(ElementPath(path))
        visit = state.visits.get(path, 0) + 1
        _within_rounds(world.chart, task, visit - state.taken_back.get(path, 0))
        slots = tuple(
            f.SlotOpened(
                no=s.no, post=s.post, section=s.section, qualification=s.qualification, card=s.card
            )
            for s in slots_of(task)
        )
        yield f.TaskOpened(task=path, visit=visit, slots=slots)
        yield from _risks_noticed(world, task, visit)
        decision = decided_on or (state.decided.on if state.decided else None)
        for limit in task.limits:
            start = _start(limit, world, decision)
            if start is not None:
                yield clock_started(world, limit, start, {}, (path, visit))


def _risks_noticed(world: World, task: Task, visit: int) -> Iterator[f.RiskNoticed]:
    """Leaders learn of a high risk when its task begins to wait, not when it is over."""
    for risk in high(task):
        post = world.roster.posts.get(risk.post) if risk.post else None
        yield f.RiskNoticed(
            task=task.path,
            visit=visit,
            risk=risk.id,
            level=risk.inherent,
            grade=leader_of(post.grade if post else None),
        )


def _within_rounds(chart: Chart, task: Task, visit: int) -> None:
    """Prevents a case from being sent round and round instead of being decided (不能延时)."""
    returned = (r.rounds + 1 for r in chart.returns if r.to == task.path)
    most = min([chart.rounds, *returned])
    if visit > most:
        raise NotReady("rounds-used", task=task.path, limit=most)


def _start(limit: Limit, world: World, decided_on: str | None) -> date | None:
    if limit.start in ("enter", "receipt"):
        return world.today
    if limit.start == "decision" and decided_on is not None:
        return date.fromisoformat(decided_on)
    return None


def _case_clocks(world: World, variables: Mapping[str, Scalar]) -> Iterator[f.ClockStarted]:
    for limit in world.chart.limits:
        if limit.start == "acceptance":
            yield clock_started(world, limit, world.today, variables, None)


def clock_started(
    world: World,
    limit: Limit,
    start: date,
    variables: Mapping[str, Scalar],
    task: tuple[str, int] | None,
) -> f.ClockStarted:
    """The limit as a running clock, with its due day and warnings worked out."""
    n = limit.n if limit.variable is None else variables[limit.variable]
    if not isinstance(n, int):
        raise TypeError(f"a limit needs whole units, not {n!r}")
    days = _hours(world, n) if limit.unit is LimitUnit.HOUR else _days(world, limit, n, start)
    kind = limit.kind.value
    return f.ClockStarted(
        clock=kind if task is None else f"{task[0]}@{task[1]}:{kind}",
        kind=kind,
        task=task[0] if task else None,
        visit=task[1] if task else None,
        n=n,
        unit=limit.unit.value,
        roll=limit.roll.value,
        ends_with=limit.end,
        start=start.isoformat(),
        **days,
        law=f"{limit.basis.law} {limit.basis.article}" if limit.basis else None,
    )


def _days(world: World, limit: Limit, n: int, start: date) -> dict[str, Any]:
    """Counted once: on one day an office opens the same few limits again and again."""
    calendar = world.calendar
    key = (id(calendar), n, limit.unit, limit.roll, start)
    known = _counted.get(key)
    if known is None:
        if len(_counted) >= _MOST_COUNTED:
            _counted.clear()
        known = _counted[key] = (_count(calendar, limit, n, start), calendar)
    return known[0]


_counted: dict[Any, tuple[dict[str, Any], Calendar]] = {}
"""Each answer keeps its calendar, so that no other can take its id."""
_MOST_COUNTED = 10_000


def _count(calendar: Calendar, limit: Limit, n: int, start: date) -> dict[str, Any]:
    answer = due(n, limit.unit, start, calendar, limit.roll)
    count = (start, answer.due, n, limit.unit, calendar)
    return {
        "due": answer.due.isoformat(),
        "remind_on": remind_on(*count).isoformat(),
        "yellow_on": yellow_on(*count).isoformat(),
        "red_at": stamp(red_at(answer.due)),
        "provisional": answer.provisional,
    }


def _hours(world: World, n: int) -> dict[str, Any]:
    """Hours run through nights and rest days, from the moment on; no calendar is asked."""
    instant = due_instant(n, world.now)
    day = local_date(instant).isoformat()
    return {"due": day, "remind_on": day, "yellow_on": day, "red_at": stamp(instant)}
