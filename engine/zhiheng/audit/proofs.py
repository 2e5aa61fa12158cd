"""Check proofs of the Merkle tree against roots, as RFC 9162 §2.1.3.2 and §2.1.4.2 say.

Written apart from `merkle`, which makes them: the two share the hash of a node only.
"""

from collections.abc import Sequence

from zhiheng.audit.merkle import EMPTY, node


class ProofError(ValueError):
    """The proof does not show what it should."""


def root_of_leaf(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """The root that the leaf and its proof lead to: compare it with a signed one.

    Raises ProofError when the proof cannot be one for this place.
    """
    if not 0 <= index < size:
        raise ProofError(f"no leaf {index} in a tree of {size}")
    place, last, found = index, size - 1, leaf
    for step in proof:
        if not last:
            raise ProofError("longer than the path to the root")
        if place & 1 or place == last:
            found = node(step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node(found, step)
        place, last = place >> 1, last >> 1
    if last:
        raise ProofError("shorter than the path to the root")
    return found


def check_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """The tree with this root has the leaf there, or ProofError."""
    if root_of_leaf(leaf, index, size, proof) != root:
        raise ProofError("leads to another root")


def check_consistency(
    old: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]
) -> None:
    """The tree begins with the older one, or ProofError."""
    if not 0 <= old <= size:
        raise ProofError(f"a tree of {old} is no older one of {size}")
    if old in {0, size}:
        _without_proof(old, size, old_root, root, proof)
        return
    if not proof:
        raise ProofError("it is empty")
    before, after = _both_roots(old, size, old_root, proof)
    if before != old_root:
        raise ProofError("leads to another root of the older tree")
    if after != root:
        raise ProofError("leads to another root")


def _both_roots(
    old: int, size: int, old_root: bytes, proof: Sequence[bytes]
) -> tuple[bytes, bytes]:
    """The roots of the older and of the larger tree that the proof leads to."""
    place, last = old - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    # An older tree that is one full subtree is where the proof begins, and is not in it.
    start, *steps = proof if place else (old_root, *proof)
    before = after = start
    for step in steps:
        if not last:
            raise ProofError("longer than the path to the root")
        if place & 1 or place == last:
            before, after = node(step, before), node(step, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node(after, step)
        place, last = place >> 1, last >> 1
    if last:
        raise ProofError("shorter than the path to the root")
    return before, after


def _without_proof(
    old: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]
) -> None:
    if proof:
        raise ProofError("nothing was to be proved")
    if not old and old_root != EMPTY:
        raise ProofError("an empty tree has another root")
    if old == size and old_root != root:
        raise ProofError("two roots of one size")
