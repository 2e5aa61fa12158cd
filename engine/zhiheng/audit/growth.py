"""How a log grows by a batch of leaves: the nodes to keep, and its new root. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhiheng.audit.merkle import STEP, Kept, new_nodes, root


@dataclass(frozen=True, slots=True)
class Growth:
    """What is to be stored beside the leaves. nodes: (level, index, hash), lower levels first."""

    size: int
    root: bytes
    nodes: tuple[tuple[int, int, bytes], ...]


def grow(size: int, leaves: Sequence[bytes], kept: Kept) -> Growth:
    """A log of `size` leaves takes these. kept: what it holds already."""
    after = size + len(leaves)
    fresh: dict[int, list[bytes]] = {0: list(leaves)}

    def both(level: int, first: int, count: int) -> Sequence[bytes]:
        old = max(0, min(first + count, size >> level) - first)
        held = kept(level, first, old) if old else ()
        start = first + old - (size >> level)
        return [*held, *fresh.get(level, [])[start : start + count - old]]

    nodes = []
    for level, index, digest in new_nodes(size, after, both):
        fresh.setdefault(level, []).append(digest)
        nodes.append((level, index, digest))
    return Growth(after, root(after, both), tuple(nodes))


def block_of(first: int) -> int:
    """Where the block of 2^STEP hashes begins in which `kept` is asked for this one."""
    return first >> STEP << STEP
