"""Steps whose limit counts back (倒算), judged where the second of step and event becomes known.

When the day of the event is written first, the step is judged as it completes. When the day is
written again, it is judged by the day on which the step was done.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.commands.clocks import clock_started, counted_as, days_on
from zhiheng.commands.discharge import Signing
from zhiheng.facts import Scalar
from zhiheng.model.chart import Chart, Task
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import Limit
from zhiheng.rules.counted_back import done_in_time, soon_enough
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.state.task import OpenTask
from zhiheng.store.log import parse_stamp


def event_set(signing: Signing, world: World) -> Iterator[f.AnyFact]:
    """What follows for limits that run when this signature sets their event. Raises BadData."""
    state, chart = signing.state, world.chart
    values = _values(signing)
    for task, limit in _counting_back(chart):
        day = values.get(limit.event or "")
        if not isinstance(day, str):
            continue
        event = date.fromisoformat(day)
        waiting = next((x for x in state.open.values() if x.path == task.path), None)
        earliest = _earliest(state, world, task, waiting)
        soon_enough(chart, task, limit, event, earliest, world.calendar)
        if waiting is not None:
            yield _moved(state, world, waiting, limit, values)


def done_on(
    world: World, went: f.TokensMoved, values: Mapping[str, Scalar], on: date
) -> date | None:
    """The day that is kept of a step that counts back; None of others. Raises NotReady.

    Nothing was done where the step sends the case back, or to where the day is set anew.
    """
    if went.fired is not None or not went.closed:
        return None
    task = world.chart.task(ElementPath(went.closed[0].partition("@")[0]))
    limits = [x for x in task.limits if x.backward]
    back = {x.to for x in world.chart.returns if x.task == task.path}
    back |= {world.chart.variables[x.event or ""].writer for x in limits}
    if not limits or back & {ElementPath(x.partition("@")[0]) for x in went.opened}:
        return None
    for limit in limits:
        day = values.get(limit.event or "")
        event = date.fromisoformat(day) if isinstance(day, str) else None
        done_in_time(world.chart, task, limit, event, on, world.calendar)
    return on


def _values(signing: Signing) -> Mapping[str, Scalar]:
    written = (x for x in signing.facts if isinstance(x, f.VariablesSet))
    return {name: value for x in written for name, value in x.values.items()}


def _counting_back(chart: Chart) -> Iterator[tuple[Task, Limit]]:
    for task in chart.tasks:
        yield from ((task, limit) for limit in task.limits if limit.backward)


def _earliest(state: CaseState, world: World, task: Task, waiting: OpenTask | None) -> date:
    """An act of an outside party may still be dated back, to the opening of its step."""
    if waiting is not None and task.external is not None:
        return local_date(parse_stamp(waiting.opened_at))
    known = state.done_on.get(task.path)
    if waiting is None and known is not None:
        return date.fromisoformat(known)
    return world.today


def _moved(
    state: CaseState, world: World, waiting: OpenTask, limit: Limit, values: Mapping[str, Scalar]
) -> f.AnyFact:
    """The limit that runs, with its days worked out anew; one that had no day yet begins."""
    fresh = clock_started(world, limit, world.today, values, (waiting.path, waiting.visit))
    known = state.clocks.get(fresh.clock)
    if known is None:
        return fresh
    days = days_on(world.calendar, counted_as(known, before=fresh.before))
    return f.ClockReprojected(clock=known.clock, old_due=known.due, before=fresh.before, **days)
