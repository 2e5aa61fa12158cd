"""A bundle (证据包): raw entries, their heads, and the documents that they name.

`entries.jsonl` holds the very bytes that were hashed, one entry a line, grouped by stream, n
ascending. `heads.json` says where each stream lies and what its last hash is.
"""

import re
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec

from zhiheng.audit.checkpoint import read_checkpoint
from zhiheng.audit.container import BundleError, Container, open_container
from zhiheng.audit.entry import GENESIS, leaf_hash
from zhiheng.audit.pack import pack
from zhiheng.audit.readme import README, SCRIPT
from zhiheng.audit.seal_files import (
    CHECKPOINT,
    KEYS,
    LEAVES,
    NAMES,
    PROOF,
    Leaf,
    Sealed,
    Sealing,
    keys_txt,
    leaves_txt,
    proof_txt,
    read_sealed,
)
from zhiheng.model.ids import Digest

MOST_MISSING = 100_000
"""Lines that the heads may name and the file not have; each is told by its number."""
ENTRIES = "entries.jsonl"
HEADS = "heads.json"
DOCUMENTS = "documents/"

_DIGEST = re.compile(r"[0-9a-f]{64}")
_Hex = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
_Positive = Annotated[int, msgspec.Meta(ge=1)]


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """Where a stream lies in the file, and what it must hash to.

    first_line: 1-based; prev: the hash before entry from_n; head: the hash of the last entry.
    """

    stream: Annotated[str, msgspec.Meta(min_length=1)]
    first_line: _Positive
    from_n: _Positive
    count: _Positive
    prev: _Hex
    head: _Hex


@dataclass(frozen=True, slots=True)
class StreamLines:
    """Entries of one stream to be written: raw bodies, n ascending from from_n.

    head: the hash that the store keeps of the last entry. Pass it: computed from the bodies
    (None), it would vouch for a last entry that was changed in the store.
    """

    stream: str
    bodies: Sequence[bytes]
    head: str | None = None
    from_n: int = 1
    prev: str = GENESIS
    leaves: Sequence[int | None] = ()
    """Where each body is a leaf of the log, when anything of the stream is sealed."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that was opened. documents: the digests that its files are named by.

    sealed: None when no checkpoint came with it, as before there were any.
    """

    entries: bytes
    heads: tuple[Head, ...]
    documents: tuple[Digest, ...]
    read: Callable[[str], bytes]
    sealed: Sealed | None = None

    def document(self, digest: Digest) -> bytes:
        """The bytes of a document. Raises BundleError when the zip is damaged there."""
        return self.read(f"{DOCUMENTS}{digest}")


def write_bundle(
    path: Path,
    streams: Iterable[StreamLines],
    documents: Iterable[tuple[Digest, bytes]],
    sealing: Sealing | None = None,
) -> None:
    """Write a zip when the path ends in `.zip`, else a new folder.

    The same content gives the same bytes. Raises ValueError on a body with a line break or a
    document whose name is no digest, FileExistsError on a folder that is not empty.
    """
    heads: list[Head] = []
    leaves: list[Leaf | None] = []
    size = read_checkpoint(sealing.note.text).size if sealing else 0
    pack(
        path,
        [
            ("README.txt", [README.encode()]),
            ("verify.sh", [SCRIPT]),
            (ENTRIES, _lines(streams, heads, leaves, size)),
            (HEADS, _heads_json(heads)),
            *(_seal_files(sealing, leaves, size) if sealing else ()),
        ],
        ((DOCUMENTS + _named(digest), content) for digest, content in documents),
    )


def open_bundle(path: Path) -> Bundle:
    """Open a folder or zip. Raises BundleError on what is no bundle, or is not safe to read."""
    _check_plain(path)
    container = open_container(path, _known)
    documents = sorted(n.removeprefix(DOCUMENTS) for n in container.names if DOCUMENTS in n)
    entries, heads = _required(container, ENTRIES), _heads(_required(container, HEADS))
    if sum(head.count for head in heads) > entries.count(b"\n") + MOST_MISSING:
        raise BundleError(
            f"{HEADS} 所列的条数包里远远没有", f"{HEADS} counts far more than there is"
        )
    return Bundle(
        entries=entries,
        heads=heads,
        documents=tuple(Digest(d) for d in documents),
        read=container.read,
        sealed=_sealed(container),
    )


