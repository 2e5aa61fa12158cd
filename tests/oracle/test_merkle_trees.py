"""Roots and inclusion proofs equal those of a library that is not ours (run by `make oracle`).

Its consistency proofs hold more hashes than RFC 9162 asks for; ours are compared with the RFC's own
recursion in tests/unit/audit/test_merkle.py.
"""

import json
import os
import subprocess
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from zhiheng.audit.merkle import (
    STEP,
    hashes,
    inclusion_spans,
    new_nodes,
    root,
)

_READER = os.environ.get("ZHIHENG_ORACLE", "")
_SCRIPT = Path(__file__).with_name("merkle_trees.py")
_LARGEST = 20_000

pytestmark = [
    pytest.mark.skipif(not _READER, reason="`make oracle` brings the library"),
    pytest.mark.timeout(900),
]


def test_roots_and_proofs_are_those_of_another_library() -> None:
    random = Random(9162)  # noqa: S311 - repeatable
    sizes = [*range(301), *random.sample(range(301, _LARGEST), 1000)]
    asked = [[n, sorted(random.sample(range(n), min(n, 3)))] for n in sizes]
    done = subprocess.run(  # noqa: S603 - the library that the target installed
        [_READER, str(_SCRIPT)],
        input=json.dumps(asked),
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    rows = {(0, i): sha256(b"\0" + str(i).encode()).digest() for i in range(_LARGEST)}

    def kept(level: int, first: int, count: int) -> list[bytes]:
        assert count <= 1 << STEP
        return [rows[level, i] for i in range(first, first + count)]

    before = 0
    trees = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(trees) == 1301
    for tree in trees:
        size = tree["size"]
        for level, index, digest in new_nodes(before, size, kept):
            rows[level, index] = digest
        before = size
        assert tree["root"] == root(size, kept).hex(), size
        for m, path in tree["inclusion"].items():
            ours = [x.hex() for x in hashes(inclusion_spans(int(m), size), kept)]
            assert ours == path, (m, size)
