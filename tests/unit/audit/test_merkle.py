"""Roots and proofs equal those of the recursion that RFC 9162 §2.1 is written in."""

import hashlib
from collections.abc import Sequence
from random import Random

import pytest

from zhiheng.audit.merkle import (
    EMPTY,
    STEP,
    Kept,
    consistency_spans,
    hashes,
    inclusion_spans,
    new_nodes,
    root,
)
from zhiheng.audit.proofs import ProofError, check_consistency, check_inclusion

LEAVES = [hashlib.sha256(b"\0" + str(i).encode()).digest() for i in range(70_000)]


def _mth(d: Sequence[bytes]) -> bytes:
    """§2.1.1, over leaf hashes."""
    if not d:
        return hashlib.sha256().digest()
    if len(d) == 1:
        return d[0]
    k = _k(len(d))
    return hashlib.sha256(b"\1" + _mth(d[:k]) + _mth(d[k:])).digest()


def _k(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def _path(m: int, d: Sequence[bytes]) -> list[bytes]:
    """§2.1.3.1."""
    if len(d) == 1:
        return []
    k = _k(len(d))
    if m < k:
        return [*_path(m, d[:k]), _mth(d[k:])]
    return [*_path(m - k, d[k:]), _mth(d[:k])]


def _subproof(m: int, d: Sequence[bytes], *, whole: bool) -> list[bytes]:
    """§2.1.4.1."""
    if m == len(d):
        return [] if whole else [_mth(d)]
    k = _k(len(d))
    if m <= k:
        return [*_subproof(m, d[:k], whole=whole), _mth(d[k:])]
    return [*_subproof(m - k, d[k:], whole=False), _mth(d[:k])]


def _stored(size: int) -> Kept:
    """The rows of a database, as the sealing writes them."""
    rows = {(0, i): LEAVES[i] for i in range(size)}

    def kept(level: int, first: int, count: int) -> list[bytes]:
        assert count <= 1 << STEP
        return [rows[level, i] for i in range(first, first + count)]

    for level, index, digest in new_nodes(0, size, kept):
        rows[level, index] = digest
    return kept


def _agree(size: int, random: Random, tries: int) -> None:
    kept = _stored(size)
    d = LEAVES[:size]
    top = _mth(d)
    assert root(size, kept) == top
    for m in range(size) if tries >= size else random.sample(range(size), tries):
        proof = hashes(inclusion_spans(m, size), kept)
        assert proof == _path(m, d)
        check_inclusion(d[m], m, size, proof, top)
        older = hashes(consistency_spans(m, size), kept)
        assert older == (_subproof(m, d, whole=True) if m else [])
        check_consistency(m, size, _mth(d[:m]), top, older)


def test_roots_and_all_proofs_of_small_trees() -> None:
    random = Random(9162)  # noqa: S311 - repeatable
    for size in range(60):
        _agree(size, random, size)
    for size in range(60, 301):
        _agree(size, random, 2)


def test_roots_and_proofs_of_large_trees() -> None:
    random = Random(6962)  # noqa: S311 - repeatable
    for size in (65_536, 66_001):
        _agree(size, random, 1)


@pytest.mark.soak
def test_roots_and_proofs_at_length() -> None:
    random = Random(1)  # noqa: S311 - repeatable
    for size in range(301):
        _agree(size, random, size)
    for _ in range(1000):
        _agree(random.randrange(70_000), random, 2)


def test_a_tree_of_no_entries() -> None:
    assert root(0, _stored(0)) == EMPTY
    check_consistency(0, 5, EMPTY, _mth(LEAVES[:5]), [])


@pytest.mark.parametrize("size", [1, 2, 7, 8, 300])
def test_a_changed_proof_proves_nothing(size: int) -> None:
    random = Random(size)  # noqa: S311 - repeatable
    kept = _stored(size)
    top = root(size, kept)
    for m in {0, size // 2, size - 1}:
        good = hashes(inclusion_spans(m, size), kept)
        for bad in _changed(good, random):
            with pytest.raises(ProofError):
                check_inclusion(LEAVES[m], m, size, bad, top)
        with pytest.raises(ProofError):
            check_inclusion(LEAVES[m + 1], m, size, good, top)
        older = hashes(consistency_spans(m, size), kept)
        before = root(m, kept)
        for bad in _changed(older, random):
            with pytest.raises(ProofError):
                check_consistency(m, size, before, top, bad)
        for roots in ((LEAVES[0][::-1], top), (before, LEAVES[1][::-1])):
            if m or roots[0] != before:
                with pytest.raises(ProofError):
                    check_consistency(m, size, *roots, older)


def _changed(proof: list[bytes], random: Random) -> list[list[bytes]]:
    strange = random.randbytes(32)
    made = [[*proof, strange], [strange, *proof]]
    for place in range(len(proof)):
        made += [
            [*proof[:place], strange, *proof[place + 1 :]],
            [*proof[:place], *proof[place + 1 :]],
        ]
    if len(proof) > 1:
        made.append(proof[::-1])
    return made


def test_no_proof_for_what_is_not_there() -> None:
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_spans(5, 5)
    with pytest.raises(ValueError, match="no older"):
        consistency_spans(6, 5)
    with pytest.raises(ProofError, match="no leaf"):
        check_inclusion(LEAVES[0], 5, 5, [], LEAVES[0])
    with pytest.raises(ProofError, match="no older"):
        check_consistency(6, 5, LEAVES[0], LEAVES[0], [])
    with pytest.raises(ProofError, match="two roots"):
        check_consistency(5, 5, LEAVES[0], LEAVES[1], [])
