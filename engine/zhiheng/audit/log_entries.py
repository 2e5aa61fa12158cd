"""Each entry of a database against its own bytes, and each stream against its chain."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from zhiheng.audit.canonical import NotCanonical, read_canonical
from zhiheng.audit.entry import GENESIS, EntryError, header, leaf_hash
from zhiheng.audit.log_rows import EntryRow, LogKind, LogProblem, log_problem

Place = tuple[str, int]


class Entries:
    """Reads the rows once. hashes: of each entry, by stream and number, as its bytes give it."""

    def __init__(self, agency: str, heads: Mapping[str, tuple[int, str]]) -> None:
        self.hashes: dict[Place, bytes] = {}
        self.count = 0
        self._agency = agency
        self._heads = heads
        self._ends: dict[str, tuple[int, str, str]] = {}

    def check(self, rows: Iterable[EntryRow]) -> Iterator[LogProblem]:
        """Rows by stream, then n."""
        for row in rows:
            self.count += 1
            yield from self._row(row)
        yield from self._ended()

    def _row(self, row: EntryRow) -> Iterator[LogProblem]:
        place = f"{row.stream} #{row.n}"
        digest = leaf_hash(row.body)
        self.hashes[row.stream, row.n] = bytes.fromhex(digest)
        n, prev, at = self._ends.get(row.stream, (0, GENESIS, ""))
        self._ends[row.stream] = (row.n, digest, row.at)
        if digest != row.hash:
            yield log_problem(place, LogKind.ENTRY_CHANGED)
        if row.n != n + 1:
            yield log_problem(f"{row.stream} #{n + 1}", LogKind.ENTRY_MISSING)
        try:
            found = header(row.body)
            body = read_canonical(row.body)
        except (EntryError, NotCanonical, msgspec.DecodeError, ValueError, RecursionError) as fault:
            yield log_problem(place, LogKind.ENTRY_UNREADABLE, str(fault))
            return
        if found.prev != prev or found.at < at:
            yield log_problem(place, LogKind.CHAIN_BROKEN)
        told = (self._agency, row.stream, row.n, row.at)
        if (found.agency, found.stream, found.n, found.at) != told or _beside(body) != (
            row.account,
            row.request_key,
        ):
            yield log_problem(place, LogKind.COLUMN_DIFFERS)

    def _ended(self) -> Iterator[LogProblem]:
        for stream in sorted(self._ends.keys() | self._heads.keys()):
            n, digest, _ = self._ends.get(stream, (0, "", ""))
            kept_n, kept = self._heads.get(stream, (0, ""))
            if (n, digest) != (kept_n, kept if kept_n else ""):
                yield log_problem(f"{stream} #{max(n, kept_n)}", LogKind.HEAD_DIFFERS)


def _beside(body: Any) -> tuple[Any, Any]:
    """What the columns `account` and `request_key` are made from."""
    actor, request = body.get("actor"), body.get("request")
    account = actor.get("account") if type(actor) is dict else None
    return account, request.get("key") if type(request) is dict else None
