"""An input cut at every value that a cell names: within a segment all values are alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, localcontext
from typing import Any

from zhiheng.decisions.literals import said
from zhiheng.decisions.match import matches
from zhiheng.model.decision_table import Cell, DataType, Input, Value
from zhiheng.model.finding import Text

_OTHER = "其他"
_PRECISION = 100


@dataclass(frozen=True, slots=True)
class Segment:
    """Values that no cell tells apart. one: any of them; said: all of them, in words."""

    one: Value
    said: Text


def segments(column: Input, cells: tuple[Cell, ...]) -> tuple[Segment, ...]:
    """All that the column may be asked with, the least first; exact, nothing is left out."""
    allowed = (column.allowed,) if column.allowed is not None else ()
    named = {end for c in (*cells, *allowed) for i in c.intervals for end in (i.low, i.high)} - {
        None
    }
    with localcontext() as context:
        context.prec = _PRECISION
        found = list(_OF[column.type](named))
    return tuple(s for s in found if column.allowed is None or matches(column.allowed, s.one))


def _is(value: Value) -> Segment:
    return Segment(value, Text(f"为 {said(value)}", f"is {said(value)}"))


def _texts(named: set[Any]) -> Iterator[Segment]:
    yield from (Segment(t, Text(f"为“{t}”", f"is '{t}'")) for t in sorted(named))
    other = _OTHER
    while other in named:
        other += "…"
    yield Segment(other, Text("为表中没有写到的值", "is a value that the table does not name"))


def _truths(_named: set[Any]) -> Iterator[Segment]:
    yield from map(_is, (False, True))


def _numbers(named: set[Any]) -> Iterator[Segment]:
    points: list[Decimal] = sorted(named)
    if not points:
        yield Segment(Decimal(0), Text("为任何数", "is any number"))
        return
    first, last = said(points[0]), said(points[-1])
    yield Segment(points[0] - 1, Text(f"小于 {first}", f"is below {first}"))
    for at, point in enumerate(points):
        yield _is(point)
        if at + 1 < len(points):
            after = points[at + 1]
            words = Text(
                f"在 {said(point)} 和 {said(after)} 之间（不含两端）",
                f"is between {said(point)} and {said(after)}, neither included",
            )
            yield Segment((point + after) / 2, words)
    yield Segment(points[-1] + 1, Text(f"大于 {last}", f"is above {last}"))


def _whole(named: set[Any]) -> Iterator[Segment]:
    """The values themselves and their neighbours: between them nothing changes."""
    near = {n + step for n in named for step in (-1, 0, 1)}
    yield from map(_is, sorted(near or {Decimal(0)}))


def _days(named: set[Any]) -> Iterator[Segment]:
    near: set[date] = set(named)
    near |= {d - timedelta(1) for d in named if d > date.min}
    near |= {d + timedelta(1) for d in named if d < date.max}
    yield from map(_is, sorted(near or {date(2000, 1, 1)}))


_OF = {
    DataType.STRING: _texts,
    DataType.BOOLEAN: _truths,
    DataType.NUMBER: _numbers,
    DataType.INTEGER: _whole,
    DataType.DATE: _days,
}
