"""Small honest bundles for the tests to spoil."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from zhiheng.audit.bundle import Bundle, Head, StreamLines, open_bundle, write_bundle
from zhiheng.audit.canonical import canonical
from zhiheng.audit.entry import GENESIS, leaf_hash
from zhiheng.model.ids import Digest

AGENCY = "agency/guihua"
CASE = "case/01890a5d-ac96-774b-bcce-b302099a8057"
OTHER = "case/01890a5d-ac96-774b-bcce-b302099a8058"
ACCESS = "access/guihua/2026-03-02"
PAPER = "审查意见书".encode()
PAPER_DIGEST = Digest(hashlib.sha256(PAPER).hexdigest())


def body(
    stream: str, n: int, prev: str, changed: Mapping[str, object] = MappingProxyType({})
) -> bytes:
    """An entry's bytes, honest but for what is changed."""
    facts = [{"type": "document-filed/1", "name": "意见", "digest": PAPER_DIGEST}] if n == 1 else []
    honest = {
        "v": 1,
        "agency": "guihua",
        "stream": stream,
        "n": n,
        "prev": prev,
        "at": f"2026-03-02T01:02:{n % 60:02}.000000Z",
        "facts": facts,
    }
    return canonical({**honest, **changed})


def chain(
    stream: str, count: int, changed: Mapping[int, Mapping[str, object]] | None = None
) -> StreamLines:
    """A stream of `count` entries, each naming the hash of the one before."""
    prev, bodies = GENESIS, []
    for n in range(1, count + 1):
        bodies.append(body(stream, n, prev, (changed or {}).get(n, {})))
        prev = leaf_hash(bodies[-1])
    return StreamLines(stream, tuple(bodies), prev)


def bundle(*streams: StreamLines, entries: bytes | None = None) -> Bundle:
    """A bundle in memory; `entries` replaces the bytes that the heads speak of."""
    heads, line = [], 1
    for s in streams:
        heads.append(
            Head(
                stream=s.stream,
                first_line=line,
                from_n=s.from_n,
                count=len(s.bodies),
                prev=s.prev,
                head=s.head or leaf_hash(s.bodies[-1]),
            )
        )
        line += len(s.bodies)
    honest = b"".join(b + b"\n" for s in streams for b in s.bodies)
    return Bundle(honest if entries is None else entries, tuple(heads), (), lambda _: b"")


def written(path: Path, *streams: StreamLines) -> Bundle:
    """A bundle with its one document, written and opened again."""
    write_bundle(path, streams, [(PAPER_DIGEST, PAPER)])
    return open_bundle(path)
