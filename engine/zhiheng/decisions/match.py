"""Whether a value is in a cell, and which rows match what is asked."""

from collections.abc import Mapping
from typing import Any

from zhiheng.model.decision_table import Cell, DecisionTable, Interval, TableRule, Value


def matches(cell: Cell, value: Value) -> bool:
    """Whether the test holds of a value of the column's type."""
    return any(_within(i, value) for i in cell.intervals) is not cell.negated


def matching(table: DecisionTable, asked: Mapping[str, Value]) -> tuple[TableRule, ...]:
    """The rows whose every cell holds, in the order of the table."""
    values = [asked[column.name] for column in table.inputs]
    return tuple(
        row
        for row in table.rules
        if all(matches(c, v) for c, v in zip(row.cells, values, strict=True))
    )


def _within(interval: Interval, value: Any) -> bool:
    low: Any = interval.low
    high: Any = interval.high
    if low is not None and not (low < value or (interval.low_in and low == value)):
        return False
    return high is None or value < high or (interval.high_in and value == high)
