"""The entries that are in no leaf yet, in the order in which they are sealed.

What makes it right is that log_leaf is asked for each entry; the mark only spares looking again
at what was found sealed. On PostgreSQL an entry may be committed after one that began later, so
only transactions older than every running one are looked at: none of them can still appear. Their
numbers are those of one cluster: in a table that was restored into another, what stands ahead of
its counter comes from the old one, is all there, and is sealed at once.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, TextClause, text


@dataclass(frozen=True, slots=True)
class Mark:
    """Every entry before `upto` is sealed, in that place. whole: it was not yet looked at whole.

    place: changes when the table is another one, and then nothing is known of it.
    """

    place: str = ""
    upto: int = 0
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry to be sealed."""

    stream: str
    n: int
    hash: str


@dataclass(frozen=True, slots=True)
class Found:
    """mark: what is known once `entries` are sealed too."""

    entries: tuple[Entry, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many entries wait, since when the oldest does, and what is known by then."""

    count: int
    oldest: str | None
    mark: Mark


def keeps_pending(connection: Connection) -> bool:
    """Whether this process writes down what waits, for databases without `xid8`."""
    return bool(connection.get_execution_options().get("pending"))


def find_unsealed(connection: Connection, agency: str, mark: Mark, most: int) -> Found:
    """The next ones, at most so many."""
    if keeps_pending(connection):
        rows = connection.execute(_PENDING, {"agency": agency, "most": most}).all()
        return Found(_entries(rows), Mark("pending", 0, whole=False))
    mark, last = _now(connection, mark)
    given = {"agency": agency, "upto": mark.upto, "most": most}
    rows = connection.execute(_statement(connection, mark, _ENTRIES), given).all()
    if len(rows) < most:
        return Found(_entries(rows), Mark(mark.place, last, whole=False))
    return Found(_entries(rows), Mark(mark.place, min(rows[-1].at_place, last), mark.whole))


def waiting(connection: Connection, agency: str, mark: Mark) -> Waiting:
    """What waits to be sealed, what was committed just now included."""
    if keeps_pending(connection):
        row = connection.execute(_PENDING_COUNT, {"agency": agency}).one()
        return Waiting(row.count_, row.oldest, mark)
    mark, last = _now(connection, mark)
    given = {"agency": agency, "upto": mark.upto}
    row = connection.execute(_statement(connection, mark, _COUNT), given).one()
    upto = last if row.first is None else min(row.first, last)
    return Waiting(row.count_, row.oldest, Mark(mark.place, upto, mark.whole and row.count_ > 0))


def note_unsealed(connection: Connection, agency: str) -> None:
    """Write down as waiting what was written before anybody did, and nothing that is sealed."""
    connection.execute(_NOTE, {"agency": agency})
    connection.execute(_UNNOTE, {"agency": agency})


def _entries(rows: Any) -> tuple[Entry, ...]:
    return tuple(Entry(row.stream, row.n, row.hash) for row in rows)


def _now(connection: Connection, mark: Mark) -> tuple[Mark, int]:
    """The mark, if it speaks of this place, and up to where everything can be seen by now."""
    row = connection.execute(_PLACE[connection.dialect.name]).one()
    return (mark if mark.place == row.place else Mark(row.place)), row.last


def _statement(connection: Connection, mark: Mark, statements: dict[Any, TextClause]) -> TextClause:
    return statements[connection.dialect.name, mark.whole]


_PLACE = {
    "sqlite": text(
        "SELECT CAST(schema_version AS text) AS place, "
        "(SELECT coalesce(max(rowid), 0) + 1 FROM entry) AS last FROM pragma_schema_version"
    ),
    "postgresql": text(
        "SELECT concat(pg_postmaster_start_time(), ' ', pg_relation_filenode('entry')) AS place, "
        "CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint) AS last"
    ),
}
"""VACUUM, which may number SQLite's rows anew, counts up its schema version. A table of PostgreSQL
that was restored has another file, or its server was started since."""

_SEALED = "log_leaf l WHERE l.agency = e.agency AND l.stream = e.stream AND l.n = e.n"
_NOT_SEALED = f"NOT EXISTS (SELECT 1 FROM {_SEALED})"  # noqa: S608 - written here
_TXID = "CAST(CAST(e.txid AS text) AS bigint)"
_PAST = "e.txid < pg_snapshot_xmin(pg_current_snapshot())"
_AHEAD = "e.txid >= pg_snapshot_xmax(pg_current_snapshot())"
_SINCE = "e.agency = :agency AND e.txid >= CAST(CAST(:upto AS text) AS xid8)"

# The plus keeps SQLite from going through all streams of the agency by the primary key.
_ROWS = f"FROM entry e WHERE +e.agency = :agency AND e.rowid >= :upto AND {_NOT_SEALED}"
_WHOLE = f"FROM entry e WHERE {_SINCE} AND {_NOT_SEALED}"
# A few rows against a long log: each is looked up, whatever the planner takes it for.
_STEADY = (
    f"FROM entry e LEFT JOIN LATERAL (SELECT 1 AS there FROM {_SEALED} LIMIT 1) s ON true "  # noqa: S608 - the same
    f"WHERE {_SINCE} AND s.there IS NULL"
)
_WAIT = (
    "FROM pending p JOIN entry e ON e.agency = p.agency AND e.stream = p.stream AND e.n = p.n "
    "WHERE p.agency = :agency"
)

_LISTED = "SELECT e.stream, e.n, e.hash,"
_NEXT = "ORDER BY e.txid, e.stream, e.n LIMIT :most"
_BY_ROW = text(f"{_LISTED} e.rowid AS at_place {_ROWS} ORDER BY e.rowid LIMIT :most")
_ENTRIES = {
    ("sqlite", True): _BY_ROW,
    ("sqlite", False): _BY_ROW,
    ("postgresql", True): text(
        f"{_LISTED} {_TXID} AS at_place {_WHOLE} AND ({_PAST} OR {_AHEAD}) {_NEXT}"
    ),
    ("postgresql", False): text(f"{_LISTED} {_TXID} AS at_place {_STEADY} AND {_PAST} {_NEXT}"),
}
_PENDING = text(f"{_LISTED} 0 AS at_place {_WAIT} ORDER BY e.at, e.stream, e.n LIMIT :most")

_COUNTED = "SELECT count(*) AS count_, min(e.at) AS oldest,"
_ROW_COUNT = text(f"{_COUNTED} min(e.rowid) AS first {_ROWS}")
_COUNT = {
    ("sqlite", True): _ROW_COUNT,
    ("sqlite", False): _ROW_COUNT,
    ("postgresql", True): text(f"{_COUNTED} min({_TXID}) AS first {_WHOLE}"),
    ("postgresql", False): text(f"{_COUNTED} min({_TXID}) AS first {_STEADY} AND NOT {_AHEAD}"),
}
_PENDING_COUNT = text(f"{_COUNTED} 0 AS first {_WAIT}")

_NOTE = text(
    "INSERT INTO pending (agency, stream, n) SELECT e.agency, e.stream, e.n FROM entry e "  # noqa: S608 - the same
    f"WHERE e.agency = :agency AND {_NOT_SEALED} ON CONFLICT DO NOTHING"
)
_UNNOTE = text(
    "DELETE FROM pending WHERE agency = :agency AND EXISTS (SELECT 1 FROM log_leaf l "
    "WHERE l.agency = pending.agency AND l.stream = pending.stream AND l.n = pending.n)"
)
