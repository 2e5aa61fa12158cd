"""What decisions rest on, kept by digest for ever: charts, rosters, calendars."""

import hashlib

from sqlalchemy import Connection, select

from zhiheng.model.ids import Digest
from zhiheng.store import tables as t
from zhiheng.store.upsert import upsert


def put_artifact(connection: Connection, agency: str, kind: str, body: bytes) -> Digest:
    """Store in this transaction; a second time changes nothing. Returns the SHA-256."""
    digest = Digest(hashlib.sha256(body).hexdigest())
    row = {"agency": agency, "digest": digest, "kind": kind, "body": body}
    connection.execute(
        upsert(t.artifact, connection.dialect.name).values(row).on_conflict_do_nothing()
    )
    return digest


def get_artifact(connection: Connection, agency: str, digest: str) -> bytes:
    """The stored bytes. Raises KeyError when there are none of that digest."""
    found = connection.execute(
        select(t.artifact.c.body).where(
            t.artifact.c.agency == agency, t.artifact.c.digest == digest
        )
    ).scalar_one_or_none()
    if found is None:
        raise KeyError(digest)
    return bytes(found)