def _sealed(container: Container) -> Sealed | None:
    if not NAMES & container.names:
        return None
    for name in sorted(NAMES):
        _required(container, name)
    sealed = read_sealed(container.read)
    # A shell reads this file too, and knows one form only.
    heads = container.read(HEADS)
    if b"".join(_heads_json(_heads(heads))) != heads:
        raise BundleError(f"{HEADS} 的写法不对", f"{HEADS} is not in the form it is written in")
    return sealed


def _check_plain(path: Path) -> None:
    """A pipe or a device would be read for ever."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as fault:
        raise BundleError(f"无法读取：{fault}", f"cannot be read: {fault}") from fault
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise BundleError("不是普通文件或目录", "neither a plain file nor a folder")


def _known(name: str) -> bool:
    return name in {ENTRIES, HEADS, "README.txt", "verify.sh"} | NAMES or (
        name.startswith(DOCUMENTS) and _DIGEST.fullmatch(name.removeprefix(DOCUMENTS)) is not None
    )


def _required(container: Container, name: str) -> bytes:
    if name not in container.names:
        raise BundleError(f"缺少 {name}", f"{name} is missing")
    return container.read(name)


def _heads(data: bytes) -> tuple[Head, ...]:
    try:
        heads = msgspec.json.decode(data, type=tuple[Head, ...])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise BundleError(f"{HEADS} 有误：{fault}", f"{HEADS} is wrong: {fault}") from fault
    line = 1
    for head in heads:
        if head.first_line != line or (head.from_n == 1) != (head.prev == GENESIS):
            raise BundleError(
                f"{HEADS} 中 {head.stream} 的位置自相矛盾",
                f"{HEADS} contradicts itself at {head.stream}",
            )
        line += head.count
    if len({head.stream for head in heads}) != len(heads):
        raise BundleError(f"{HEADS} 中有重复的流", f"a stream stands twice in {HEADS}")
    return heads


def _seal_files(
    sealing: Sealing, leaves: list[Leaf | None], size: int
) -> Iterator[tuple[str, Iterable[bytes]]]:
    yield CHECKPOINT, [sealing.note.encode().encode()]
    yield KEYS, [keys_txt(sealing.keys)]
    yield LEAVES, _late(lambda: [leaves_txt(leaves)])
    yield PROOF, _late(lambda: proof_txt(leaves, size, sealing.kept))


def _late(parts: Callable[[], Iterable[bytes]]) -> Iterator[bytes]:
    """Known once the lines have been written."""
    yield from parts()


def _lines(
    streams: Iterable[StreamLines], heads: list[Head], leaves: list[Leaf | None], size: int
) -> Iterator[bytes]:
    """The lines of the file; notes in `heads` where each stream went, in `leaves` each line's."""
    line = 1
    for stream in streams:
        if not stream.bodies:
            continue
        places = stream.leaves or (None,) * len(stream.bodies)
        for body, place in zip(stream.bodies, places, strict=True):
            if b"\n" in body:
                raise ValueError(f"a body of {stream.stream} holds a line break")
            leaves.append(_covered(place, body, size))
            yield body + b"\n"
        heads.append(
            Head(
                stream=stream.stream,
                first_line=line,
                from_n=stream.from_n,
                count=len(stream.bodies),
                prev=stream.prev,
                head=stream.head or leaf_hash(stream.bodies[-1]),
            )
        )
        line += len(stream.bodies)


def _covered(place: int | None, body: bytes, size: int) -> Leaf | None:
    if place is None or place >= size:
        return None
    return place, bytes.fromhex(leaf_hash(body))


def _heads_json(heads: Sequence[Head]) -> Iterator[bytes]:
    """Late on purpose: the heads are known once the lines have been written."""
    yield msgspec.json.format(msgspec.json.encode(heads), indent=1) + b"\n"


def _named(digest: Digest) -> str:
    if not _DIGEST.fullmatch(digest):
        raise ValueError(f"{digest!r} is no SHA-256 in lower-case hex")
    return digest
