"""What a condition says when only some of its variables are known (Kleene's three values)."""

import ast
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from zhiheng.expr.errors import ExpressionError
from zhiheng.expr.source import read_source
from zhiheng.model.chart import Variable, VariableType

Known = Mapping[str, object]
"""Values of variables: texts of choices, or true and false."""
_UNKNOWN = object()


@lru_cache(maxsize=4096)
def tree_of(source: str) -> ast.expr:
    """The condition as a tree; one that cannot be read says nothing of any variable."""
    try:
        return read_source(source).tree
    except ExpressionError:
        return ast.Constant(value=0)


def names_in(source: str | None) -> frozenset[str]:
    """The variables that a condition names."""
    if source is None:
        return frozenset()
    return frozenset(n.id for n in ast.walk(tree_of(source)) if isinstance(n, ast.Name))


def truth(source: str, known: Known) -> bool | None:
    """Whether the condition holds; None when that turns on what is not known."""
    return _truth(tree_of(source), known)


def values_of(variable: Variable) -> tuple[object, ...]:
    """All values of a choice or of a yes-or-no; none for what has no end of values."""
    if variable.type is VariableType.BOOL:
        return (True, False)
    return tuple(value for value, _ in variable.choices)


def compared(source: str) -> Iterator[tuple[str, str]]:
    """Each variable with each text that the condition compares it with."""
    for node in ast.walk(tree_of(source)):
        if isinstance(node, ast.Compare):
            operands = [node.left, *node.comparators]
            for left, right in pairwise(operands):
                yield from _texts(left, right)
                yield from _texts(right, left)


def _texts(variable: ast.expr, other: ast.expr) -> Iterator[tuple[str, str]]:
    if not isinstance(variable, ast.Name):
        return
    for item in other.elts if isinstance(other, ast.List) else [other]:
        if isinstance(item, ast.Constant) and isinstance(item.value, str):
            yield variable.id, item.value


def _truth(node: ast.expr, known: Known) -> bool | None:
    if isinstance(node, ast.BoolOp):
        return _joined(node, known)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        inner = _truth(node.operand, known)
        return None if inner is None else not inner
    if isinstance(node, ast.Compare):
        operands = [node.left, *node.comparators]
        pairs = zip(node.ops, operands, operands[1:], strict=False)
        return _all([_compare(op, left, right, known) for op, left, right in pairs])
    value = _value(node, known)
    return value if isinstance(value, bool) else None


def _joined(node: ast.BoolOp, known: Known) -> bool | None:
    parts = [_truth(value, known) for value in node.values]
    if isinstance(node.op, ast.And):
        return _all(parts)
    none_holds = _all([None if part is None else not part for part in parts])
    return None if none_holds is None else not none_holds


def _all(parts: list[bool | None]) -> bool | None:
    if False in parts:
        return False
    return None if None in parts else True


def _compare(op: ast.cmpop, left: ast.expr, right: ast.expr, known: Known) -> bool | None:
    one = _value(left, known)
    if isinstance(op, (ast.In, ast.NotIn)) and isinstance(right, ast.List):
        items = [_value(item, known) for item in right.elts]
        if _UNKNOWN in (one, *items):
            return None
        return (one in items) is isinstance(op, ast.In)
    other = _value(right, known)
    if _UNKNOWN in (one, other) or not isinstance(op, (ast.Eq, ast.NotEq)):
        return None
    return (one == other) is isinstance(op, ast.Eq)


def _value(node: ast.expr, known: Known) -> object:
    if isinstance(node, ast.Constant):
        return node.value
    return known.get(node.id, _UNKNOWN) if isinstance(node, ast.Name) else _UNKNOWN
