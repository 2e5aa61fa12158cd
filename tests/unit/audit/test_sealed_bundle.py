"""A bundle under a checkpoint: what it proves, and that two verifiers say the same of it."""

import hashlib
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from support.sealed_log import (
    PAPER,
    PAPER_DIGEST,
    PUBLISHED,
    SmallLog,
    kept_of,
    latest,
    small_log,
)

from zhiheng.audit.bundle import open_bundle, write_bundle
from zhiheng.audit.container import BundleError
from zhiheng.audit.merkle import root, span_hash
from zhiheng.audit.multiproof import root_of_leaves, sibling_spans
from zhiheng.audit.note import Note
from zhiheng.audit.proofs import ProofError
from zhiheng.audit.readme import SCRIPT
from zhiheng.audit.seal_files import Sealing
from zhiheng.audit.trust import NOBODY, Trust
from zhiheng.audit.verdict import Kind
from zhiheng.audit.verify import verify

KEYS = [PUBLISHED.log[0].encode(), PUBLISHED.witnesses[0].encode()]
TOOLS = ("sh", "openssl", "sha256sum", "xxd", "base64")


def written(folder: Path, log: SmallLog, note: Note, streams: int | None = None) -> Path:
    """Of the first so many streams."""
    sealing = Sealing(note, kept_of(log.hashes()), PUBLISHED)
    write_bundle(folder, list(log.streams())[:streams], [(PAPER_DIGEST, PAPER)], sealing)
    return folder


def by_script(folder: Path, *keys: str) -> bool:
    """What the shell says. It must not fail in any other way than by saying no."""
    script = folder.parent / "verify.sh"
    script.write_bytes(SCRIPT)
    done = subprocess.run(  # noqa: S603 - our own script
        ["/bin/sh", str(script), str(folder), *keys], capture_output=True, check=False
    )
    assert done.returncode in (0, 1, 2), done.stderr
    assert not done.stderr, done.stderr
    return done.returncode == 0


def by_program(folder: Path, trust: Trust = NOBODY) -> bool:
    try:
        return verify(open_bundle(folder), trust).ok
    except BundleError:
        return False


