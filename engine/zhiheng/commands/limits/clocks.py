"""Limits that begin and end: their days worked out on the calendar in force."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.facts import Scalar
from zhiheng.model.calendar import Calendar
from zhiheng.model.limit import Limit, LimitUnit, Reading, Roll
from zhiheng.rules.clock import due_instant
from zhiheng.rules.clock_effects import Running, days_of
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.state.clock import RunningClock, Stop
from zhiheng.store.log import parse_stamp, stamp


def clocks_ended(
    state: CaseState,
    world: World,
    step: f.TokensMoved,
    decided: str | None,
    done: date | None = None,
) -> Iterator[f.ClockEnded]:
    """A decision is late by the day it bears; anything else by the day it was done.

    done: the day on which the step was done, where its limit counts back.
    """
    for clock in state.clocks.values():
        if clock.ends_with == "decision" and decided is not None:
            day = min(decided, clock.stopped_since or decided)
            yield f.ClockEnded(clock=clock.clock, late=day > clock.due)
        elif clock.before is not None and done is not None and _of(clock) == step.closed[0]:
            on = done.isoformat()
            yield f.ClockEnded(clock=clock.clock, late=on > clock.due, on=on)
        elif step.ended or _of(clock) in step.closed:
            yield f.ClockEnded(clock=clock.clock, late=passed(clock, world))


def _of(clock: RunningClock) -> str:
    return f"{clock.task}@{clock.visit}"


def passed(clock: RunningClock, world: World) -> bool:
    """Whether a limit has passed: at its instant, so that one in hours is late within its day.

    A limit that is stopped can only have passed before.
    """
    if clock.stopped_since is not None:
        return clock.due < clock.stopped_since
    return stamp(world.now) >= clock.red_at


def starts_on(
    limit: Limit, world: World, decided_on: str | None, variables: Mapping[str, Scalar]
) -> date | None:
    """The event of a task's limit; None where it has not happened.

    One that counts back warns from the opening of its task on.
    """
    if limit.from_a_day:
        return day_in(variables, limit.event)
    if limit.start in ("enter", "receipt"):
        return world.today
    if limit.start == "decision" and decided_on is not None:
        return date.fromisoformat(decided_on)
    return None


def day_in(variables: Mapping[str, Scalar], name: str | None) -> date | None:
    """The day that a date variable holds."""
    value = variables.get(name or "")
    return date.fromisoformat(value) if isinstance(value, str) else None


def case_clocks(
    world: World, variables: Mapping[str, Scalar], since: date
) -> Iterator[f.ClockStarted]:
    """The limits that acceptance starts; a promise that nobody has made binds nobody."""
    for limit in world.chart.limits:
        promised = limit.variable is None or limit.variable in variables
        if limit.start == "acceptance" and promised:
            yield clock_started(world, limit, since, variables, None)


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
    before = variables[limit.event] if limit.event is not None and limit.backward else None
    counted = Running(
        n,
        limit.unit,
        limit.roll,
        start,
        before=date.fromisoformat(str(before)) if before is not None else None,
        loose=limit.reading is Reading.LOOSE,
    )
    days = _hours(world, n) if limit.unit is LimitUnit.HOUR else days_on(world.calendar, counted)
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
        before=counted.before.isoformat() if counted.before else None,
        loose=counted.loose,
    )


def counted_as(clock: RunningClock, stops: Iterable[Stop] | None = None, more: int = 0) -> Running:
    """The limit as the rules count it. stops: other than its own; more: units to be added."""
    over = [s for s in (clock.stops if stops is None else stops) if s.until is not None]
    return Running(
        n=clock.n + clock.extended + more,
        unit=LimitUnit(clock.unit),
        roll=Roll(clock.roll),
        start=date.fromisoformat(clock.start),
        stops=tuple((date.fromisoformat(s.since), date.fromisoformat(s.until or "")) for s in over),
        before=date.fromisoformat(clock.before) if clock.before is not None else None,
        loose=clock.loose,
    )


def days_on(calendar: Calendar, counted: Running) -> dict[str, Any]:
    """Counted once: on one day an office opens the same few limits again and again."""
    key = (id(calendar), counted)
    known = _counted.get(key)
    if known is None:
        if len(_counted) >= _MOST_COUNTED:
            _counted.clear()
        known = _counted[key] = (_days(calendar, counted), calendar)
    return known[0]


_counted: dict[Any, tuple[dict[str, Any], Calendar]] = {}
"""Each answer keeps its calendar, so that no other can take its id."""
_MOST_COUNTED = 10_000


def _days(calendar: Calendar, counted: Running) -> dict[str, Any]:
    days = days_of(counted, calendar)
    return {
        "due": days.due.isoformat(),
        "remind_on": days.remind.isoformat(),
        "yellow_on": days.yellow.isoformat(),
        "red_at": stamp(days.red),
        "provisional": days.provisional,
    }


def hours_more(clock: RunningClock, n: int) -> dict[str, Any]:
    """A limit in hours with n more: from the instant at which it would have passed."""
    return _until(due_instant(n, parse_stamp(clock.red_at)))


def _hours(world: World, n: int) -> dict[str, Any]:
    """Hours run through nights and rest days, from the moment on; no calendar is asked."""
    return _until(due_instant(n, world.now))


def _until(instant: datetime) -> dict[str, Any]:
    day = local_date(instant).isoformat()
    return {"due": day, "remind_on": day, "yellow_on": day, "red_at": stamp(instant)}
