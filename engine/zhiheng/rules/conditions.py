"""A condition of the chart, asked of the values that a case has now."""

from collections.abc import Mapping
from functools import lru_cache

from zhiheng.expr import Condition, compile_condition, from_canonical
from zhiheng.facts import Scalar
from zhiheng.model.chart import Chart, VariableType


def condition_holds(chart: Chart, source: str, values: Mapping[str, Scalar]) -> bool | None:
    """Whether it holds; None where a name in it has no value.

    Raises EvaluationError where the values allow no answer, as when one divides by zero.
    """
    types = chart.types
    condition = _condition(source, tuple(types.items()))
    if not condition.names <= values.keys():
        return None
    return condition.holds({n: from_canonical(types[n], values[n]) for n in condition.names})


@lru_cache(maxsize=4096)
def _condition(source: str, declared: tuple[tuple[str, VariableType], ...]) -> Condition:
    """Compiled once, not at each signature."""
    return compile_condition(source, dict(declared))
