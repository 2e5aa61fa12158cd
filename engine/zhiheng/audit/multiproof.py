"""One proof that many leaves are in a tree: the hashes that no leaf or other hash tells.

From the leaves upward, level by level and from left to right: where one of a pair is missing, the
next hash of the proof stands for it; a node without a right neighbour rises as it is.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from zhiheng.audit.merkle import Span, node
from zhiheng.audit.proofs import ProofError


def sibling_spans(places: Sequence[int], size: int) -> Iterator[Span]:
    """Whose hashes the proof is made of. places: indices of the leaves, ascending, each once."""
    level, width = 0, size
    while width > 1:
        known = set(places)
        for place in places:
            beside = place ^ 1
            if beside not in known and beside < width:
                yield beside << level, min((beside + 1) << level, size)
        places = sorted({place >> 1 for place in places})
        level, width = level + 1, (width + 1) >> 1


def root_of_leaves(leaves: Sequence[tuple[int, bytes]], size: int, proof: Sequence[bytes]) -> bytes:
    """The root that the leaves and their proof lead to. leaves: (index, hash), ascending.

    Raises ProofError when they cannot be leaves of such a tree, or the proof is no proof of them.
    """
    places = [place for place, _ in leaves]
    if not leaves or places[0] < 0 or places[-1] >= size:
        raise ProofError(f"not leaves of a tree of {size}")
    if any(b <= a for a, b in pairwise(places)):
        raise ProofError("leaves twice, or not in order")
    row, width, rest = list(leaves), size, iter(proof)
    while width > 1:
        row, width = list(_above(row, width, rest)), (width + 1) >> 1
    if next(rest, None) is not None:
        raise ProofError("the proof is longer than needed")
    return row[0][1]


def _above(
    row: Sequence[tuple[int, bytes]], width: int, rest: Iterator[bytes]
) -> Iterator[tuple[int, bytes]]:
    """The parents of the nodes of a level that has `width` nodes."""
    at = 0
    while at < len(row):
        place, digest = row[at]
        at += 1
        if place & 1:
            digest = node(_next(rest), digest)
        elif at < len(row) and row[at][0] == place + 1:
            digest = node(digest, row[at][1])
            at += 1
        elif place + 1 < width:
            digest = node(digest, _next(rest))
        yield place >> 1, digest


def _next(rest: Iterator[bytes]) -> bytes:
    found = next(rest, None)
    if found is None:
        raise ProofError("the proof is shorter than needed")
    return found
