"""The leaves of a database against its entries, the kept nodes and every root against the leaves.

Written apart from `merkle`, which the log is made with: the two share the hash of a node only.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from zhiheng.audit.log_entries import Place
from zhiheng.audit.log_rows import LeafRow, LogKind, LogProblem, log_problem
from zhiheng.audit.merkle import EMPTY, STEP, node


class Tree:
    """Grows by the leaves. roots: of each size that was asked for and reached."""

    def __init__(self, nodes: Mapping[tuple[int, int], str], sizes: Collection[int]) -> None:
        self.size = 0
        self.roots = {0: EMPTY}
        self._nodes = dict(nodes)
        self._sizes = frozenset(sizes)
        self._peaks: list[tuple[int, bytes]] = []

    def check(
        self, rows: Iterable[LeafRow], entries: Mapping[Place, bytes]
    ) -> Iterator[LogProblem]:
        """Rows by idx; entries: the hash of each. Every entry may be one leaf, in its order."""
        last: dict[str, int] = {}
        for row in rows:
            if row.idx != self.size:
                yield log_problem(f"leaf {self.size}", LogKind.LEAF_MISSING)
            place = f"leaf {row.idx}"
            found = entries.get((row.stream, row.n))
            if found is None:
                yield log_problem(place, LogKind.ENTRY_MISSING, f"{row.stream} #{row.n}")
            elif found.hex() != row.hash:
                yield log_problem(place, LogKind.LEAF_CHANGED, f"{row.stream} #{row.n}")
            if row.n != last.get(row.stream, 0) + 1:
                yield log_problem(place, LogKind.LEAF_CHANGED, f"{row.stream} #{row.n}")
            last[row.stream] = row.n
            yield from self._grow(_digest(row.hash))
        for level, idx in sorted(self._nodes):
            yield log_problem(f"node {level}/{idx}", LogKind.NODE_CHANGED)

    def _grow(self, digest: bytes) -> Iterator[LogProblem]:
        level, place = 0, self.size
        self.size += 1
        while self._peaks and self._peaks[-1][0] == level:
            digest = node(self._peaks.pop()[1], digest)
            level, place = level + 1, place >> 1
            if level % STEP == 0 and self._nodes.pop((level, place), "") != digest.hex():
                yield log_problem(f"node {level}/{place}", LogKind.NODE_CHANGED)
        self._peaks.append((level, digest))
        if self.size in self._sizes:
            self.roots[self.size] = self._root()

    def _root(self) -> bytes:
        *others, (_, digest) = self._peaks
        for _, left in reversed(others):
            digest = node(left, digest)
        return digest


def _digest(text: str) -> bytes:
    """A hash that is none is told as a leaf that is not the entry; the tree goes on."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
