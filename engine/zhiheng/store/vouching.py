"""What vouches for entries: where they are leaves of the log, and the checkpoint over them."""

from collections.abc import Sequence

from sqlalchemy import Connection, exists, select

from zhiheng.audit.merkle import Kept
from zhiheng.audit.note import Note, read_note
from zhiheng.audit.seal_files import Sealing
from zhiheng.audit.trust import Trust
from zhiheng.store import tables as t


def leaf_places(connection: Connection, agency: str, stream: str) -> dict[int, int]:
    """Number of the entry -> index of the leaf, of all that are sealed."""
    c = t.log_leaf.c
    query = select(c.n, c.idx).where(c.agency == agency, c.stream == stream)
    return {row.n: row.idx for row in connection.execute(query)}


def sealing(
    connection: Connection, agency: str, places: Sequence[int], keys: Trust
) -> Sealing | None:
    """The checkpoint to go with leaves at these indices, and with it who has signed it.

    The newest that a witness has seen, when it covers them all; else the newest there is. keys:
    all that are published; those that have signed go with it.
    """
    note = _note(connection, agency, 1 + max(places, default=-1))
    if note is None:
        return None
    own = Trust(
        tuple(key for key in keys.log if key.own(note)),
        tuple(key for key in keys.witnesses if key.own(note)),
    )
    return Sealing(note, _kept(connection, agency), own)


def _note(connection: Connection, agency: str, size: int) -> Note | None:
    c, seen = t.checkpoint.c, t.cosignature.c
    all_of_them = select(c.size, c.note).where(c.agency == agency)
    newest = all_of_them.order_by(c.size.desc()).limit(1)
    witnessed = newest.where(
        c.size >= size, exists().where(seen.agency == agency, seen.size == c.size)
    )
    row = connection.execute(witnessed).one_or_none() or connection.execute(newest).one_or_none()
    if row is None:
        return None
    lines = select(seen.line).where(seen.agency == agency, seen.size == row.size)
    cosigned = connection.execute(lines.order_by(seen.witness)).scalars()
    return read_note(row.note + "".join(cosigned))


def _kept(connection: Connection, agency: str) -> Kept:
    leaf, node = t.log_leaf.c, t.log_node.c

    def kept(level: int, first: int, count: int) -> list[bytes]:
        table = node if level else leaf
        query = select(table.hash).where(
            table.agency == agency, table.idx >= first, table.idx < first + count
        )
        if level:
            query = query.where(node.level == level)
        found = connection.execute(query.order_by(table.idx)).scalars()
        return [bytes.fromhex(digest) for digest in found]

    return kept
