"""Decision tables written twice: as DMN, and as plain functions that know nothing of the engine.

Numbers lie on halves from -1 to 6, so that trying every half is trying everything that cells of
whole numbers from 0 to 5 can tell apart.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from xml.sax.saxutils import escape

from hypothesis import strategies as st
from lxml import etree

from zhiheng.decisions.read import TableReading, read_tables

Test = Callable[[object], bool]
Point = tuple[object, ...]
HALVES: tuple[object, ...] = tuple(Decimal(n) / 2 for n in range(-2, 13))
TEXTS: tuple[object, ...] = ("a", "b", "c", "其他")
TRUTHS: tuple[object, ...] = (False, True)
VALUES = {"number": HALVES, "string": TEXTS, "boolean": TRUTHS}


@dataclass(frozen=True)
class NaiveCell:
    """Its text, and what it means."""

    text: str
    holds: Test


@dataclass(frozen=True)
class NaiveTable:
    """kinds: of the inputs; rows: cells and the one output, a whole number."""

    policy: str
    aggregation: str | None
    kinds: tuple[str, ...]
    rows: tuple[tuple[tuple[NaiveCell, ...], int], ...]
    order: tuple[int, ...] = (4, 2, 0, 1, 3)
    """Output values, the weightiest first."""

    @property
    def points(self) -> list[Point]:
        """Everything it can be asked."""
        return list(product(*(VALUES[kind] for kind in self.kinds)))

    def hits(self, point: Point) -> list[int]:
        """The numbers of the rows that match, from 1."""
        return [
            no
            for no, (cells, _) in enumerate(self.rows, 1)
            if all(c.holds(v) for c, v in zip(cells, point, strict=True))
        ]

    def answer(self, point: Point) -> list[int] | None:
        """By the words of the standard; None: it has no one answer here."""
        found = [self.rows[no - 1][1] for no in self.hits(point)]
        if self.policy == "COLLECT" and self.aggregation == "COUNT":
            return [len(found)]
        if self.policy in {"COLLECT", "RULE ORDER"} and self.aggregation is None:
            return found
        if self.policy == "OUTPUT ORDER":
            return [v for wanted in self.order for v in found if v == wanted]
        if not found:
            return None
        single: dict[str, Callable[[list[int]], list[int] | None]] = {
            "UNIQUE": lambda f: f if len(f) == 1 else None,
            "FIRST": lambda f: f[:1],
            "ANY": lambda f: f[:1] if min(f) == max(f) else None,
            "PRIORITY": lambda f: [next(v for v in self.order if v in f)],
            "COLLECT": lambda f: [_AGGREGATE[self.aggregation or ""](f)],
        }
        return single[self.policy](found)

    def xml(self) -> bytes:
        """The same as DMN 1.3."""
        inputs = "".join(
            f'<input label="in{i}"><inputExpression typeRef="{kind}"><text>in{i}</text>'
            "</inputExpression></input>"
            for i, kind in enumerate(self.kinds)
        )
        values = ",".join(map(str, self.order))
        output = (
            '<output name="out" typeRef="number"><outputValues><text>'
            f"{values}</text></outputValues></output>"
        )
        rows = "".join(
            "<rule>"
            + "".join(f"<inputEntry><text>{escape(c.text)}</text></inputEntry>" for c in cells)
            + f"<outputEntry><text>{value}</text></outputEntry></rule>"
            for cells, value in self.rows
        )
        how = f' aggregation="{self.aggregation}"' if self.aggregation else ""
        return dmn(
            f'<decision id="t" name="表"><decisionTable hitPolicy="{self.policy}"{how}>'
            f"{inputs}{output}{rows}</decisionTable></decision>"
        )


_AGGREGATE: dict[str, Callable[[list[int]], int]] = {"SUM": sum, "MIN": min, "MAX": max}


def dmn(inside: str) -> bytes:
    """A file around it."""
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="n" '
        f'namespace="urn:t">{inside}</definitions>'
    ).encode()


def reading(xml: bytes) -> TableReading:
    """What the engine reads of it."""
    return read_tables([etree.fromstring(xml)])


def _less(a: object, b: object) -> bool:
    return Decimal(str(a)) < Decimal(str(b))


def _number_cells() -> st.SearchStrategy[NaiveCell]:
    small = st.integers(0, 4)

    def compared(sign: str, n: int) -> NaiveCell:
        meant: dict[str, Test] = {
            "<": lambda v: _less(v, n),
            "<=": lambda v: not _less(n, v),
            ">": lambda v: _less(n, v),
            ">=": lambda v: not _less(v, n),
            "": lambda v: v == n,
        }
        return NaiveCell(f"{sign} {n}", meant[sign])

    def between(a: int, b: int, left: bool, right: bool) -> NaiveCell:  # noqa: FBT001
        low, high = min(a, b), max(a, b) + 1

        def holds(v: object) -> bool:
            above = not _less(v, low) if left else _less(low, v)
            return above and (not _less(high, v) if right else _less(v, high))

        return NaiveCell(f"{'[' if left else '('}{low}..{high}{']' if right else ')'}", holds)

    return st.builds(compared, st.sampled_from(("<", "<=", ">", ">=", "")), small) | st.builds(
        between, small, small, st.booleans(), st.booleans()
    )


def _listed(values: Sequence[object], written: Callable[[object], str]) -> st.SearchStrategy:
    def cell(some: list[object]) -> NaiveCell:
        return NaiveCell(", ".join(map(written, some)), lambda v: v in some)

    return st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True).map(cell)


def _negated(cell: NaiveCell) -> NaiveCell:
    return NaiveCell(f"not({cell.text})", lambda v: not cell.holds(v))


_PLAIN = {
    "number": _number_cells(),
    "string": _listed(("a", "b", "c"), lambda v: f'"{v}"'),
    "boolean": _listed(TRUTHS, lambda v: str(v).lower()),
}


def _cells(kind: str) -> st.SearchStrategy[NaiveCell]:
    plain = _PLAIN[kind]
    return st.just(NaiveCell("-", lambda _: True)) | plain | plain.map(_negated)


@st.composite
def tables(draw: st.DrawFn, policy: str, aggregation: str | None = None) -> NaiveTable:
    """A small table of that policy."""
    kinds = tuple(draw(st.lists(st.sampled_from(sorted(VALUES)), min_size=1, max_size=3)))
    row = st.tuples(st.tuples(*map(_cells, kinds)), st.integers(0, 4))
    rows = draw(st.lists(row, min_size=1, max_size=5))
    return NaiveTable(policy, aggregation, kinds, tuple(rows))
