"""Rows that an entry changes, by table and key."""

from typing import Any

from sqlalchemy import Table

from zhiheng.store import tables as t
from zhiheng.store.duties import Row

_KEYS = {table: [c.name for c in table.primary_key] for table in t.metadata.sorted_tables}


class Rows:
    """Rows by table and key; a later row of the same key replaces the earlier."""

    def __init__(self) -> None:
        self.by_table: dict[Table, dict[tuple[Any, ...], Row]] = {}

    def put(self, table: Table, row: Row) -> None:
        """Set one whole row."""
        key = tuple([row[name] for name in _KEYS[table]])
        self.by_table.setdefault(table, {})[key] = row

    def of(self, table: Table) -> list[Row]:
        """The rows of one table."""
        return list(self.by_table.get(table, {}).values())
