"""Statements of the hot path: compiled once for a database, then given to its driver as text.

SQLAlchemy's own cache still makes a key, a context and a parameter list at each call, which came
to a third of a completion's CPU time. Only for rows of plain values, which the drivers take as
they are; connections, transactions, events and errors stay SQLAlchemy's.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult

Row = dict[str, Any]


class Prepared:
    """A statement with named parameters. make: dialect name -> the statement."""

    def __init__(self, make: Callable[[str], Any], columns: Collection[str]) -> None:
        self._make = make
        self._columns = list(columns)
        self._texts: dict[str, tuple[str, Sequence[str] | None]] = {}

    def run(self, connection: Connection, rows: Row | list[Row]) -> CursorResult[Any]:
        """Execute it with one row, or once for each row of a list."""
        text, order = self._texts.get(connection.dialect.name) or self._compile(connection)
        if isinstance(rows, list) and len(rows) == 1:
            rows = rows[0]
        if order is None:
            return connection.exec_driver_sql(text, rows)
        if isinstance(rows, list):
            return connection.exec_driver_sql(text, [tuple([r[n] for n in order]) for r in rows])
        return connection.exec_driver_sql(text, tuple([rows[n] for n in order]))

    def _compile(self, connection: Connection) -> tuple[str, Sequence[str] | None]:
        dialect = connection.dialect
        compiled = self._make(dialect.name).compile(dialect=dialect, column_keys=self._columns)
        found = self._texts[dialect.name] = (compiled.string, compiled.positiontup)
        return found
