"""The sealed log: read what it holds, and write what it grows by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    String,
    Table,
    TextClause,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    text,
)

from zhiheng.audit.growth import Growth, block_of
from zhiheng.audit.merkle import STEP, Kept
from zhiheng.store import tables as t
from zhiheng.store.prepared import Prepared
from zhiheng.store.unsealed import Entry
from zhiheng.store.upsert import add_unless_there


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint as it was signed. root: hex."""

    size: int
    root: str
    at: str
    note: str


def take_turn(connection: Connection, agency: str) -> bool:
    """Whether nobody else seals this agency's log now. Two would do no harm, but work in vain."""
    if connection.dialect.name == "sqlite":
        return True  # who writes is alone
    return bool(connection.execute(_TURN, {"agency": agency}).scalar_one())


_TURN = text("SELECT pg_try_advisory_xact_lock(hashtextextended('zhiheng-seal/' || :agency, 0))")


def newest(connection: Connection, agency: str) -> Signed | None:
    """The newest checkpoint, if there is one."""
    return newest_and_leaves(connection, agency)[0]


def newest_and_leaves(connection: Connection, agency: str) -> tuple[Signed | None, int]:
    """The newest checkpoint and how many leaves there are, as of one moment."""
    *signed, idx = connection.execute(_NEWEST, {"agency": agency}).one()
    return (None if signed[0] is None else Signed(*signed)), 0 if idx is None else idx + 1


def _newest() -> Select[Any]:
    c, leaf = t.checkpoint.c, t.log_leaf.c
    agency: Any = bindparam("agency")
    size = select(func.max(c.size)).where(c.agency == agency).scalar_subquery()
    last = select(func.max(leaf.idx)).where(leaf.agency == agency).scalar_subquery()
    one = select(literal_column("1")).subquery()
    point = (c.agency == agency) & (c.size == size)
    return select(c.size, c.root, c.at, c.note, last).select_from(
        one.outerjoin(t.checkpoint, point)
    )


_NEWEST = _newest()


class TornLogError(RuntimeError):
    """Leaves or nodes are missing where the log has grown past them."""


def kept_of(connection: Connection, agency: str) -> Kept:
    """The leaves and nodes of a log; of each block a proof asks for several parts."""
    blocks: dict[tuple[int, int], list[bytes]] = {}

    def kept(level: int, first: int, count: int) -> Sequence[bytes]:
        start = block_of(first)
        if (level, start) not in blocks:
            blocks[level, start] = _block(connection, agency, level, start)
        found = blocks[level, start][first - start : first - start + count]
        if len(found) != count:
            raise TornLogError(f"hashes {first} to {first + count} of level {level} are not there")
        return found

    return kept


def _block(connection: Connection, agency: str, level: int, start: int) -> list[bytes]:
    """Up to the first gap: what lies behind one is not counted as what is missing."""
    given = {"agency": agency, "start": start, "end": start + (1 << STEP)}
    found = connection.execute(_NODES, {**given, "level": level}) if level else None
    rows = (found or connection.execute(_LEAVES, given)).all()
    return [bytes.fromhex(row.hash) for at, row in enumerate(rows, start) if row.idx == at]


def _of_block(table: Table) -> Select[Any]:
    c = table.c
    query = select(c.idx, c.hash).where(c.agency == bindparam("agency"))
    between = query.where(c.idx >= bindparam("start"), c.idx < bindparam("end"))
    return between.order_by(c.idx)


_LEAVES = _of_block(t.log_leaf)
_NODES = _of_block(t.log_node).where(t.log_node.c.level == bindparam("level"))


def append(connection: Connection, agency: str, entries: Sequence[Entry], growth: Growth) -> None:
    """Write leaves and nodes. An index or entry that is there already violates a key."""
    first = growth.size - len(entries)
    leaf = {
        "idx": range(first, growth.size),
        "stream": [e.stream for e in entries],
        "n": [e.n for e in entries],
        "hash": [e.hash for e in entries],
    }
    _insert(connection, t.log_leaf, agency, leaf)
    if growth.nodes:
        levels, places, digests = zip(*growth.nodes, strict=True)
        node = {"level": levels, "idx": places, "hash": [d.hex() for d in digests]}
        _insert(connection, t.log_node, agency, node)


def _insert(
    connection: Connection, table: Table, agency: str, columns: Mapping[str, Sequence[Any]]
) -> None:
    """Many rows in one statement where the database takes arrays: some four times as fast."""
    if connection.dialect.name == "sqlite":
        names = ("agency", *columns)
        rows = zip(*columns.values(), strict=True)
        many = [dict(zip(names, (agency, *row), strict=True)) for row in rows]
        _INSERT[table].run(connection, many)
        return
    given = {name: list(values) for name, values in columns.items()}
    connection.execute(_INSERT_ARRAYS[table], {"agency": agency, **given})


def _of_arrays(table: Table) -> TextClause:
    names = [c.name for c in table.c if c.name != "agency"]
    kinds = {name: "text" if isinstance(table.c[name].type, String) else "bigint" for name in names}
    arrays = ", ".join(f"CAST(:{name} AS {kinds[name]}[])" for name in names)
    listed = ", ".join(names)
    return text(
        f"INSERT INTO {table.name} (agency, {listed}) "  # noqa: S608 - names of our own tables
        f"SELECT :agency, {listed} FROM unnest({arrays}) AS row ({listed})"
    )


_TABLES = (t.log_leaf, t.log_node)
_INSERT = {
    table: Prepared(partial(lambda x, _: insert(x), table), [c.name for c in table.c])
    for table in _TABLES
}
_INSERT_ARRAYS = {table: _of_arrays(table) for table in _TABLES}


def insert_checkpoint(connection: Connection, agency: str, signed: Signed) -> None:
    """Write the checkpoint."""
    row = {"size": signed.size, "root": signed.root, "at": signed.at, "note": signed.note}
    connection.execute(insert(t.checkpoint), {"agency": agency, **row})


def insert_key(connection: Connection, agency: str, key: tuple[str, str], signed: Signed) -> None:
    """Note a public key (vkey, suite) with its first checkpoint; one that is known stays."""
    vkey, suite = key
    row = {"agency": agency, "vkey": vkey, "suite": suite, "size": signed.size, "at": signed.at}
    add_unless_there(connection, t.seal_key, row)


def keys(connection: Connection, agency: str) -> list[tuple[str, str]]:
    """(vkey, suite) of all that have signed, the oldest first."""
    c = t.seal_key.c
    query = select(c.vkey, c.suite).where(c.agency == agency).order_by(c.size, c.vkey)
    return [(row.vkey, row.suite) for row in connection.execute(query)]


def no_longer_pending(connection: Connection, agency: str, entries: Iterable[Entry]) -> None:
    """They are sealed."""
    rows = [{"agency": agency, "stream": e.stream, "n": e.n} for e in entries]
    _DELETE_PENDING.run(connection, rows)


_DELETE_PENDING = Prepared(
    lambda _: delete(t.pending).where(*(c == bindparam(c.name) for c in t.pending.c)),
    [c.name for c in t.pending.c],
)
