"""Every row of an agency's log, to be verified (audit/log_verify.py)."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select, union

from zhiheng.audit.log_rows import CheckpointRow, CosignatureRow, EntryRow, LeafRow, LogRows
from zhiheng.store import tables as t

_AT_ONCE = 2_000


def agencies(connection: Connection) -> list[str]:
    """Every agency that a row of a log names: one that was renamed in a row is found so."""
    tables = (t.entry, t.log_leaf, t.log_node, t.checkpoint, t.cosignature)
    named = union(*(select(table.c.agency) for table in tables))
    return sorted(connection.execute(named).scalars())


def count_entries(connection: Connection, agency: str) -> int:
    """How many there are to be read."""
    query = select(func.count()).select_from(t.entry).where(t.entry.c.agency == agency)
    return int(connection.execute(query).scalar_one())


def whole_log(connection: Connection, agency: str) -> LogRows:
    """Read as they are asked for; entries and leaves not all at once."""
    e, leaf, node = t.entry.c, t.log_leaf.c, t.log_node.c
    point, seen = t.checkpoint.c, t.cosignature.c
    nodes = select(node.level, node.idx, node.hash).where(node.agency == agency)

    def rows(columns: tuple[Any, ...], *order: ColumnElement[Any]) -> Iterator[Any]:
        query = select(*columns).where(order[0].table.c.agency == agency).order_by(*order)
        yield from connection.execute(query, execution_options={"yield_per": _AT_ONCE})

    entries = (e.stream, e.n, e.hash, e.body, e.at, e.account, e.request_key)
    return LogRows(
        agency=agency,
        entries=(EntryRow(*row) for row in rows(entries, e.stream, e.n)),
        leaves=(
            LeafRow(*row) for row in rows((leaf.idx, leaf.stream, leaf.n, leaf.hash), leaf.idx)
        ),
        nodes={(level, idx): digest for level, idx, digest in connection.execute(nodes)},
        checkpoints=(
            CheckpointRow(*row)
            for row in rows((point.size, point.root, point.at, point.note), point.size)
        ),
        cosignatures=(
            CosignatureRow(*row)
            for row in rows((seen.size, seen.witness, seen.line, seen.at), seen.size, seen.witness)
        ),
        heads=_heads(connection, agency),
    )


def _heads(connection: Connection, agency: str) -> dict[str, tuple[int, str]]:
    a, case, other = t.agency.c, t.case_file.c, t.access_head.c
    own = select(a.id, a.n, a.head).where(a.id == agency)
    cases = select(case.id, case.n, case.head).where(case.agency == agency)
    others = select(other.stream, other.n, other.head).where(other.agency == agency)
    found = {f"agency/{name}": (n, head) for name, n, head in connection.execute(own)}
    found |= {f"case/{name}": (n, head) for name, n, head in connection.execute(cases)}
    return found | {stream: (n, head) for stream, n, head in connection.execute(others)}
