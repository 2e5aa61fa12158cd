"""Timers of the chart that begin to wait, and those that wait no longer."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time
from typing import Any

import msgspec

from zhiheng import facts as f
from zhiheng.commands.limits.clocks import day_in
from zhiheng.model.calendar import Calendar
from zhiheng.model.chart import Meaning
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import Limit, LimitUnit, Roll
from zhiheng.model.zone import SHANGHAI
from zhiheng.rules.timer import Firing, firing
from zhiheng.runtime.world import World
from zhiheng.spiff import Moved
from zhiheng.state.case import CaseState
from zhiheng.store.log import parse_stamp, stamp


def timers_moved(
    state: CaseState,
    world: World,
    moved: Moved,
    variables: Mapping[str, f.Scalar],
    said: Iterable[f.AnyFact] = (),
) -> Iterator[f.AnyFact]:
    """What a step did to the timers; those that it ended come first.

    said: what the step itself says, of which the state knows nothing yet.
    """
    noticed = any(isinstance(x, f.SupplementNoticed) for x in said)
    told = noticed or state.supplement is not None
    for path in moved.disarmed:
        known = state.timers[path]
        yield f.TimerDisarmed(timer=path, visit=known.visit, fired=path == moved.fired)
    for path in moved.armed:
        yield _armed(state, world, path, variables, told=told)


def firing_of(timer: f.TimerArmed, calendar: Calendar) -> Firing:
    """When a waiting timer fires by the calendar of now, which may not be that of then."""
    since = parse_stamp(timer.since)
    return firing(timer.n, LimitUnit(timer.unit), Roll(timer.roll), since, calendar)


def ripe(state: CaseState, now: datetime, calendar: Calendar) -> str | None:
    """The waiting timer that must fire before anything else happens in the case, if any."""
    due = {path: firing_of(x, calendar) for path, x in state.timers.items() if not x.told}
    found = [(x.at, path) for path, x in due.items() if x.at <= now and not x.provisional]
    return min(found)[1] if found else None


def _armed(
    state: CaseState, world: World, path: str, variables: Mapping[str, f.Scalar], *, told: bool
) -> f.TimerArmed:
    """Only who was told nothing may take silence for acceptance (许可法 32(4): 逾期不告知)."""
    node = world.chart.nodes[ElementPath(path)]
    wait = node.wait
    if wait is None or wait.n is None:
        raise ValueError(f"the timer {path} of a deployed chart does not say how long it waits")
    since = _since(wait, world, variables)
    found = firing(wait.n, wait.unit, wait.roll, since, world.calendar)
    return f.TimerArmed(
        timer=path,
        visit=state.visits.get(path, 0) + 1,
        n=wait.n,
        unit=wait.unit.value,
        roll=wait.roll.value,
        since=stamp(since),
        due=found.due.isoformat(),
        fires_at=stamp(found.at),
        provisional=found.provisional,
        told=told and node.clock is not None and node.clock.means == Meaning.ACCEPTANCE,
    )


def _since(wait: Limit, world: World, variables: Mapping[str, f.Scalar]) -> datetime:
    """Now, or the beginning of the day that the papers say."""
    if not wait.from_a_day:
        return world.now
    day = day_in(variables, wait.event)
    if day is None:
        raise ValueError(f"nothing has said the day {wait.event} (LNT006)")
    return datetime.combine(day, time(), SHANGHAI)


def extended_timer(
    timer: f.TimerArmed, calendar: Calendar, told: dict[str, Any]
) -> f.TimerExtended:
    """The timer with units added; one that was over would have fired."""
    longer = msgspec.structs.replace(timer, n=timer.n + told["n"])
    found = firing_of(longer, calendar)
    return f.TimerExtended(
        timer=timer.timer,
        visit=timer.visit,
        due=found.due.isoformat(),
        fires_at=stamp(found.at),
        provisional=found.provisional,
        **told,
    )
