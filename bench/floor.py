"""The commit floor: the very rows of a completion, written again for another case, no engine.

The writes of one real case are recorded at the driver and replayed with new ids through the
driver alone, on a connection of the same pool: same database, same settings, one transaction a
signature.
"""

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import uuid_utils
from bench.permit import Step, commands, sign
from bench.places import twin
from sqlalchemy import event
from support.office import Office

_HEX = re.compile(r"[0-9a-f]{64}")
_CODE = re.compile(r"[0-9a-f]{20}")
_NUMBER = "净规建字"

Write = tuple[str, Any, bool]
"""Statement, parameters, whether there are several rows of them."""


class Floor:
    """Replays the writes of a case, signature by signature."""

    def __init__(self, office: Office, path: list[Step]) -> None:
        self._old, self._start, self._steps = _record(office, path)
        self._connection = office.rt.db.writers.raw_connection()
        self._begin = "BEGIN IMMEDIATE" if office.rt.db.sqlite else ""

    def case(self) -> list[Callable[[], None]]:
        """Start another case; returns its signatures, to be called in order."""
        new, number = str(uuid_utils.uuid7()), f"bench-{secrets.token_hex(8)}"
        renew = _Renew(self._old, new, number)
        self._write([renew(w) for w in self._start])
        renewed = [[renew(w) for w in step] for step in self._steps]
        return [partial(self._write, writes) for writes in renewed]

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def _write(self, writes: Sequence[Write]) -> None:
        cursor = self._connection.cursor()
        if self._begin:
            cursor.execute(self._begin)
        for statement, parameters, several in writes:
            (cursor.executemany if several else cursor.execute)(statement, parameters)
            if statement.startswith("UPDATE") and cursor.rowcount != 1:
                raise RuntimeError(f"the floor wrote nothing: {statement}")
        cursor.close()
        self._connection.commit()


class _Renew:
    """The same write for another case: new ids wherever the old or a unique value stands."""

    def __init__(self, old: str, new: str, number: str) -> None:
        self._old, self._new, self._number = old, new, number

    def __call__(self, write: Write) -> Write:
        statement, parameters, several = write
        sealed = statement.startswith("INSERT INTO value")
        if several:
            return statement, [self._row(p, sealed=sealed) for p in parameters], True
        return statement, self._row(parameters, sealed=sealed), False

    def _row(self, row: Any, *, sealed: bool) -> Any:
        if isinstance(row, Mapping):
            return {k: self._value(v, sealed=sealed) for k, v in row.items()}
        return tuple(self._value(v, sealed=sealed) for v in row)

    def _value(self, value: Any, *, sealed: bool) -> Any:
        if not isinstance(value, str):
            return value
        if value.startswith(_NUMBER):
            return self._number if value != _NUMBER else value
        if sealed and _HEX.fullmatch(value):
            return secrets.token_hex(32)
        return (
            secrets.token_hex(10) if _CODE.fullmatch(value) else value.replace(self._old, self._new)
        )


def _record(measured: Office, path: list[Step]) -> tuple[str, list[Write], list[list[Write]]]:
    seen: list[Write] = []

    def note(
        _conn: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, several: Any
    ) -> None:
        if statement.startswith(("INSERT", "UPDATE")):
            seen.append((statement, parameters, bool(several)))

    with twin(measured) as office:
        event.listen(office.rt.db.writers, "before_cursor_execute", note)
        case = office.start()
        start, found = list(seen), []
        for given in commands(office, case, path):
            seen.clear()
            sign(office, given)
            found.append(list(seen))
    return case, start, found
