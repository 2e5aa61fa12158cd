"""The worked example of docs/audit-format.md: every byte of it, and both verifiers on it."""

from pathlib import Path

import pytest
from support.sealed_log import kept_of, signer
from unit.audit.test_sealed_bundle import by_program, by_script

from zhiheng.audit.bundle import StreamLines, write_bundle
from zhiheng.audit.checkpoint import Checkpoint, cosign
from zhiheng.audit.entry import GENESIS, leaf_hash
from zhiheng.audit.merkle import root
from zhiheng.audit.note import COSIGNATURE, Note, sign_note
from zhiheng.audit.seal_files import Sealing
from zhiheng.audit.trust import Trust

PAGE = Path(__file__).resolve().parents[2] / "docs" / "audit-format.md"
LOG = signer("example/shili", b"L")
WITNESS = signer("jiwei.example/w1", b"W", COSIGNATURE)
TRUST = Trust((LOG.verifier,), (WITNESS.verifier,))


def _entry(n: int, prev: str, at: str) -> bytes:
    return (
        f'{{"agency":"shili","at":"2026-03-02T{at}.000000Z","facts":[],"n":{n},"prev":"{prev}",'
        '"stream":"agency/shili","v":1}'
    ).encode()


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Two entries, which are the leaves 0 and 2 of a log of three."""
    first = _entry(1, GENESIS, "01:00:00")
    second = _entry(2, leaf_hash(first), "01:05:00")
    other = b"the entry of another stream"
    leaves = [bytes.fromhex(leaf_hash(body)) for body in (first, other, second)]
    kept = kept_of(leaves)
    note = sign_note(Checkpoint(LOG.name, 3, root(3, kept)).text(), LOG)
    seen = Note(note.text, (*note.signatures, cosign(note.text, WITNESS, 1_772_413_800)))
    stream = StreamLines("agency/shili", [first, second], leaf_hash(second), leaves=[0, 2])
    write_bundle(tmp_path / "mini", [stream], (), Sealing(seen, kept, TRUST))
    return tmp_path / "mini"


@pytest.mark.parametrize(
    "name",
    ["entries.jsonl", "heads.json", "checkpoint.txt", "keys.txt", "leaves.txt", "proof.txt"],
)
def test_the_page_shows_each_file_to_the_byte(example: Path, name: str) -> None:
    content = (example / name).read_text(encoding="utf-8")
    assert f"`{name}`\n\n```text\n{content}```" in PAGE.read_text(encoding="utf-8")


def test_both_verifiers_find_it_fine(example: Path) -> None:
    assert by_program(example, TRUST)
    assert by_script(example, LOG.verifier.encode(), WITNESS.verifier.encode())


def test_the_hashes_on_the_page_are_those_of_the_example(example: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    leaves = [line.split()[1] for line in (example / "leaves.txt").read_text().splitlines()]
    (other,) = (example / "proof.txt").read_text().splitlines()
    kept = kept_of([bytes.fromhex(x) for x in (leaves[0], other, leaves[1])])
    assert f"N  {root(2, kept).hex()}" in page
    assert f"R  {root(3, kept).hex()}" in page
    assert f"id {LOG.key_id.hex()}" in page
    assert f"id {WITNESS.key_id.hex()}" in page
