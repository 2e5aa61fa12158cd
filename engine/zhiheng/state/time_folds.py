"""What the facts about limits and timers change in the state of a case.

An act that was taken back is skipped, and what it started with it: a later fact about that is
then about nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from zhiheng import facts as f
from zhiheng.state.clock import CLOCK_FOLD, started
from zhiheng.state.warned import Warned

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhiheng.state.case import CaseState


def _clock_started(s: CaseState, x: f.ClockStarted, _at: str) -> None:
    s.clocks[x.clock] = started(x)
    s.warned.pop(x.clock, None)


def _clock_changed(s: CaseState, x: Any, _at: str) -> None:
    if x.clock in s.clocks:
        s.clocks[x.clock] = CLOCK_FOLD[type(x)](s.clocks[x.clock], x)


def _clock_extended(s: CaseState, x: f.ClockExtended, at: str) -> None:
    """The notice is with the party, so that nothing before it is taken back."""
    _clock_changed(s, x, at)
    s.extensions[x.clock] = s.extensions.get(x.clock, 0) + 1
    s.went_out = s.n


def _clock_restarted(s: CaseState, x: f.ClockRestarted, at: str) -> None:
    _clock_changed(s, x, at)
    s.extensions.pop(x.clock, None)


def _clock_ended(s: CaseState, x: f.ClockEnded, _at: str) -> None:
    ended = s.clocks.pop(x.clock)
    if x.on is not None and ended.task is not None:
        s.done_on[ended.task] = x.on
    s.warned.pop(x.clock, None)
    s.extensions.pop(x.clock, None)


def _clock_warned(s: CaseState, x: f.ClockWarned, _at: str) -> None:
    """What was said of a limit whose start was taken back since counts no more (拿回)."""
    if x.clock in s.clocks:
        s.warned[x.clock] = Warned(x.rung, s.clocks[x.clock].red_at)


def _clock_deemed(s: CaseState, _x: f.ClockDeemed, _at: str) -> None:
    s.went_out = s.n


def _timer_armed(s: CaseState, x: f.TimerArmed, _at: str) -> None:
    s.timers[x.timer] = x
    s.visits[x.timer] = x.visit


def _timer_reprojected(s: CaseState, x: f.TimerReprojected, _at: str) -> None:
    known = s.timers.get(x.timer)
    if known is not None and known.visit == x.visit:
        s.timers[x.timer] = msgspec.structs.replace(
            known, due=x.due, fires_at=x.fires_at, provisional=x.provisional
        )


def _timer_extended(s: CaseState, x: f.TimerExtended, _at: str) -> None:
    """Its notice is with the party too."""
    known = s.timers.get(x.timer)
    if known is not None and known.visit == x.visit:
        s.timers[x.timer] = msgspec.structs.replace(
            known, n=known.n + x.n, due=x.due, fires_at=x.fires_at, provisional=x.provisional
        )
        s.extensions[x.timer] = s.extensions.get(x.timer, 0) + 1
    s.went_out = s.n


def _timer_disarmed(s: CaseState, x: f.TimerDisarmed, _at: str) -> None:
    del s.timers[x.timer]
    s.extensions.pop(x.timer, None)


def _calendar_taken(s: CaseState, x: f.CalendarTaken, _at: str) -> None:
    s.calendar, s.calendar_n = x.calendar, s.n


def _act_voided(s: CaseState, x: f.ActVoided, _at: str) -> None:
    """What it had ended runs again, by the calendar of then: it is to be counted anew."""
    if s.calendar_n > x.n:
        s.calendar = ""


TIME_FOLD: dict[type, Callable[[CaseState, Any, str], None]] = {
    f.ClockStarted: _clock_started,
    **dict.fromkeys(CLOCK_FOLD, _clock_changed),
    f.ClockExtended: _clock_extended,
    f.ClockRestarted: _clock_restarted,
    f.ClockEnded: _clock_ended,
    f.ClockDeemed: _clock_deemed,
    f.ClockWarned: _clock_warned,
    f.TimerArmed: _timer_armed,
    f.TimerReprojected: _timer_reprojected,
    f.TimerExtended: _timer_extended,
    f.TimerDisarmed: _timer_disarmed,
    f.CalendarTaken: _calendar_taken,
    f.ActVoided: _act_voided,
}
