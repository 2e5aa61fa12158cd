"""A log that grows batch by batch is the tree of RFC 9162, whatever the batches are."""

import hashlib
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from support.sealing import by_definition

from zhiheng.audit.growth import grow
from zhiheng.audit.merkle import EMPTY, STEP, hashes, inclusion_spans
from zhiheng.audit.proofs import check_inclusion

LEAVES = [hashlib.sha256(b"\x00" + str(i).encode()).digest() for i in range(70_000)]


class Held:
    """What a log has stored."""

    def __init__(self) -> None:
        self.rows: dict[tuple[int, int], bytes] = {}
        self.size, self.root = 0, EMPTY

    def kept(self, level: int, first: int, count: int) -> Sequence[bytes]:
        return [self.rows[level, i] for i in range(first, first + count)]

    def take(self, leaves: Sequence[bytes]) -> None:
        growth = grow(self.size, leaves, self.kept)
        self.rows |= {(0, self.size + i): leaf for i, leaf in enumerate(leaves)}
        self.rows |= {(level, index): digest for level, index, digest in growth.nodes}
        self.size, self.root = growth.size, growth.root


@given(st.lists(st.integers(1, 400), min_size=1, max_size=8))
def test_any_batches_give_the_root_of_the_definition(batches: list[int]) -> None:
    log = Held()
    for batch in batches:
        log.take(LEAVES[log.size : log.size + batch])
        assert log.root == by_definition(LEAVES[: log.size])
    assert {k for k in log.rows if k[0]} == {(STEP, i) for i in range(log.size >> STEP)}


def test_a_batch_may_close_several_levels_at_once() -> None:
    """65,536 leaves are one node of level 16."""
    one, many = Held(), Held()
    one.take(LEAVES[:65_540])
    for start in range(0, 65_540, 9_999):
        many.take(LEAVES[start : min(start + 9_999, 65_540)])
    assert one.rows == many.rows
    assert one.root == many.root
    assert (2 * STEP, 0) in one.rows
    proof = hashes(inclusion_spans(65_537, one.size), one.kept)
    check_inclusion(LEAVES[65_537], 65_537, one.size, proof, one.root)
