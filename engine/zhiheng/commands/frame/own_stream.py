"""The next entry of a stream beside the cases: a card's, a report's."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from zhiheng import facts as f
from zhiheng.commands.frame.receipt import Receipt
from zhiheng.store.apply import insert_entry
from zhiheng.store.heads import locked_head, move_head
from zhiheng.store.log import last_hash, seal, stamp


@dataclass(frozen=True, slots=True)
class Act:
    """What is to be written. since: the stamp of the entry before, which none may precede."""

    command: str
    actor: f.Actor
    digests: f.Digests
    fact: f.AnyFact
    now: datetime
    since: str
    request: f.Request | None = None


def append_own(connection: Connection, agency: str, stream: str, act: Act) -> Receipt:
    """Write it under the lock of the stream; the rows that it moves are the caller's to write."""
    head = locked_head(connection, agency, stream)
    entry, body, digest = seal(
        f.Entry(
            v=1,
            agency=agency,
            stream=stream,
            n=head.n + 1,
            prev=last_hash(head.n, head.head),
            at=max(stamp(act.now), act.since),
            command=act.command,
            actor=act.actor,
            digests=act.digests,
            facts=(act.fact,),
            request=act.request,
        )
    )
    insert_entry(connection, entry, digest, body)
    move_head(connection, entry, digest)
    return Receipt(entry, digest)
