"""A witness's signature (见证) under a checkpoint comes in; only known witnesses' are kept."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from zhiheng.audit.checkpoint import read_checkpoint, seen_at
from zhiheng.audit.note import Note, NoteError, Verifier, read_note
from zhiheng.errors import BadData, Forbidden
from zhiheng.store import tables as t
from zhiheng.store.db import Database
from zhiheng.store.log import stamp
from zhiheng.store.upsert import add_unless_there


def cosign(
    db: Database, agency: str, witnesses: Sequence[Verifier], body: str, now: datetime
) -> list[str]:
    """Keep what witnesses have signed of a checkpoint of ours. Returns their names.

    Raises BadData on what is no such checkpoint, Forbidden when no known witness signed it.
    """
    try:
        note = read_note(body)
        size = read_checkpoint(note.text).size
    except NoteError as error:
        raise BadData("note-fault", fault=str(error)) from error
    with db.reading() as connection:
        if not _ours(connection, agency, size, note):
            raise BadData("checkpoint-not-ours")
    signed = [w for w in witnesses if _signed(note, w)]
    if not signed:
        raise Forbidden("not-a-witness")
    with db.writing() as connection:
        for witness in signed:
            _keep(connection, agency, size, note, witness, stamp(now))
        connection.commit()
    return [witness.name for witness in signed]


def _ours(connection: Connection, agency: str, size: int, note: Note) -> bool:
    """Whether it is what we signed, to the byte."""
    c = t.checkpoint.c
    query = select(c.note).where(c.agency == agency, c.size == size)
    found = connection.execute(query).scalar_one_or_none()
    return found is not None and read_note(found).text == note.text


def _signed(note: Note, witness: Verifier) -> bool:
    try:
        seen_at(note, witness)
    except NoteError:
        return False
    return True


def _keep(
    connection: Connection, agency: str, size: int, note: Note, witness: Verifier, at: str
) -> None:
    """The first one stays: rows of the log are never changed."""
    own = witness.own(note)
    row = {
        "agency": agency,
        "size": size,
        "witness": f"{witness.name}+{witness.key_id.hex()}",
        "line": own.line() if own else "",
        "at": at,
    }
    add_unless_there(connection, t.cosignature, row)
