"""Literals of a condition, settled once: exact numbers, plain texts, real dates.

Each function returns the literal with its value settled, or raises ExpressionError.
"""

import ast
import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from zhiheng.expr.source import Source
from zhiheng.expr.values import MAX_DIGITS, is_date

_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


def number(source: Source, node: ast.Constant) -> Any:
    """The exact value of a number, from its source text: never by way of a float."""
    written = source.written_as(node)
    if not _NUMBER.fullmatch(written) or len(written.replace(".", "")) > MAX_DIGITS:
        raise source.refuse(
            node,
            f"这里只能写文字、是否或不超过 {MAX_DIGITS} 位的十进制数",
            f"only texts, True, False and decimal numbers of up to {MAX_DIGITS} digits",
        )
    exact = Fraction(written)
    # Whole numbers as int, which is quicker and means the same.
    return exact.numerator if exact.denominator == 1 else exact


def check_text(source: Source, node: ast.Constant) -> None:
    """A text is what its source shows, and something that a value can equal."""
    # Equal only when there is one plain literal: no prefix, no triple quotes, no joining.
    if source.written_as(node)[1:-1] != node.value:
        raise source.refuse(
            node,
            "文字须写在一对引号之间，不能换行或拼接",
            "a text stands between two quotes, on one line, unjoined",
        )
    if not unicodedata.is_normalized("NFC", str(node.value)):
        raise source.refuse(
            node, "文字须为 NFC 规范形式", "a text is in NFC form, or nothing can equal it"
        )


def day(source: Source, node: ast.Constant) -> date:
    """The date that a text beside a date stands for."""
    if not is_date(str(node.value)):
        raise source.refuse(
            node,
            "日期须写作 2026-01-31，且真实存在",
            "a date is written as 2026-01-31, and exists",
        )
    return date.fromisoformat(str(node.value))


def listed(source: Source, node: ast.expr) -> Sequence[ast.expr]:
    """The literals of the list after `in`; a number may bear a minus sign."""
    if not isinstance(node, ast.List) or not node.elts:
        raise source.refuse(
            node,
            "in 之后要一个写明的列表，如 [1, 2]",
            "`in` is followed by a list that is written out, as [1, 2]",
        )
    for item in node.elts:
        if not isinstance(_bare(item), ast.Constant):
            raise source.refuse(item, "列表中只能写定值", "a list holds literals only")
    return node.elts


def settled(items: Sequence[ast.expr]) -> Any:
    """The values of a list whose literals have passed."""
    return tuple(_value(item) for item in items)


def _bare(item: ast.expr) -> ast.expr:
    signed = isinstance(item, ast.UnaryOp) and isinstance(item.op, ast.USub)
    return item.operand if signed and isinstance(item, ast.UnaryOp) else item


def _value(item: ast.expr) -> Any:
    bare = _bare(item)
    value: Any = bare.value if isinstance(bare, ast.Constant) else None
    return value if bare is item else -value
