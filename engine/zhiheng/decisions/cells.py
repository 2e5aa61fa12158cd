"""Unary tests (DMN 1.3 §7.3.5, §10.3.1.2) as cells hold them, and nothing else."""

import re
from collections.abc import Iterator

from zhiheng.decisions.fault import CellFault
from zhiheng.decisions.literals import LITERAL, literal
from zhiheng.model.decision_table import Cell, DataType, Interval, Value

MAX_TEXT = 2_000
_ANY = "-"
_TOKEN = re.compile(rf"\s*({LITERAL}|not(?![\w])|<=|>=|<|>|\.\.|[\[\](),]|-)")
_OPENS, _CLOSES = {"[": True, "(": False, "]": False}, {"]": True, ")": False, "[": False}
_COMPARES = ("<", "<=", ">", ">=")


def read_cell(text: str, of: DataType) -> Cell:
    """The test that a cell holds. Raises CellFault."""
    if len(text) > MAX_TEXT:
        raise CellFault(f"单元格超过 {MAX_TEXT} 字", f"the cell exceeds {MAX_TEXT} characters")
    tokens = list(_tokens(text))
    if not tokens:
        raise CellFault("单元格是空的；不限请写 -", "the cell is empty; write - for anything")
    if tokens == [_ANY]:
        return Cell(text.strip(), (), negated=True)
    parser = _Parser(tokens, of)
    found, negated = parser.tests()
    return Cell(text.strip(), found, negated)


def _tokens(text: str) -> Iterator[str]:
    at, end = 0, len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None:
            rest = text[at:end].strip()[:40]
            raise CellFault(
                f"“{rest}”不是单元格里能写的", f"'{rest}' is nothing that a cell may hold"
            )
        yield found[1]
        at = found.end()


class _Parser:
    """One pass over the tokens of a cell."""

    def __init__(self, tokens: list[str], of: DataType) -> None:
        self.tokens = tokens
        self.of = of
        self.at = 0

    def tests(self) -> tuple[tuple[Interval, ...], bool]:
        negated = self._next_is("not")
        if negated:
            self._want("(")
        found = [self._test()]
        while self._next_is(","):
            found.append(self._test())
        if negated:
            self._want(")")
        if self.at < len(self.tokens):
            raise self._not_here()
        return tuple(found), negated

    def _test(self) -> Interval:
        if self._peek() in _COMPARES:
            return self._compared(self._take())
        if self._peek() in _OPENS:
            return self._between(_OPENS[self._take()])
        value = literal(self._take(), self.of)
        return Interval(value, value)

    def _compared(self, sign: str) -> Interval:
        value = self._end_point()
        if sign.startswith("<"):
            return Interval(None, value, high_in=sign == "<=")
        return Interval(value, None, low_in=sign == ">=")

    def _between(self, low_in: bool) -> Interval:  # noqa: FBT001 - the bracket before
        low = self._end_point()
        self._want("..")
        high = self._end_point()
        close = self._take()
        if close not in _CLOSES:
            raise self._not_here(back=1)
        found = Interval(low, high, low_in, _CLOSES[close])
        if low > high or (low == high and not (found.low_in and found.high_in)):  # type: ignore[operator]
            raise CellFault("区间里什么都没有", "there is nothing within the range")
        return found

    def _end_point(self) -> Value:
        if not (self.of.numeric or self.of is DataType.DATE):
            raise CellFault(
                "文字和是否没有大小之分", "texts, true and false have no order to compare by"
            )
        return literal(self._take(), self.of)

    def _peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _take(self) -> str:
        found = self._peek()
        self.at += 1
        return found

    def _next_is(self, token: str) -> bool:
        if self._peek() != token:
            return False
        self.at += 1
        return True

    def _want(self, token: str) -> None:
        if not self._next_is(token):
            raise self._not_here(token)

    def _not_here(self, token: str = "", back: int = 0) -> CellFault:
        found = "".join(self.tokens[self.at - back :])[:40]
        zh, en = (f"，这里要“{token}”", f"; '{token}' is due here") if token else ("", "")
        return CellFault(f"看不懂“{found}”{zh}", f"'{found}' cannot be read{en}")
