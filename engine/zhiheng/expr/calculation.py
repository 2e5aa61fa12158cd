"""Calculations (算式) over numbers: compiled once, exact, and never without an answer."""

import ast
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from zhiheng.expr.errors import UnsetVariable
from zhiheng.expr.sorts import Checker, Sort
from zhiheng.expr.source import Source, read_source
from zhiheng.model.chart import VariableType


@dataclass(frozen=True, slots=True)
class Calculation:
    """A sum, difference, product or quotient of numbers and variables, that has passed."""

    source: str
    names: frozenset[str]
    _tree: ast.expr = field(repr=False, compare=False)

    def value(self, values: Mapping[str, Decimal]) -> Fraction:
        """What it comes to, without rounding. Raises UnsetVariable."""
        return _value(self._tree, values)


def compile_calculation(source: str, numbers: Collection[str]) -> Calculation:
    """Check a calculation over variables that hold numbers. Raises ExpressionError.

    One divides by a literal only, which is not nought: then it always has a value.
    """
    read = read_source(source)
    checker = Checker(read, dict.fromkeys(numbers, VariableType.DECIMAL))
    checker.want(read.tree, Sort.NUMBER)
    _whole(read, read.tree)
    return Calculation(source, frozenset(checker.names), read.tree)


def _whole(source: Source, tree: ast.expr) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            by = node.right
            if not isinstance(by, ast.Constant) or not by.value:
                raise source.refuse(
                    by, "只能除以写明的、不为零的数", "one divides by a number other than nought"
                )


def _value(node: ast.expr, values: Mapping[str, Decimal]) -> Fraction:
    match node:
        case ast.Constant(value=value) if isinstance(value, int | Fraction):
            return Fraction(value)
        case ast.Name(id=name):
            if name not in values:
                raise UnsetVariable(name)
            return Fraction(values[name])
        case ast.UnaryOp(operand=operand):
            return -_value(operand, values)
        case ast.BinOp(left=left, op=op, right=right):
            return _reckoned(op, _value(left, values), _value(right, values))
    raise TypeError(node)  # the checker lets nothing else through


def _reckoned(op: ast.operator, left: Fraction, right: Fraction) -> Fraction:
    if isinstance(op, ast.Add):
        return left + right
    if isinstance(op, ast.Sub):
        return left - right
    return left * right if isinstance(op, ast.Mult) else left / right
