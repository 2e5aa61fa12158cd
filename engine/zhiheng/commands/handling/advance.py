"""What follows when a task is complete: tokens, clocks, the case number, the end."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Literal

from zhiheng import facts as f
from zhiheng.commands.filed.content import outcome_of
from zhiheng.commands.limits.clock_effects import clocks_moved, deemed
from zhiheng.commands.limits.clocks import case_clocks, clock_started, clocks_ended, starts_on
from zhiheng.commands.limits.counted_back import done_on
from zhiheng.commands.limits.timers import timers_moved
from zhiheng.errors import NotReady
from zhiheng.expr import EvaluationError
from zhiheng.model.chart import Chart, Meaning, Task
from zhiheng.model.ids import ElementPath
from zhiheng.model.slot import slots_of
from zhiheng.rules.risk import high, leader_of
from zhiheng.runtime.tokens import tokens
from zhiheng.runtime.world import World
from zhiheng.spiff import Executor, Moved
from zhiheng.state.case import CaseState

TakeNumber = Callable[[str, int], int]
"""Series and year -> the next number of it, gapless in this transaction."""

_DECISIONS: dict[Meaning, str] = {Meaning.GRANT: "grant", Meaning.REFUSAL: "refusal"}


def opening(state: CaseState, world: World, executor: Executor) -> list[f.AnyFact]:
    """The facts of a case that has just started."""
    moved = executor.start()
    facts = [tokens(state, world.chart, moved), *timers_moved(state, world, moved, {})]
    return [*facts, *_opened(state, world, moved, {}, decided_on=None)]


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
    silence = deemed(state, world, path) if fires else None
    on, meaning = _day(world, said, silence), _meaning(task, silence, variables)
    accepted = world.today if silence is None else on
    effect = list(_effect(meaning, world, accepted, on, take_number))
    decided = next((x.on for x in effect if isinstance(x, f.Decided)), None)
    went = tokens(state, world.chart, moved)
    law = [x for x in (silence,) if x is not None]
    done = done_on(world, went, variables, on)
    ended = clocks_ended(state, world, went, decided, done)
    facts: list[f.AnyFact] = [went, *law, *effect, *ended]
    facts += timers_moved(state, world, moved, variables, said)
    facts += _opened(state, world, moved, variables, decided_on=decided)
    if meaning is Meaning.ACCEPTANCE:
        facts += case_clocks(world, variables, accepted)
    facts += clocks_moved(state, world, said, facts, variables | parameters)
    if moved.ended is not None:
        outcome = decided_word(state, decided and meaning, moved.ended)
        facts.append(f.CaseClosed(outcome=outcome))
    return facts


def decided_word(state: CaseState, meaning: Meaning | str | None, end: str) -> str:
    """`grant` or `refusal` once decided, else the end event that was reached."""
    if isinstance(meaning, Meaning):
        return _DECISIONS[meaning]
    return state.decided.means if state.decided else end


def _day(world: World, said: list[f.AnyFact], silence: f.ClockDeemed | None) -> date:
    """The day of the act: by the law, by an outside party's own paper, or today."""
    if silence is not None:
        return date.fromisoformat(silence.since)
    own = (x.occurred_on for x in said if isinstance(x, f.ExternalRecorded))
    return date.fromisoformat(next(own, world.today.isoformat()))


def _meaning(
    task: Task | None, silence: f.ClockDeemed | None, variables: Mapping[str, f.Scalar]
) -> Meaning | None:
    if silence is not None:
        return Meaning(silence.means)
    return outcome_of(task, variables) if task is not None else None


def _effect(
    meaning: Meaning | None, world: World, accepted: date, on: date, take_number: TakeNumber
) -> Iterator[f.AnyFact]:
    if meaning is Meaning.ACCEPTANCE:
        series, year = world.chart.power.series, world.today.year
        number = f"{series}〔{year}〕{take_number(series, year)}号"
        yield f.CaseAccepted(number=number, on=accepted.isoformat())
    elif meaning in _DECISIONS:
        means: Literal["grant", "refusal"] = "grant" if meaning is Meaning.GRANT else "refusal"
        yield f.Decided(means=means, on=on.isoformat())


def _opened(
    state: CaseState,
    world: World,
    moved: Moved,
    variables: Mapping[str, f.Scalar],
    decided_on: str | None,
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
            start = starts_on(limit, world, decision, variables)
            if start is not None and (limit.event is None or limit.event in variables):
                yield clock_started(world, limit, start, variables, (path, visit))


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
