"""The condition language (design.md §7): checked when deployed, exact when it runs."""

from zhiheng.expr.condition import Condition, compile_condition
from zhiheng.expr.errors import (
    DivisionByZero,
    EvaluationError,
    ExpressionError,
    UnsetVariable,
    WrongValue,
)
from zhiheng.expr.values import ValueRefused, from_canonical, typed_value

__all__ = [
    "Condition",
    "DivisionByZero",
    "EvaluationError",
    "ExpressionError",
    "UnsetVariable",
    "ValueRefused",
    "WrongValue",
    "compile_condition",
    "from_canonical",
    "typed_value",
]
