"""Whether a step may be done at this hour (强制法 43)."""

from zhiheng.model.ids import ElementPath
from zhiheng.rules.conditions import condition_holds
from zhiheng.rules.forbidden_time import Hour, not_forbidden
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState


def not_at_this_hour(state: CaseState, world: World, path: str) -> None:
    """Raises NotReady unless it is urgent by what is on record already."""
    hour = Hour(world.now, world.calendar, world.parameters, state.papers)
    for forbid in world.chart.task(ElementPath(path)).forbids:
        known = state.variables | state.parameters
        if forbid.unless is not None and condition_holds(world.chart, forbid.unless, known) is True:
            continue
        not_forbidden(forbid, path, hour)
