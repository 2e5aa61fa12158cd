"""Overlaps, gaps and rows that never hit: exact over the segments of all inputs, not sampled.

A set of rows is a whole number, one bit a row. For each column each segment has the rows whose
cell holds there; what rows match a combination is the `and` of those.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, islice

from zhiheng.decisions.axes import Segment, segments
from zhiheng.decisions.match import matches
from zhiheng.decisions.rank import by_weight, weight
from zhiheng.model.decision_table import Aggregation, DecisionTable, HitPolicy, TableRule

MAX_WORK = 200_000
"""Segments looked at by one search; above it nothing is claimed."""
MAX_CELLS = 2_000_000
"""Values compared with segments to know which rows hold where; 500 ranges make 1,000,000."""
_MOST = 20
"""Overlaps told of one table."""

Example = tuple[tuple[str, Segment], ...]
"""Title of a column and where in it; columns that make no difference are left out."""


class OutOfBudget(Exception):
    """The search was given up: neither proved nor disproved."""


@dataclass(frozen=True)
class Grid:
    """A table with its columns cut."""

    table: DecisionTable

    def __post_init__(self) -> None:
        """Raises OutOfBudget before anything is cut, where cutting alone would take too long."""
        rows, cells = self.table.rules, 0
        for at in range(len(self.table.inputs)):
            named = sum(len(row.cells[at].intervals) for row in rows)
            cells += (4 * named + 3) * max(named, len(rows))
        if cells > MAX_CELLS:
            raise OutOfBudget

    @cached_property
    def columns(self) -> tuple[tuple[Segment, ...], ...]:
        """By input, its segments."""
        return tuple(
            segments(column, tuple(row.cells[at] for row in self.table.rules))
            for at, column in enumerate(self.table.inputs)
        )

    @cached_property
    def holding(self) -> tuple[tuple[int, ...], ...]:
        """By input and segment, the rows whose cell holds there."""
        return tuple(
            tuple(
                sum(
                    1 << n
                    for n, row in enumerate(self.table.rules)
                    if matches(row.cells[at], s.one)
                )
                for s in cut
            )
            for at, cut in enumerate(self.columns)
        )

    @cached_property
    def spans(self) -> tuple[tuple[int, ...], ...]:
        """By row and input, the segments where its cell holds, one bit a segment."""
        return tuple(
            tuple(
                sum(1 << at for at, rows in enumerate(masks) if rows >> n & 1)
                for masks in self.holding
            )
            for n in range(len(self.table.rules))
        )

    @property
    def every(self) -> int:
        """All rows."""
        return (1 << len(self.table.rules)) - 1

    def example(self, chosen: tuple[int, ...], rows: int) -> Example:
        """A combination in words. rows: those that must match.

        Where it is none, columns that make no difference to that are left out.
        """
        kept = [mask[at] for mask, at in zip(self.holding, chosen, strict=True)]
        shown = []
        for at, cut in enumerate(self.columns):
            loose = 0
            for mask in self.holding[at]:
                loose |= mask
            others = loose
            for other, mask in enumerate(kept):
                others &= mask if other != at else self.every
            if not rows and not others:
                kept[at] = loose
            elif len(cut) > 1:
                shown.append((self.table.inputs[at].title, cut[chosen[at]]))
        return tuple(shown)


def overlaps(grid: Grid) -> Iterator[tuple[TableRule, TableRule, Example]]:
    """Pairs of rows that must not match together and do, each with the first place where."""
    pairs = combinations(range(len(grid.table.rules)), 2)
    clashing = (pair for pair in pairs if _clash(grid.table, *pair))
    found = ((pair, _together(grid, *pair)) for pair in clashing)
    for (a, b), chosen in islice(((p, c) for p, c in found if c is not None), _MOST):
        both = 1 << a | 1 << b
        yield grid.table.rules[a], grid.table.rules[b], grid.example(chosen, both)


def _clash(table: DecisionTable, a: int, b: int) -> bool:
    """Whether the policy has no answer where both match."""
    one, other = table.rules[a], table.rules[b]
    if table.policy is HitPolicy.UNIQUE:
        return True
    same = [x.value if x.value is not None else x.text for x in one.answers] == [
        x.value if x.value is not None else x.text for x in other.answers
    ]
    if table.policy is HitPolicy.ANY:
        return not same
    tied = table.policy is HitPolicy.PRIORITY and weight(table, one) == weight(table, other)
    return tied and not same


def _together(grid: Grid, a: int, b: int) -> tuple[int, ...] | None:
    """The first segment of each column that both hold in; None: in some column there is none."""
    shared = [x & y for x, y in zip(grid.spans[a], grid.spans[b], strict=True)]
    return tuple((s & -s).bit_length() - 1 for s in shared) if all(shared) else None


def gap(grid: Grid) -> Example | None:
    """The first combination that no row matches; None: there is none. Raises OutOfBudget."""
    table = grid.table
    lists = not table.single
    if lists or table.default is not None or table.aggregation is Aggregation.COUNT:
        return None
    chosen = _Search(grid).bare(0, grid.every)
    return None if chosen is None else grid.example(chosen, 0)


def never(grid: Grid) -> tuple[TableRule, ...]:
    """The rows that nothing can make count. Raises OutOfBudget."""
    table = grid.table
    possible = grid.every
    for masks in grid.holding:
        some = 0
        for mask in masks:
            some |= mask
        possible &= some
    if table.policy in {HitPolicy.FIRST, HitPolicy.PRIORITY}:
        order = by_weight(table, table.rules) if table.policy is HitPolicy.PRIORITY else table.rules
        index = {row.no: n for n, row in enumerate(table.rules)}
        possible &= _Search(grid, tuple(index[row.no] for row in order)).counting(0, grid.every)
    return tuple(row for n, row in enumerate(table.rules) if not possible >> n & 1)


class _Search:
    """Column by column, with the rows that still match; each set of rows once a column."""

    def __init__(self, grid: Grid, order: tuple[int, ...] = ()) -> None:
        self.grid = grid
        self.order = order
        self.work = 0
        self.covered: set[tuple[int, int]] = set()
        self.known: dict[tuple[int, int], int] = {}

    def bare(self, column: int, alive: int) -> tuple[int, ...] | None:
        """The segments of a combination that no row of `alive` matches."""
        if column == len(self.grid.columns):
            return () if not alive else None
        if (column, alive) in self.covered:
            return None
        for at, mask in enumerate(self.grid.holding[column]):
            self._spend()
            rest = self.bare(column + 1, alive & mask)
            if rest is not None:
                return (at, *rest)
        self.covered.add((column, alive))
        return None

    def counting(self, column: int, alive: int) -> int:
        """The rows that come first somewhere among those alive."""
        if not alive:
            return 0
        if column == len(self.grid.columns):
            return next(1 << n for n in self.order if alive >> n & 1)
        key = (column, alive)
        if key not in self.known:
            found = 0
            for mask in self.grid.holding[column]:
                self._spend()
                found |= self.counting(column + 1, alive & mask)
            self.known[key] = found
        return self.known[key]

    def _spend(self) -> None:
        self.work += 1
        if self.work > MAX_WORK:
            raise OutOfBudget
