"""What somebody with the database in his hands could do to a log, one act a function."""

import copy
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from support.sealed_log import AGENCY, LOG_KEY, SmallLog
from zhiheng.audit.log_rows import CheckpointRow, CosignatureRow, EntryRow, LeafRow, LogRows

Row = dict[str, Any]
Act = Callable[[SmallLog, Random], None]

TABLES: dict[str, tuple[str, ...]] = {
    "entries": ("agency", "stream", "n", "hash", "body", "at", "account", "request_key"),
    "leaves": ("agency", "idx", "stream", "n", "hash"),
    "nodes": ("agency", "level", "idx", "hash"),
    "checkpoints": ("agency", "size", "root", "at", "note"),
    "cosignatures": ("agency", "size", "witness", "line", "at"),
}
NOW = "2026-03-04T00:00:00.000000Z"


def rows_of(log: SmallLog, agency: str = AGENCY) -> LogRows:
    """The rows as a database would give them."""

    def own(rows: list[Row], *order: str) -> list[Row]:
        mine = [r for r in rows if r["agency"] == agency]
        return sorted(mine, key=lambda r: [r[c] for c in order])

    def made(kind: Any, rows: list[Row]) -> list[Any]:
        return [kind(**{c: r[c] for c in kind._fields}) for r in rows]

    return LogRows(
        agency,
        made(EntryRow, own(log.entries, "stream", "n")),
        made(LeafRow, own(log.leaves, "idx")),
        {(r["level"], r["idx"]): r["hash"] for r in own(log.nodes)},
        made(CheckpointRow, own(log.checkpoints, "size")),
        made(CosignatureRow, own(log.cosignatures, "size")),
        log.heads if agency == AGENCY else {},
    )


def acts() -> Iterator[tuple[str, Act]]:
    """Every act, by name."""
    for table, columns in TABLES.items():
        for column in columns:
            yield f"change {table}.{column}", _change(table, column)
        yield f"delete of {table}", _delete(table)
        yield f"insert into {table}", _insert(table)
        yield f"swap in {table}", _swap(table)
        yield f"truncate {table}", _cut(table)
    yield "cut the tail everywhere", _cut_everywhere
    yield "an older copy", _older
    for name, rewrite in _REWRITES.items():
        yield f"recompute all after {name}", _recomputed(rewrite, keep_cosignatures=True)
        yield (
            f"recompute all after {name}, cosignatures gone",
            _recomputed(rewrite, keep_cosignatures=False),
        )


def spoiled(log: SmallLog, act: Act, random: Random) -> SmallLog:
    """A copy, after the act."""
    other = copy.deepcopy(log)
    act(other, random)
    return other


def _change(table: str, column: str) -> Act:
    def act(log: SmallLog, random: Random) -> None:
        change_row(random.choice(getattr(log, table)), table, column, random)

    return act


def change_row(row: Row, table: str, column: str, random: Random) -> None:
    """Another value in one column."""
    row[column] = _other(row[column], table, column, random)


def _other(value: Any, table: str, column: str, random: Random) -> Any:
    if isinstance(value, int):
        return max(0, value + random.choice((-1, 1))) or value + 1
    if isinstance(value, bytes):
        place = random.randrange(len(value))
        return (
            value[:place] + bytes([value[place] ^ (1 << random.randrange(7))]) + value[place + 1 :]
        )
    if column == "at" and table != "entries":
        # No signature covers it: only what is out of order, or no time, is found.
        return random.choice(("2026-03-02T00:00:00.000000Z", "2030-01-01T00:00:00.000000Z", "?"))
    place = random.randrange(len(value))
    return value[:place] + chr(ord(value[place]) ^ 1) + value[place + 1 :]


def _delete(table: str) -> Act:
    def act(log: SmallLog, random: Random) -> None:
        rows = getattr(log, table)
        del rows[random.randrange(len(rows))]

    return act


_KEYS = {
    "entries": "n",
    "leaves": "idx",
    "nodes": "idx",
    "checkpoints": "size",
    "cosignatures": "size",
}


