"""The rows of what counts time: limits, which only warn, and timers of the chart. Pure."""

from zhiheng import facts as f
from zhiheng.rules.warning import held, next_rung
from zhiheng.state.case import CaseState
from zhiheng.state.clock import RunningClock
from zhiheng.store.duties import Row
from zhiheng.store.log import stamp


def clock_row(
    s: CaseState, x: RunningClock, *, late: bool | None = None, ended_at: str | None = None
) -> Row:
    """A limit as it stands, and which warning comes next while it runs, and is not stopped."""
    running = ended_at is None and x.stopped_since is None
    off = held(s.suspensions.values()) if running else ()
    following = next_rung(x, s.warned.get(x.clock), off) if running else None
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
        "running": running,
        "late": late,
        "ended_at": ended_at,
        "next_rung": following.rung.value if following else None,
        "next_at": stamp(following.at) if following else None,
    }


def timer_row(s: CaseState, x: f.TimerArmed, *, ended_at: str | None) -> Row:
    """A timer as it stands; it waits until it has ended, and where it can fire at all."""
    return {
        "agency": s.agency,
        "case_id": s.id,
        "timer": x.timer,
        "visit": x.visit,
        "due": x.due,
        "fires_at": x.fires_at,
        "provisional": x.provisional,
        "waiting": ended_at is None and not x.told,
        "ended_at": ended_at,
    }
