"""Read and append streams of the log."""

import secrets
from datetime import UTC, date, datetime, time, timedelta

import msgspec
from sqlalchemy import Connection, bindparam, select

from zhiheng import facts as f
from zhiheng.audit.canonical import canonical
from zhiheng.audit.entry import GENESIS, leaf_hash
from zhiheng.model.zone import SHANGHAI
from zhiheng.store import tables as t


def stamp(instant: datetime) -> str:
    """RFC 3339 in UTC with six decimals: fixed width, so text order is time order."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


FIRST_DAY, LAST_DAY = date(1949, 10, 1), date(2199, 12, 31)
"""No entry is of a day outside; years of fewer digits would spoil the order of texts."""


def midnight(day: date) -> str:
    """The stamp of the first instant of a day in China."""
    within = min(max(day, FIRST_DAY), LAST_DAY + timedelta(days=1))
    return stamp(datetime.combine(within, time(), SHANGHAI))


def midnight_after(day: date) -> str:
    """The stamp of the first instant that is no longer of the day."""
    return midnight(min(day, LAST_DAY) + timedelta(days=1))


def parse_stamp(text: str) -> datetime:
    """The instant of a stamp."""
    return datetime.fromisoformat(text)


def seal(entry: f.Entry) -> tuple[f.Entry, bytes, str]:
    """The entry with its salt, its exact bytes, and their leaf hash, which tells nothing of it."""
    salted = msgspec.structs.replace(entry, salt=secrets.token_hex(16))
    body = canonical(msgspec.to_builtins(salted))
    return salted, body, leaf_hash(body)


_READ = (
    select(t.entry.c.body, t.entry.c.hash)
    .where(
        t.entry.c.agency == bindparam("agency"),
        t.entry.c.stream == bindparam("stream"),
        t.entry.c.n > bindparam("after"),
    )
    .order_by(t.entry.c.n)
)


def read_stream(
    connection: Connection, agency: str, stream: str, after: int = 0
) -> list[tuple[f.Entry, str]]:
    """The entries of a stream after number `after`, each with its hash."""
    found = connection.execute(_READ, {"agency": agency, "stream": stream, "after": after})
    return [(f.decode(body), digest) for body, digest in found]


def read_bodies(
    connection: Connection, agency: str, stream: str, since: str = "", until: str = ""
) -> list[bytes]:
    """The raw bytes of a stream, never re-serialised; from one stamp until before another.

    Times never run back in a stream, so that no entry between two of them is left out.
    """
    c = t.entry.c
    query = select(c.body).where(c.agency == agency, c.stream == stream)
    if since:
        query = query.where(c.at >= since)
    if until:
        query = query.where(c.at < until)
    return [bytes(body) for body in connection.execute(query.order_by(c.n)).scalars()]


def last_hash(n: int, head: str) -> str:
    """What the next entry names as `prev`."""
    return head if n else GENESIS
