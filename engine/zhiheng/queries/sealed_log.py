"""The sealed log as outsiders see it: checkpoints, proofs, keys. Hashes and signed text only."""

import base64
from dataclasses import dataclass

from sqlalchemy import Connection, select

from zhiheng.audit.merkle import Span, consistency_spans, hashes, inclusion_spans
from zhiheng.errors import BadData, NotVisible
from zhiheng.store import tables as t
from zhiheng.store.sealed import kept_of, newest
from zhiheng.store.vouching import with_cosignatures


@dataclass(frozen=True, slots=True)
class Inclusion:
    """That the leaf is in the log of that size. proof: base64, from the leaf upward."""

    leaf: str
    index: int
    size: int
    proof: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Consistency:
    """That the log of that size begins with the old one."""

    old: int
    size: int
    proof: tuple[str, ...]


def checkpoint_note(connection: Connection, agency: str, size: int | None = None) -> str:
    """The newest checkpoint, or that of a size, with all cosignatures. Raises NotVisible."""
    c = t.checkpoint.c
    query = select(c.size, c.note).where(c.agency == agency)
    query = query.order_by(c.size.desc()) if size is None else query.where(c.size == size)
    row = connection.execute(query.limit(1)).one_or_none()
    if row is None:
        raise NotVisible("no-such-checkpoint")
    return with_cosignatures(connection, agency, row.size, row.note)


def inclusion(connection: Connection, agency: str, leaf: str, size: int | None = None) -> Inclusion:
    """Proof for the log of a size, or of the newest checkpoint. Raises NotVisible, BadData."""
    most = _size(connection, agency)
    of = most if size is None else size
    if of > most:
        raise BadData("beyond-the-log", pointer="/size", size=most)
    index = leaf_index(connection, agency, leaf)
    if index is None or index >= of:
        raise NotVisible("no-such-leaf")
    return Inclusion(leaf, index, of, _proof(connection, agency, inclusion_spans(index, of)))


def consistency(connection: Connection, agency: str, old: int, size: int) -> Consistency:
    """Proof between two sizes. Raises NotVisible, BadData."""
    most = _size(connection, agency)
    if not old <= size <= most:
        raise BadData("beyond-the-log", pointer="/size" if size > most else "/old", size=most)
    return Consistency(old, size, _proof(connection, agency, consistency_spans(old, size)))


def leaf_index(connection: Connection, agency: str, leaf: str) -> int | None:
    """Where the hash stands in the log, if it is sealed."""
    c = t.log_leaf.c
    query = select(c.idx).where(c.agency == agency, c.hash == leaf).order_by(c.idx).limit(1)
    return connection.execute(query).scalar_one_or_none()


def covering(connection: Connection, agency: str, index: int) -> int:
    """The size of the first checkpoint over a leaf that a witness has signed, else of the first."""
    c, seen = t.checkpoint.c, t.cosignature.c
    first = select(c.size).where(c.agency == agency, c.size > index).order_by(c.size).limit(1)
    witnessed = (
        select(seen.size)
        .where(seen.agency == agency, seen.size > index)
        .order_by(seen.size)
        .limit(1)
    )
    found = connection.execute(witnessed).scalar_one_or_none()
    return int(found if found is not None else connection.execute(first).scalar_one())


def _size(connection: Connection, agency: str) -> int:
    last = newest(connection, agency)
    if last is None:
        raise NotVisible("no-such-checkpoint")
    return last.size


def _proof(connection: Connection, agency: str, spans: list[Span]) -> tuple[str, ...]:
    found = hashes(spans, kept_of(connection, agency))
    return tuple(base64.b64encode(step).decode() for step in found)
