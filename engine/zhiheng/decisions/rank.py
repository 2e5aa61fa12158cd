"""The weight of rows: output values are listed from the weightiest, columns from the left."""

from collections.abc import Iterable

from zhiheng.model.decision_table import DecisionTable, TableRule


def weight(table: DecisionTable, row: TableRule) -> tuple[int, ...]:
    """Smaller is weightier. Columns without a list of values have no say."""
    ranked = zip(table.outputs, row.answers, strict=True)
    return tuple(
        column.values.index(answer.value)
        for column, answer in ranked
        if column.values and answer.value is not None
    )


def by_weight(table: DecisionTable, rows: Iterable[TableRule]) -> tuple[TableRule, ...]:
    """The weightiest first; rows of one weight as in the table."""
    return tuple(sorted(rows, key=lambda row: weight(table, row)))
