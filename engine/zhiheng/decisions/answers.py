"""Output entries: a value, or a calculation over the numbers that the table is asked with."""

import math
from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

from zhiheng.decisions.fault import CellFault
from zhiheng.decisions.literals import literal
from zhiheng.expr import ExpressionError
from zhiheng.expr.calculation import Calculation, compile_calculation
from zhiheng.model.decision_table import Answer, DataType, Value

Answered = str | Fraction | bool | date
"""What a table answers: a number exactly, not yet rounded."""
_PRECISION = 200


def read_answer(text: str, of: DataType, numbers: Collection[str]) -> Answer:
    """An output entry; numbers: the inputs that may be reckoned with. Raises CellFault."""
    text = text.strip()
    try:
        return Answer(text, literal(text, of))
    except CellFault:
        if not of.numeric:
            raise
    try:
        found = compile_calculation(text, numbers)
    except ExpressionError as fault:
        raise CellFault(fault.message.zh, fault.message.en) from fault
    if not found.names:
        value = found.value({})
        if of is DataType.INTEGER and value.denominator != 1:
            raise CellFault(f"“{text}”不是整数", f"'{text}' is not a whole number")
    elif of is DataType.INTEGER:
        raise CellFault("整数的输出只能写定值", "an output of whole numbers holds literals only")
    return Answer(text)


def answered(answer: Answer, numbers: Mapping[str, Decimal]) -> Answered:
    """What it comes to for these inputs."""
    if answer.value is None:
        return _compiled(answer.text, frozenset(numbers)).value(numbers)
    return exact(answer.value)


def exact(value: Value) -> Answered:
    """A value of a cell as an answer."""
    return Fraction(value) if isinstance(value, Decimal) else value


@lru_cache(maxsize=4096)
def _compiled(text: str, numbers: frozenset[str]) -> Calculation:
    return compile_calculation(text, numbers)


def rounded(number: Fraction, scale: int, way: str | None) -> Decimal | None:
    """With so many digits after the point; None where digits would be lost and no way is named."""
    with localcontext() as context:
        context.prec = _PRECISION
        shifted = number * 10**scale
        whole = shifted if way is None else Fraction(_ROUND[way](shifted))
        if whole.denominator != 1:
            return None
        return Decimal(whole.numerator).scaleb(-scale)


def _half_up(number: Fraction) -> int:
    """Half away from nought, as 四舍五入 does."""
    up = (abs(number) * 2 + 1) // 2
    return int(up if number >= 0 else -up)


_ROUND: Mapping[str, Callable[[Fraction], int]] = {
    "up": math.ceil,
    "down": math.floor,
    "half-up": _half_up,
}
