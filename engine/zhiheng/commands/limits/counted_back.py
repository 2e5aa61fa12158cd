"""Steps whose limit counts from a day: whether it is one, and, counted back (倒算), kept.

Judged where the second of step and event becomes known.

When the day of the event is written first, the step is judged as it completes. When the day is
written again, it is judged by the day on which the step was done. Both are never open at once: a
variable has one writer, which comes before the step (LNT006), and is not passed again while what
follows it goes on (SND003).
"""

from collections.abc import Mapping
from datetime import date

from zhiheng import facts as f
from zhiheng.commands.filed.discharge import Signing
from zhiheng.commands.limits.clocks import day_in
from zhiheng.errors import BadData
from zhiheng.facts import Scalar
from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import MAX_N
from zhiheng.rules.counted_back import done_in_time, soon_enough
from zhiheng.runtime.world import World


def not_too_soon(signing: Signing, world: World) -> None:
    """Judge the day of an event that this signature writes. Raises BadData."""
    written = (x for x in signing.facts if isinstance(x, f.VariablesSet))
    values = {name: value for x in written for name, value in x.values.items()}
    for name in values.keys() & _counted_from(world.chart):
        _within_reason(world, name, date.fromisoformat(str(values[name])))
    for task in world.chart.tasks:
        done = signing.state.done_on.get(task.path)
        earliest = world.today if done is None else date.fromisoformat(done)
        for limit in task.limits:
            event = day_in(values, limit.event)
            if event is not None and limit.backward:
                soon_enough(world.chart, task, limit, event, earliest, world.calendar)


def _counted_from(chart: Chart) -> set[str]:
    """The variables from whose day a limit counts."""
    limits = [limit for task in chart.tasks for limit in task.limits]
    limits += [node.wait for node in chart.nodes.values() if node.wait is not None]
    return {limit.event for limit in limits if limit.event is not None}


def _within_reason(world: World, name: str, event: date) -> None:
    """Prevents a count over centuries, from a day that was mistyped."""
    if abs((event - world.today).days) > MAX_N:
        raise BadData(
            "wrong-value",
            pointer=f"/values/{name}",
            title=world.chart.variables[name].title,
            why_zh=f"{event.isoformat()} 离今天太远",
            why_en=f"{event.isoformat()} is too far from today",
        )


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
        event = day_in(values, limit.event)
        done_in_time(world.chart, task, limit, event, on, world.calendar)
    return on
