"""The parameters that a chart names, as the agency has them now."""

from collections.abc import Mapping

from zhiheng import facts as f
from zhiheng.errors import NotReady
from zhiheng.facts import Scalar
from zhiheng.model.chart import Chart
from zhiheng.model.parameters import Parameters
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState


def values_for(chart: Chart, parameters: Parameters) -> Mapping[str, Scalar]:
    """By name. Raises NotReady("parameter-missing") where one is not in force, or of other type."""
    found: dict[str, Scalar] = {}
    for name, declared in chart.parameters.items():
        parameter = parameters.values.get(name)
        if parameter is None or parameter.type is not declared.type:
            raise NotReady("parameter-missing", parameter=name, title=declared.title)
        found[name] = parameter.value
    return found


def taken(state: CaseState, world: World) -> list[f.AnyFact]:
    """What an entry must say of them, so that replay sees what was seen: what has changed since."""
    values = dict(values_for(world.chart, world.parameters))
    if values == state.parameters:
        return []
    return [f.ParametersTaken(values=values)]
