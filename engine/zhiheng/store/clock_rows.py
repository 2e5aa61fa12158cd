"""The rows of what counts time: limits, which only warn, and timers of the chart. Pure."""

from zhiheng import facts as f
from zhiheng.state.case import CaseState
from zhiheng.state.clock import RunningClock
from zhiheng.store.duties import Row


def clock_row(
    s: CaseState, x: RunningClock, *, late: bool | None = None, ended_at: str | None = None
) -> Row:
    """A limit as it stands; it runs unless it has ended, or is stopped."""
    return {
        "agency": s.agency,
        "case_id": s.id,
        "clock": x.clock,
        "kind": x.kind,
        "task": x.task,
        "visit": x.visit,
        "n": x.n,
        "unit": x.unit,
        "start": x.start,
        "due": x.due,
        "remind_on": x.remind_on,
        "yellow_on": x.yellow_on,
        "red_at": x.red_at,
        "provisional": x.provisional,
        "stopped_since": x.stopped_since,
        "extended": x.extended,
        "running": ended_at is None and x.stopped_since is None,
        "late": late,
        "ended_at": ended_at,
    }


def timer_row(s: CaseState, x: f.TimerArmed, *, ended_at: str | None) -> Row:
    """A timer as it stands; it waits until it has ended."""
    return {
        "agency": s.agency,
        "case_id": s.id,
        "timer": x.timer,
        "visit": x.visit,
        "due": x.due,
        "fires_at": x.fires_at,
        "provisional": x.provisional,
        "waiting": ended_at is None,
        "ended_at": ended_at,
    }