def _insert(table: str) -> Act:
    def act(log: SmallLog, random: Random) -> None:
        rows = getattr(log, table)
        row = dict(random.choice(rows))
        row[_KEYS[table]] = max(r[_KEYS[table]] for r in rows) + 1
        rows.append(row)

    return act


def _swap(table: str) -> Act:
    """Two rows change places; where there is one, it takes the place of none."""

    def act(log: SmallLog, random: Random) -> None:
        rows = getattr(log, table)
        if len(rows) == 1:
            rows[0][_KEYS[table]] += 1
            return
        a, b = random.sample(rows, 2)
        key = ("stream", "n") if table == "entries" else (_KEYS[table],)
        for column in key:
            a[column], b[column] = b[column], a[column]

    return act


def _cut(table: str) -> Act:
    """The last rows of one table; of entries, sealed ones among them."""

    def act(log: SmallLog, random: Random) -> None:
        rows = getattr(log, table)
        spare = len(log.entries) - len(log.leaves) if table == "entries" else 0
        del rows[max(0, len(rows) - spare - random.randint(1, 5)) :]

    return act


def _cut_everywhere(log: SmallLog, random: Random) -> None:
    """Back to an older checkpoint, and nothing is left that is newer."""
    older = [c["size"] for c in log.checkpoints[:-2]]
    _back_to(log, random.choice(older))


def _older(log: SmallLog, random: Random) -> None:
    """A backup is put back, and work goes on from there; the log's own service signs it."""
    _back_to(log, random.choice([c["size"] for c in log.checkpoints[:-2]]))
    for _ in range(random.randint(1, 400)):
        log.write(random.choice(sorted(log.heads)))
    log.seal()


def _back_to(log: SmallLog, size: int) -> None:
    sizes = [c["size"] for c in log.checkpoints if c["size"] <= size]
    whole = log.entries
    seen = log.cosignatures
    _rebuild(log, whole[:size], sizes)
    log.cosignatures = [c for c in seen if c["size"] <= size]


def _rebuild(log: SmallLog, entries: list[Row], sizes: list[int]) -> None:
    """Chains, leaves, nodes and checkpoints of these entries, signed with the log's own key."""
    again = SmallLog(key=LOG_KEY)
    for size in sizes:
        for e in entries[len(again.entries) : size]:
            again.write_again(e)
        if again.entries:
            again.seal()
    for e in entries[len(again.entries) :]:
        again.write_again(e)
    log.__dict__.update(again.__dict__)


def _recomputed(rewrite: Callable[[list[Row], Random], None], *, keep_cosignatures: bool) -> Act:
    """An administrator of the database, with the log's stolen key."""

    def act(log: SmallLog, random: Random) -> None:
        entries, seen = log.entries, log.cosignatures
        sizes = [c["size"] for c in log.checkpoints]
        rewrite(entries, random)
        _rebuild(log, entries, sizes)
        log.cosignatures = seen if keep_cosignatures else []

    return act


def _early(entries: list[Row], random: Random) -> int:
    """One that the witness has seen."""
    return random.randrange(len(entries) // 2)


def _forge(entries: list[Row], random: Random) -> None:
    entries[_early(entries, random)]["command"] = "forged"


def _drop(entries: list[Row], random: Random) -> None:
    del entries[_early(entries, random)]


def _add(entries: list[Row], random: Random) -> None:
    place = _early(entries, random)
    entries.insert(place, {**entries[place], "command": "forged"})


def _exchange(entries: list[Row], random: Random) -> None:
    place = _early(entries, random)
    entries[place], entries[-1] = entries[-1], entries[place]
    entries[place]["command"] = "forged"


def _everything(entries: list[Row], _random: Random) -> None:
    for row in entries:
        row["command"] = "forged"


_REWRITES = {
    "a forged entry": _forge,
    "an entry dropped": _drop,
    "an entry added": _add,
    "two entries exchanged": _exchange,
    "a new history": _everything,
}