@pytest.mark.parametrize("size", [*range(1, 18), 255, 256, 257, 300])
def test_the_shared_proof_leads_to_the_root_and_no_other_does(size: int) -> None:
    leaves = [hashlib.sha256(bytes([0, i % 256, i // 256])).digest() for i in range(size)]
    kept, random = kept_of(leaves), Random(size)  # noqa: S311 - no keys
    top = root(size, kept)
    for _ in range(12):
        places = sorted(random.sample(range(size), random.randint(1, size)))
        proof = [span_hash(span, kept) for span in sibling_spans(places, size)]
        some = [(i, leaves[i]) for i in places]
        assert root_of_leaves(some, size, proof) == top
        other = [(i, leaves[(i + 1) % size]) for i in places]
        assert size == 1 or root_of_leaves(other, size, proof) != top
        with pytest.raises(ProofError):
            root_of_leaves(some, size, [*proof, top])
        if proof:
            with pytest.raises(ProofError):
                root_of_leaves(some, size, proof[:-1])
    with pytest.raises(ProofError):
        root_of_leaves([(size, top)], size, [])
    with pytest.raises(ProofError):
        root_of_leaves([(0, leaves[0]), (0, leaves[0])], size, [])


def test_it_says_who_vouches_and_for_what(tmp_path: Path) -> None:
    log, seen = small_log(1)
    verdict = verify(open_bundle(written(tmp_path / "b", log, latest(seen))), PUBLISHED)
    assert verdict.ok, verdict.problems
    vouched = verdict.vouched
    assert vouched is not None
    assert (vouched.sealed, vouched.unsealed) == (vouched.size, len(log.entries) - vouched.size)
    assert vouched.unsealed > 0
    assert vouched.signed_by == (KEYS[0],)
    assert [c.witness for c in vouched.cosigned] == ["jijian.example/w"]
    assert vouched.published


def test_an_old_bundle_verifies_and_says_that_nobody_vouches(tmp_path: Path) -> None:
    log, _ = small_log(2)
    write_bundle(tmp_path / "b", log.streams(), [(PAPER_DIGEST, PAPER)])
    verdict = verify(open_bundle(tmp_path / "b"))
    assert verdict.ok
    assert verdict.vouched is None
    assert by_script(tmp_path / "b")
    asked = verify(open_bundle(tmp_path / "b"), PUBLISHED)
    assert {p.kind for p in asked.problems} == {Kind.NOT_SIGNED, Kind.NOT_COSIGNED}
    assert not by_script(tmp_path / "b", *KEYS)


def test_both_see_a_hidden_file_among_the_papers(tmp_path: Path) -> None:
    log, seen = small_log(2)
    folder = written(tmp_path / "b", log, latest(seen))
    (folder / "documents" / ".x").write_bytes(b"x")
    assert not by_program(folder)
    assert not by_script(folder)


def test_a_folder_may_be_called_like_an_option(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, seen = small_log(2)
    written(tmp_path / "-n", log, latest(seen))
    monkeypatch.chdir(tmp_path)
    assert by_script(Path("-n"), *KEYS)


def test_who_rewrites_lines_and_heads_cannot_rewrite_what_was_sealed(tmp_path: Path) -> None:
    log, seen = small_log(3)
    note = latest(seen)
    forged, _ = small_log(3)
    forged.entries, forged.heads = [], {}
    for e in log.entries:
        forged.write(str(e["stream"]), command="grant")
    for leaf, e in zip(forged.leaves, forged.entries, strict=False):
        leaf["hash"] = e["hash"]
    folder = written(tmp_path / "b", forged, note)
    verdict = verify(open_bundle(folder), PUBLISHED)
    assert {p.kind for p in verdict.problems} == {Kind.NO_PROOF}
    assert not by_script(folder, *KEYS)


def test_a_witness_that_saw_another_root_of_the_size_is_believed(tmp_path: Path) -> None:
    log, seen = small_log(4)
    other, theirs = small_log(4)
    other.write("agency/guihua", command="other")
    log.write("agency/guihua")
    mine, his = log.see(log.seal().size), other.see(other.seal().size)
    folder = written(tmp_path / "b", log, mine)
    found = verify(open_bundle(folder), Trust(PUBLISHED.log, PUBLISHED.witnesses, (his,)))
    assert {p.kind for p in found.problems} == {Kind.OTHER_ROOT}
    same = verify(open_bundle(folder), Trust(PUBLISHED.log, PUBLISHED.witnesses, (mine, *seen)))
    assert same.ok
    assert same.vouched is not None
    assert same.vouched.compared
    assert theirs


def _flip(data: bytes, random: Random) -> bytes:
    place = random.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << random.randrange(8))]) + data[place + 1 :]


def _drop_line(data: bytes, random: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    del lines[random.randrange(len(lines))]
    return b"".join(lines)


def _twice(data: bytes, random: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    place = random.randrange(len(lines))
    return b"".join([*lines[:place], lines[place], *lines[place:]])


def _swap(data: bytes, random: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    if len(lines) < 2:
        return data[::-1]
    a = random.randrange(len(lines) - 1)
    lines[a], lines[a + 1] = lines[a + 1], lines[a]
    return b"".join(lines)


def _cut(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data))]


SPOIL: tuple[Callable[[bytes, Random], bytes], ...] = (_flip, _drop_line, _twice, _swap, _cut)
FILES = ("entries.jsonl", "heads.json", "checkpoint.txt", "keys.txt", "leaves.txt", "proof.txt")


def _meaning(name: str, data: bytes) -> object:
    """Signatures say the same in any order."""
    head, blank, signatures = data.partition(b"\n\n")
    return (head, blank, sorted(signatures.split(b"\n"))) if name == "checkpoint.txt" else data


def both_agree(folder: Path, seed: int) -> tuple[bool | None, bool]:
    """Make a bundle, spoil every other one; (spoiled, found). The two verifiers say the same.

    None for the file of keys: one that lacks a witness is as good, only poorer.
    """
    random = Random(seed)  # noqa: S311 - no keys
    log, seen = small_log(seed, random.randint(3, 40), random.randint(0, 3))
    written(folder, log, random.choice(seen), random.randint(1, 5))
    spoiled, path = seed % 2 == 1, None
    if spoiled:
        # A file that is empty, such as the proof of a whole log, can only be added to.
        name = random.choice([*FILES, f"documents/{PAPER_DIGEST}"])
        path = folder / name
        before = path.read_bytes()
        after = random.choice(SPOIL)(before, random) if before else b"0" * 64 + b"\n"
        spoiled = _meaning(name, after) != _meaning(name, before)
        path.write_bytes(after)
    keys = KEYS if random.random() < 0.5 else []
    said = by_program(folder, PUBLISHED if keys else NOBODY)
    assert by_script(folder, *keys) == said, (seed, folder)
    if path is not None and path.name == "keys.txt":
        return None, not said
    return spoiled, not said


@pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason="needs openssl, sha256sum and xxd")
@pytest.mark.parametrize("seed", range(20))
def test_the_program_and_the_script_agree(seed: int, tmp_path: Path) -> None:
    spoiled, found = both_agree(tmp_path / "b", seed)
    if spoiled is None:
        return
    assert spoiled == found


@pytest.mark.soak
@pytest.mark.timeout(3_600)
def test_they_agree_on_a_thousand_bundles(tmp_path: Path) -> None:
    for seed in range(1_000, 2_000):
        folder = tmp_path / str(seed)
        folder.mkdir()
        spoiled, found = both_agree(folder / "b", seed)
        assert spoiled is None or spoiled == found, seed
        shutil.rmtree(folder)
