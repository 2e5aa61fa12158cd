"""A condition of the chart, asked of the values that a case has now."""

from collections.abc import Mapping

from zhiheng.expr import Condition, compile_condition, from_canonical
from zhiheng.facts import Scalar
from zhiheng.model.chart import Chart, VariableType


def condition_holds(chart: Chart, source: str, values: Mapping[str, Scalar]) -> bool | None:
    """Whether it holds; None where a name in it has no value.

    Raises EvaluationError where the values allow no answer, as when one divides by zero.
    """
    condition, types = _compiled(chart, source)
    if not condition.names <= values.keys():
        return None
    return condition.holds({n: from_canonical(types[n], values[n]) for n in condition.names})


def _compiled(chart: Chart, source: str) -> tuple[Condition, Mapping[str, VariableType]]:
    """Compiled once for the variables and parameters of a chart, not at each signature."""
    key = (source, id(chart.variables), id(chart.parameters))
    known = _known.get(key)
    if known is None:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        types = chart.types
        compiled = compile_condition(source, types)
        known = _known[key] = (compiled, types, chart.variables, chart.parameters)
    return known[0], known[1]


_known: dict[
    tuple[str, int, int], tuple[Condition, Mapping[str, VariableType], object, object]
] = {}
"""Each keeps what it was compiled for, so that nothing else can take its id."""
_MOST_KNOWN = 4096
