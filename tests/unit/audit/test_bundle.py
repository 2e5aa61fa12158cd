"""Bundles: written the same each time, read within limits, whoever made them."""

import hashlib
import io
import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from unit.audit.chains import AGENCY, CASE, PAPER, PAPER_DIGEST, chain, written

from zhiheng.audit import container
from zhiheng.audit.bundle import Bundle, StreamLines, open_bundle, write_bundle
from zhiheng.audit.container import BundleError
from zhiheng.audit.entry import leaf_hash
from zhiheng.audit.verdict import Kind, problem
from zhiheng.audit.verify import verify
from zhiheng.model.ids import Digest

STREAMS = (chain(AGENCY, 3), chain(CASE, 2))


@pytest.fixture(params=["bundle", "bundle.zip"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder, and then a zip."""
    return tmp_path / str(request.param)


def test_what_was_written_is_read_and_verifies(path: Path) -> None:
    opened = written(path, *STREAMS)
    assert opened.entries == b"".join(b + b"\n" for s in STREAMS for b in s.bodies)
    assert [(h.stream, h.first_line, h.count) for h in opened.heads] == [
        (AGENCY, 1, 3),
        (CASE, 4, 2),
    ]
    assert opened.documents == (PAPER_DIGEST,)
    assert opened.document(PAPER_DIGEST) == PAPER
    verdict = verify(opened)
    assert verdict.ok
    assert verdict.documents == 1
    assert verdict.absent == verdict.unnamed == ()


def test_the_same_content_gives_the_same_zip(tmp_path: Path) -> None:
    other = b"another"
    digest = Digest(hashlib.sha256(other).hexdigest())
    papers = [(PAPER_DIGEST, PAPER), (digest, other)]
    write_bundle(tmp_path / "a.zip", STREAMS, papers)
    write_bundle(tmp_path / "b.zip", STREAMS, [*reversed(papers), papers[0]])
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_part_of_a_stream_is_chained_to_the_hash_before_it(path: Path) -> None:
    whole = STREAMS[0]
    part = StreamLines(AGENCY, whole.bodies[1:], whole.head, 2, leaf_hash(whole.bodies[0]))
    assert verify(written(path, part)).ok


def test_a_last_entry_changed_in_the_store_is_not_vouched_for(path: Path) -> None:
    honest, forged = chain(CASE, 3), chain(CASE, 3, {3: {"facts": []}, 2: {}})
    spoiled = (*honest.bodies[:2], honest.bodies[2].replace(b"guihua", b"guihub"))
    assert forged.head == honest.head, "an entry without papers is the same"
    verdict = verify(written(path, StreamLines(CASE, spoiled, honest.head)))
    assert verdict.first_bad == 3


def test_an_empty_stream_and_an_empty_bundle_are_fine(path: Path) -> None:
    write_bundle(path, [StreamLines(CASE, ())], [])
    verdict = verify(open_bundle(path))
    assert verdict.ok
    assert verdict.entries == 0


def test_a_changed_document_is_named(path: Path) -> None:
    write_bundle(path, STREAMS, [(PAPER_DIGEST, b"forged")])
    verdict = verify(open_bundle(path))
    assert not verdict.ok
    assert verdict.first_bad is None
    (found,) = verdict.problems
    assert (found.line, found.digest) == (None, PAPER_DIGEST)


def test_a_withheld_document_is_said_but_is_no_fault(path: Path) -> None:
    write_bundle(path, STREAMS, [])
    verdict = verify(open_bundle(path))
    assert verdict.ok
    assert verdict.absent == (PAPER_DIGEST,)


def test_a_document_that_no_entry_names_is_said(path: Path) -> None:
    digest = Digest(hashlib.sha256(b"smuggled").hexdigest())
    write_bundle(path, STREAMS, [(digest, b"smuggled"), (PAPER_DIGEST, PAPER)])
    assert verify(open_bundle(path)).unnamed == (digest,)


def test_a_document_damaged_inside_a_zip_is_named(tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    write_bundle(path, STREAMS, [(PAPER_DIGEST, PAPER)])
    path.write_bytes(path.read_bytes().replace(PAPER, PAPER[::-1]))
    verdict = verify(open_bundle(path))
    assert [p.digest for p in verdict.problems] == [PAPER_DIGEST]


def test_line_breaks_in_bodies_and_names_that_are_no_digests_are_not_written(path: Path) -> None:
    with pytest.raises(ValueError, match="line break"):
        write_bundle(path, [StreamLines(CASE, (b"{\n}",))], [])
    with pytest.raises(ValueError, match="SHA-256"):
        write_bundle(path.with_stem("other"), STREAMS, [(Digest("../../etc/passwd"), b"")])


def test_a_folder_that_holds_something_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(FileExistsError):
        write_bundle(tmp_path, STREAMS, [])


def test_notes_laid_beside_the_entries_of_a_folder_are_not_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "b"
    write_bundle(path, STREAMS, [])
    (path / "my notes.txt").write_text("looks fine")
    assert verify(open_bundle(path)).ok


# -- hostile bundles -----------------------------------------------------------------------


def rezip(path: Path, spoil: Callable[[zipfile.ZipFile], None], skip: str = "") -> Bundle:
    """Write an honest zip, add to it what a stranger might, and open it."""
    honest, out = path / "honest.zip", path / "hostile.zip"
    write_bundle(honest, STREAMS, [])
    with zipfile.ZipFile(honest) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            if info.filename != skip:
                target.writestr(info, source.read(info))
        spoil(target)
    return open_bundle(out)


@pytest.mark.parametrize(
    "name",
    [
        "../entries.jsonl",
        "/etc/passwd",
        "documents/../../x",
        "documents/x",
        "documents/" + "A" * 64,
        "documents/" + "a" * 64 + "\n",
        "documents/" + "a" * 64 + "/x",
        "C:\\x",
        "note.txt",
        "sub/",
    ],
)
def test_no_strange_name_in_a_zip(tmp_path: Path, name: str) -> None:
    with pytest.raises(BundleError) as caught:
        rezip(tmp_path, lambda z: z.writestr(zipfile.ZipInfo(name), b"x"))
    assert caught.value.message.zh


def test_no_name_that_is_cut_at_a_nul_byte(tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    write_bundle(path, STREAMS, [])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("README.txtX.sh", b"x")
    path.write_bytes(path.read_bytes().replace(b"README.txtX.sh", b"README.txt\x00.sh"))
    with pytest.raises(BundleError, match="belong"):
        open_bundle(path)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFCHR])
def test_no_link_or_device_in_a_zip(tmp_path: Path, kind: int) -> None:
    info = zipfile.ZipInfo(f"documents/{'a' * 64}")
    info.external_attr = (kind | 0o777) << 16
    with pytest.raises(BundleError):
        rezip(tmp_path, lambda z: z.writestr(info, b"/etc/passwd"))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_no_name_twice_in_a_zip(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="twice"):
        rezip(tmp_path, lambda z: z.writestr("heads.json", b"[]"))


def test_no_bomb_by_ratio(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="unpacks"):
        rezip(
            tmp_path,
            lambda z: z.writestr(
                f"documents/{'a' * 64}", bytes(4 << 20), compress_type=zipfile.ZIP_DEFLATED
            ),
        )


def test_no_more_than_the_limit_in_all(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_bundle(path, STREAMS, [])
    monkeypatch.setattr(container, "MAX_BYTES", 1_000)
    with pytest.raises(BundleError, match="at most"):
        open_bundle(path)


def test_sizes_declared_too_small_do_not_pass(tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    write_bundle(path, STREAMS, [])
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("entries.jsonl").file_size
    raw = path.read_bytes()
    path.write_bytes(raw.replace(size.to_bytes(4, "little"), (size - 1).to_bytes(4, "little")))
    with pytest.raises(BundleError):
        open_bundle(path)


def test_no_links_in_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "b"
    write_bundle(path, STREAMS, [])
    (path / "documents" / ("a" * 64)).symlink_to("/etc/passwd")
    with pytest.raises(BundleError):
        open_bundle(path)


def test_no_linked_documents_folder(tmp_path: Path) -> None:
    path = tmp_path / "b"
    write_bundle(path, STREAMS, [])
    (path / "documents").rmdir()
    (path / "documents").symlink_to("/etc")
    with pytest.raises(BundleError):
        open_bundle(path)


@pytest.mark.parametrize("skip", ["entries.jsonl", "heads.json"])
def test_nothing_needed_may_be_missing(tmp_path: Path, skip: str) -> None:
    with pytest.raises(BundleError, match="missing"):
        rezip(tmp_path, lambda _: None, skip)


HEAD = {
    "stream": AGENCY,
    "first_line": 1,
    "from_n": 1,
    "count": 3,
    "prev": "0" * 64,
    "head": STREAMS[0].head,
}


@pytest.mark.parametrize(
    "heads",
    [
        b"",
        b"{}",
        b"[1]",
        b"\xff",
        b"[" * 100_000,
        json.dumps([HEAD | {"first_line": 2}]).encode(),
        json.dumps([HEAD | {"first_line": 0}]).encode(),
        json.dumps([HEAD | {"count": 0}]).encode(),
        json.dumps([HEAD | {"count": "3"}]).encode(),
        json.dumps([HEAD | {"from_n": 2}]).encode(),
        json.dumps([HEAD | {"prev": "1" * 64}]).encode(),
        json.dumps([HEAD | {"head": "x"}]).encode(),
        json.dumps([HEAD, HEAD | {"first_line": 4}]).encode(),
        json.dumps([HEAD | {"count": 10**17}]).encode(),
    ],
)
def test_heads_that_contradict_themselves_are_unreadable(tmp_path: Path, heads: bytes) -> None:
    with pytest.raises(BundleError):
        rezip(tmp_path, lambda z: z.writestr("heads.json", heads), "heads.json")


def test_what_a_bundle_says_does_not_steer_a_terminal(tmp_path: Path) -> None:
    bad = HEAD | {"stream": "case/\x1b[2J\u202e", "first_line": 2}
    with pytest.raises(BundleError) as unreadable:
        rezip(tmp_path, lambda z: z.writestr("heads.json", json.dumps([bad])), "heads.json")
    assert str(unreadable.value).isprintable()
    assert problem(1, Kind.WRONG_PLACE, "jing\x1b]0;x\x07yue").message.en.isprintable()


@pytest.mark.parametrize("raw", [b"", b"PK", b"not a zip", io.BytesIO().getvalue()])
def test_what_is_no_zip_is_unreadable(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "b.zip").write_bytes(raw)
    with pytest.raises(BundleError):
        open_bundle(tmp_path / "b.zip")
    with pytest.raises(BundleError):
        open_bundle(tmp_path / "absent")


def test_documents_are_named_at_any_depth_of_a_fact_and_nowhere_else(path: Path) -> None:
    a, b, c, other = (ch * 64 for ch in "abcd")
    facts = [
        {"type": "papers/1", "digests": [a], "inner": {"digests": [b]}},
        {"type": "papers/1", "rows": [{"digest": c}], "content": other, "digest": "not a digest"},
    ]
    stream = chain(CASE, 1, {1: {"facts": facts, "request": {"digest": other}}})
    write_bundle(path, [stream], [])
    assert verify(open_bundle(path)).absent == (a, b, c)
