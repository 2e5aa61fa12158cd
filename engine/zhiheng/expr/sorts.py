"""Static types of conditions: each sub-expression has a sort before anything runs.

The check also settles the literals: numbers become exact fractions from their source text,
texts compared with a date become dates, a literal list becomes a tuple.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any

from zhiheng.expr import literals
from zhiheng.expr.errors import ExpressionError
from zhiheng.expr.source import Source
from zhiheng.model.chart import VariableType

MAX_DEPTH = 50
MAX_CHAIN = 3
"""Operands of a chained comparison, as in `1 <= n <= 5`."""

_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div)
_ORDER = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_MEMBER = (ast.In, ast.NotIn)


class Sort(Enum):
    """What a sub-expression is; the value is its name in Chinese and in English."""

    NUMBER = ("数字", "a number")
    TEXT = ("文字", "a text")
    DATE = ("日期", "a date")
    BOOL = ("是/否", "true or false")


SORTS: Mapping[VariableType, Sort] = {
    VariableType.TEXT: Sort.TEXT,
    VariableType.CHOICE: Sort.TEXT,
    VariableType.INTEGER: Sort.NUMBER,
    VariableType.DECIMAL: Sort.NUMBER,
    VariableType.DATE: Sort.DATE,
    VariableType.BOOL: Sort.BOOL,
}

_REFUSED: Mapping[type[ast.AST], tuple[str, str]] = {
    ast.Call: ("不能调用函数", "functions cannot be called"),
    ast.Attribute: ("不能使用“.”取属性", "attributes cannot be read"),
    ast.Subscript: ("不能使用下标", "subscripts are not allowed"),
    ast.JoinedStr: ("不能使用格式化文字", "f-strings are not allowed"),
    ast.NamedExpr: ("不能赋值", "assignments are not allowed"),
    ast.List: ("列表只能写在 in 之后", "a list may only follow `in`"),
    ast.Mod: ("不能使用 %；百分比请写 x * 5 / 100", "no %; write a percentage as x * 5 / 100"),
    ast.Pow: ("不能使用 **", "no **"),
    ast.Is: ("请用 == 而不是 is", "write == instead of `is`"),
}


class Checker:
    """Finds the sort of each node of one tree, settling its literals on the way."""

    def __init__(self, source: Source, types: Mapping[str, VariableType]) -> None:
        self.source = source
        self.types = types
        self.names: dict[str, int] = {}
        """Each variable that was met, with the column of its first use."""
        self._rules: Mapping[type[ast.expr], Callable[[Any, int], Sort]] = {
            ast.Constant: self._constant,
            ast.Name: self._name,
            ast.BoolOp: self._connective,
            ast.UnaryOp: self._unary,
            ast.BinOp: self._arithmetic,
            ast.Compare: self._comparison,
        }

    def sort(self, node: ast.expr, depth: int = 1) -> Sort:
        """The sort of a node. Raises ExpressionError where it has none."""
        if depth > MAX_DEPTH:
            raise self.source.refuse(
                node, f"嵌套超过 {MAX_DEPTH} 层", f"nested more than {MAX_DEPTH} deep"
            )
        rule = self._rules.get(type(node))
        if rule is None:
            raise self._not_allowed(node, node)
        return rule(node, depth)

    def want(self, node: ast.expr, sort: Sort, depth: int = 1) -> None:
        """Raise ExpressionError when the node is not of that sort."""
        found = self.sort(node, depth)
        if found is not sort:
            raise self.source.refuse(
                node,
                f"这里要{sort.value[0]}，却是{found.value[0]}",
                f"expected {sort.value[1]}, but this is {found.value[1]}",
            )

    def _not_allowed(self, node: ast.AST, at: ast.AST) -> ExpressionError:
        kind = type(node).__name__
        default = (f"不允许这种写法（{kind}）", f"this is not allowed ({kind})")
        return self.source.refuse(at, *_REFUSED.get(type(node), default))

    def _name(self, node: ast.Name, _depth: int) -> Sort:
        if self.source.written_as(node) != node.id or node.id.startswith("_"):
            raise self.source.refuse(
                node,
                "变量名须为 NFKC 规范形式，且不以下划线开头",
                "a name is in NFKC form and does not begin with an underscore",
            )
        if node.id not in self.types:
            raise self.source.refuse(
                node, f"没有声明变量 {node.id}", f"there is no variable {node.id}"
            )
        self.names.setdefault(node.id, self.source.column(node))
        return SORTS[self.types[node.id]]

    def _constant(self, node: ast.Constant, _depth: int) -> Sort:
        if isinstance(node.value, bool):
            return Sort.BOOL
        if isinstance(node.value, str):
            literals.check_text(self.source, node)
            return Sort.TEXT
        node.value = literals.number(self.source, node)
        return Sort.NUMBER

    def _connective(self, node: ast.BoolOp, depth: int) -> Sort:
        for value in node.values:
            self.want(value, Sort.BOOL, depth + 1)
        return Sort.BOOL

    def _unary(self, node: ast.UnaryOp, depth: int) -> Sort:
        if isinstance(node.op, ast.Not):
            self.want(node.operand, Sort.BOOL, depth + 1)
            return Sort.BOOL
        if not isinstance(node.op, ast.USub):
            raise self._not_allowed(node.op, node)
        self.want(node.operand, Sort.NUMBER, depth + 1)
        return Sort.NUMBER

    def _arithmetic(self, node: ast.BinOp, depth: int) -> Sort:
        if not isinstance(node.op, _ARITHMETIC):
            raise self._not_allowed(node.op, node)
        self.want(node.left, Sort.NUMBER, depth + 1)
        self.want(node.right, Sort.NUMBER, depth + 1)
        return Sort.NUMBER

    def _comparison(self, node: ast.Compare, depth: int) -> Sort:
        if isinstance(node.ops[0], _MEMBER) and len(node.ops) == 1:
            return self._membership(node, depth)
        operands = [node.left, *node.comparators]
        if len(operands) > MAX_CHAIN:
            raise self.source.refuse(
                node,
                f"连续比较最多 {MAX_CHAIN} 项",
                f"a chained comparison has at most {MAX_CHAIN} operands",
            )
        sort = self._common(operands, depth)
        for op, right in zip(node.ops, node.comparators, strict=True):
            self._fits(op, sort, right)
        return Sort.BOOL

    def _fits(self, op: ast.cmpop, sort: Sort, at: ast.expr) -> None:
        if isinstance(op, (ast.Eq, ast.NotEq)):
            return
        if not isinstance(op, _ORDER):
            raise self._not_allowed(op, at)
        if sort in {Sort.TEXT, Sort.BOOL}:
            raise self.source.refuse(
                at,
                f"{sort.value[0]}没有大小之分，只能用 == 或 !=",
                f"{sort.value[1]} has no order; only == and != apply",
            )

    def _common(self, operands: Sequence[ast.expr], depth: int) -> Sort:
        """The one sort of all operands; texts beside a date are read as dates."""
        sorts = [self.sort(operand, depth + 1) for operand in operands]
        if Sort.DATE in sorts:
            sorts = [self._dated(o, s) for o, s in zip(operands, sorts, strict=True)]
        for operand, sort in zip(operands, sorts, strict=True):
            if sort is not sorts[0]:
                raise self.source.refuse(
                    operand,
                    f"{sorts[0].value[0]}不能与{sort.value[0]}比较",
                    f"{sorts[0].value[1]} cannot be compared with {sort.value[1]}",
                )
        return sorts[0]

    def _dated(self, node: ast.expr, sort: Sort) -> Sort:
        if sort is not Sort.TEXT or not isinstance(node, ast.Constant):
            return sort
        settled: Any = literals.day(self.source, node)
        node.value = settled
        return Sort.DATE

    def _membership(self, node: ast.Compare, depth: int) -> Sort:
        items = literals.listed(self.source, node.comparators[0])
        self._common([node.left, *items], depth)
        settled = ast.Constant(literals.settled(items))
        node.comparators[0] = ast.copy_location(settled, node.comparators[0])
        return Sort.BOOL
