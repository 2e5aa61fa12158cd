"""The Merkle tree of RFC 9162 §2.1 over leaf hashes: its roots and proofs, without I/O.

Of the inner nodes only each eighth level is kept, so a million entries need four thousand rows;
what a proof needs of the levels between is hashed again from at most 128 of the level below.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence

EMPTY = hashlib.sha256(b"").digest()
"""The root of no entries (§2.1.1)."""
STEP = 8
"""Levels from one that is kept to the next; level 0 are the leaves."""

Kept = Callable[[int, int, int], Sequence[bytes]]
"""`kept(level, first, count)`: hashes of the full subtrees of 2^level leaves, level 0, 8, 16 …"""

Span = tuple[int, int]
"""Leaves first (included) to last (excluded), counted from 0."""


def node(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: SHA-256(0x01 ‖ left ‖ right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(size: int, kept: Kept) -> bytes:
    """The hash of the tree of the first `size` leaves."""
    return span_hash((0, size), kept) if size else EMPTY


def span_hash(span: Span, kept: Kept) -> bytes:
    """The hash of a span that is a node of some tree: it begins where a full subtree would."""
    *others, last = (_full(level, index, kept) for level, index in _subtrees(span))
    for left in reversed(others):
        last = node(left, last)
    return last


def inclusion_spans(index: int, size: int) -> list[Span]:
    """Whose hashes prove that the leaf is in the tree, from the leaf upward (§2.1.3.1).

    Raises ValueError when there is no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    path: list[Span] = []
    first, last = 0, size
    while last - first > 1:
        middle = first + _split(last - first)
        if index < middle:
            path.append((middle, last))
            last = middle
        else:
            path.append((first, middle))
            first = middle
    return path[::-1]


def consistency_spans(old: int, size: int) -> list[Span]:
    """Whose hashes prove that the tree begins with the older one (§2.1.4.1).

    Nothing proves that it begins with no entries, or with all of itself. Raises ValueError when
    the older one is the larger.
    """
    if not 0 <= old <= size:
        raise ValueError(f"a tree of {old} is no older one of {size}")
    if old in {0, size}:
        return []
    path: list[Span] = []
    first, last = 0, size
    while last != old:
        middle = first + _split(last - first)
        if old <= middle:
            path.append((middle, last))
            last = middle
        else:
            path.append((first, middle))
            first = middle
    # The verifier has this one already when it is the whole of the older tree.
    return [(first, last), *path[::-1]] if first else path[::-1]


def hashes(spans: Sequence[Span], kept: Kept) -> list[bytes]:
    """A proof: the hash of each of its spans."""
    return [span_hash(span, kept) for span in spans]


def new_nodes(old: int, size: int, kept: Kept) -> Iterator[tuple[int, int, bytes]]:
    """(level, index, hash) of the nodes to keep when a tree has grown, lower levels first.

    `kept` must know each of them as soon as it was given out.
    """
    level = STEP
    while size >> level:
        for index in range(old >> level, size >> level):
            below = kept(level - STEP, index << STEP, 1 << STEP)
            yield level, index, _fold(below)
        level += STEP


def _split(count: int) -> int:
    """The largest power of two smaller than the count."""
    return 1 << ((count - 1).bit_length() - 1)


def _subtrees(span: Span) -> Iterator[tuple[int, int]]:
    """(level, index) of the full subtrees that make up a span, from left to right."""
    first, last = span
    while first < last:
        level = (last - first).bit_length() - 1
        if first:
            level = min(level, (first & -first).bit_length() - 1)
        yield level, first >> level
        first += 1 << level


def _full(level: int, index: int, kept: Kept) -> bytes:
    above = level % STEP
    return _fold(kept(level - above, index << above, 1 << above))


def _fold(row: Sequence[bytes]) -> bytes:
    while len(row) > 1:
        row = [node(a, b) for a, b in zip(row[::2], row[1::2], strict=True)]
    return row[0]
