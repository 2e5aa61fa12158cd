"""What vouches for entries: where they are leaves of the log, and the checkpoint over them."""

from collections.abc import Sequence

from sqlalchemy import Connection, exists, select

from zhiheng.audit.note import Note, Verifier, read_note, read_verifier
from zhiheng.audit.seal_files import Sealing
from zhiheng.audit.trust import Trust
from zhiheng.errors import NotVisible
from zhiheng.store import tables as t
from zhiheng.store.sealed import kept_of, keys


def leaf_places(connection: Connection, agency: str, stream: str) -> dict[int, int]:
    """Number of the entry -> index of the leaf, of all that are sealed."""
    c = t.log_leaf.c
    query = select(c.n, c.idx).where(c.agency == agency, c.stream == stream)
    return {row.n: row.idx for row in connection.execute(query)}


def sealing(
    connection: Connection,
    agency: str,
    places: Sequence[int],
    witnesses: Sequence[Verifier],
    *,
    cosigned: bool,
) -> Sealing | None:
    """The checkpoint to go with leaves at these indices, and with it who has signed it.

    The newest that a witness has seen, when it covers them all; else the newest there is. cosigned:
    the newest that a witness has seen even so; what came after it is left uncovered. Keys go with
    it of those that have signed. Raises NotVisible when no witness has seen any.
    """
    note = _note(connection, agency, 0 if cosigned else 1 + max(places, default=-1), cosigned)
    if note is None:
        if cosigned:
            raise NotVisible("no-cosigned-checkpoint")
        return None
    own = Trust(
        tuple(key for key in log_keys(connection, agency) if key.own(note)),
        tuple(key for key in witnesses if key.own(note)),
    )
    return Sealing(note, kept_of(connection, agency), own)


def log_keys(connection: Connection, agency: str) -> list[Verifier]:
    """With which the log has signed, as it says itself: to be compared with published ones."""
    return [read_verifier(word) for word, _ in keys(connection, agency)]


def _note(connection: Connection, agency: str, size: int, cosigned: bool) -> Note | None:  # noqa: FBT001 - private
    c, seen = t.checkpoint.c, t.cosignature.c
    all_of_them = select(c.size, c.note).where(c.agency == agency)
    newest = all_of_them.order_by(c.size.desc()).limit(1)
    witnessed = newest.where(
        c.size >= size, exists().where(seen.agency == agency, seen.size == c.size)
    )
    row = connection.execute(witnessed).one_or_none()
    if row is None and not cosigned:
        row = connection.execute(newest).one_or_none()
    if row is None:
        return None
    return read_note(with_cosignatures(connection, agency, row.size, row.note))


def with_cosignatures(connection: Connection, agency: str, size: int, note: str) -> str:
    """The note of the checkpoint of that size, with the lines of witnesses as they came in."""
    seen = t.cosignature.c
    lines = select(seen.line).where(seen.agency == agency, seen.size == size)
    return note + "".join(connection.execute(lines.order_by(seen.at, seen.witness)).scalars())
