"""Conditions (条件) on flows and papers: compiled once, answered exactly or not at all."""

import ast
import operator
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from simpleeval import SimpleEval

from zhiheng.expr.errors import DivisionByZero, UnsetVariable, WrongValue
from zhiheng.expr.sorts import Checker, Sort
from zhiheng.expr.source import read_source
from zhiheng.expr.values import MAX_DIGITS, fits
from zhiheng.model.chart import VariableType


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that has passed all checks. Safe to share between threads."""

    source: str
    names: frozenset[str]
    _types: Mapping[str, VariableType] = field(repr=False)
    _columns: Mapping[str, int] = field(repr=False)
    _tree: ast.expr = field(repr=False, compare=False)

    def holds(self, values: Mapping[str, object]) -> bool:
        """Whether it holds. Values: str, int, Decimal, date, bool, as their variables' types.

        Arithmetic is exact: whole numbers and fractions, nothing is rounded. Raises
        UnsetVariable (even where `or` would not have looked), WrongValue, DivisionByZero.
        """
        given = {name: self._given(name, values.get(name)) for name in self.names}
        evaluator = _threads.evaluator
        evaluator.names = given
        try:
            return bool(evaluator.eval(self.source, previously_parsed=self._tree))
        except ZeroDivisionError as fault:
            raise DivisionByZero from fault

    def _given(self, name: str, value: object) -> object:
        if value is None:
            raise UnsetVariable(name, self._columns[name])
        exact = _EXACT[self._types[name]](value)
        if exact is None:
            raise WrongValue(name, self._columns[name])
        return exact


def compile_condition(source: str, types: Mapping[str, VariableType]) -> Condition:
    """Check a condition against the declared variables. Raises ExpressionError."""
    read = read_source(source)
    checker = Checker(read, types)
    checker.want(read.tree, Sort.BOOL)
    used = {name: types[name] for name in checker.names}
    return Condition(source, frozenset(used), used, checker.names, read.tree)


def _exact_integer(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if abs(value) < _BOUND else None


def _exact_decimal(value: object) -> int | Fraction | None:
    if isinstance(value, Decimal):
        return Fraction(value) if fits(value) else None
    return _exact_integer(value)


def _only(kind: type, other: type | None = None) -> Callable[[object], object]:
    """Values of the kind as they are, and None for the rest and for the other kind."""

    def check(value: object) -> object:
        wrong = other is not None and isinstance(value, other)
        return value if isinstance(value, kind) and not wrong else None

    return check


_BOUND = 10**MAX_DIGITS
_EXACT: Mapping[VariableType, Callable[[object], object]] = {
    VariableType.TEXT: _only(str),
    VariableType.CHOICE: _only(str),
    VariableType.INTEGER: _exact_integer,
    VariableType.DECIMAL: _exact_decimal,
    VariableType.DATE: _only(date, datetime),
    VariableType.BOOL: _only(bool),
}


def _divide(dividend: Any, divisor: Any) -> Any:
    """Without `Fraction`, Python would divide whole numbers into a float."""
    return Fraction(dividend) / divisor


def _among(item: object, items: tuple[object, ...]) -> bool:
    return item in items


_OPERATORS: Mapping[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: _divide,
    ast.USub: operator.neg,
    ast.Not: operator.not_,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: _among,
    ast.NotIn: lambda item, items: item not in items,
}
_NODES = (ast.Constant, ast.Name, ast.BoolOp, ast.UnaryOp, ast.BinOp, ast.Compare)
_building = threading.Lock()


class _Threads(threading.local):
    """One evaluator per thread, because simpleeval keeps the names on it."""

    def __init__(self) -> None:
        # It plays with the process-wide warning filters while it is built.
        with _building:
            self.evaluator = SimpleEval(operators=dict(_OPERATORS), functions={}, names={})
        self.evaluator.nodes = {kind: self.evaluator.nodes[kind] for kind in _NODES}


_threads = _Threads()
