"""A limit that runs (时钟), folded from the facts about it: stopped, extended, worked out anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from zhiheng import facts as f

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Stop:
    """A time that is not counted (不计入期限), both days inclusive.

    task, visit: the step required by law that it is for. until: None while that step is open.
    """

    task: str
    visit: int
    ground: str
    document: str
    since: str
    until: str | None = None


@dataclass(frozen=True, slots=True)
class RunningClock:
    """All days are dates in China, as `YYYY-MM-DD`; red_at is an instant.

    n: what the law gives; extended: units added to it. before: the day that it counts back from
    (倒算), loose: the day of the act counts too. While a stop is
    open, `due` and what hangs on it say what would hold if the stop had never begun.
    """

    clock: str
    kind: str
    task: str | None
    visit: int | None
    n: int
    unit: str
    roll: str
    ends_with: str
    start: str
    due: str
    remind_on: str
    yellow_on: str
    red_at: str
    provisional: bool
    law: str | None
    stops: tuple[Stop, ...] = ()
    extended: int = 0
    before: str | None = None
    loose: bool = False

    @property
    def stopped_since(self) -> str | None:
        """The first day of a stop that has not ended."""
        return min((x.since for x in self.stops if x.until is None), default=None)


def _dated(known: RunningClock, x: Any) -> RunningClock:
    return replace(
        known,
        due=x.due,
        remind_on=x.remind_on,
        yellow_on=x.yellow_on,
        red_at=x.red_at,
        provisional=x.provisional,
    )


def started(x: f.ClockStarted) -> RunningClock:
    """A limit that has just begun."""
    return RunningClock(
        clock=x.clock,
        kind=x.kind,
        task=x.task,
        visit=x.visit,
        n=x.n,
        unit=x.unit,
        roll=x.roll,
        ends_with=x.ends_with,
        start=x.start,
        due=x.due,
        remind_on=x.remind_on,
        yellow_on=x.yellow_on,
        red_at=x.red_at,
        provisional=x.provisional,
        law=x.law,
        before=x.before,
        loose=x.loose,
    )


def _stopped(known: RunningClock, x: f.ClockStopped) -> RunningClock:
    stop = Stop(x.task, x.visit, x.ground, x.document, x.since)
    return replace(known, stops=(*known.stops, stop))


def _resumed(known: RunningClock, x: f.ClockResumed) -> RunningClock:
    stops = tuple(
        replace(s, until=x.until) if (s.task, s.visit) == (x.task, x.visit) else s
        for s in known.stops
    )
    return replace(_dated(known, x), stops=stops)


def _restarted(known: RunningClock, x: f.ClockRestarted) -> RunningClock:
    """It begins anew: what was not counted before, and what was added to it, is gone."""
    return replace(_dated(known, x), start=x.start, stops=(), extended=0)


def _extended(known: RunningClock, x: f.ClockExtended) -> RunningClock:
    return replace(_dated(known, x), extended=known.extended + x.n)


CLOCK_FOLD: dict[type, Callable[[RunningClock, Any], RunningClock]] = {
    f.ClockStopped: _stopped,
    f.ClockResumed: _resumed,
    f.ClockRestarted: _restarted,
    f.ClockExtended: _extended,
    f.ClockReprojected: _dated,
}
