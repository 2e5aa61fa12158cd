"""A small log of one agency in memory, sealed and seen by a witness: honest, to be spoiled."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from zhiheng.audit.bundle import StreamLines
from zhiheng.audit.canonical import canonical
from zhiheng.audit.checkpoint import Checkpoint, cosign, read_checkpoint
from zhiheng.audit.entry import GENESIS, leaf_hash
from zhiheng.audit.merkle import Kept, new_nodes, root
from zhiheng.audit.note import COSIGNATURE, Ed25519Signer, Note, read_note, sign_note
from zhiheng.audit.trust import Trust
from zhiheng.model.ids import Digest

AGENCY = "guihua"
ORIGIN = "zhiheng.example/guihua"
SEEN = 1_790_000_000


def signer(name: str, seed: bytes, kind: bytes = b"\x01") -> Ed25519Signer:
    return Ed25519Signer(name, Ed25519PrivateKey.from_private_bytes(seed * 32), kind)


LOG_KEY = signer(ORIGIN, b"l")
WITNESS_KEY = signer("jijian.example/w", b"w", COSIGNATURE)
PUBLISHED = Trust((LOG_KEY.verifier,), (WITNESS_KEY.verifier,))
PAPER = "审查意见书".encode()
PAPER_DIGEST = Digest(hashlib.sha256(PAPER).hexdigest())


def kept_of(leaves: Sequence[bytes]) -> Kept:
    """The leaves, and the nodes that are kept of them."""
    rows = {(0, i): leaf for i, leaf in enumerate(leaves)}

    def kept(level: int, first: int, count: int) -> list[bytes]:
        return [rows[level, i] for i in range(first, first + count)]

    for level, index, digest in new_nodes(0, len(leaves), kept):
        rows[level, index] = digest
    return kept


@dataclass
class SmallLog:
    """Rows as the tables hold them, each a dict by column."""

    entries: list[dict[str, Any]] = field(default_factory=list)
    leaves: list[dict[str, Any]] = field(default_factory=list)
    nodes: list[dict[str, Any]] = field(default_factory=list)
    checkpoints: list[dict[str, Any]] = field(default_factory=list)
    cosignatures: list[dict[str, Any]] = field(default_factory=list)
    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    key: Ed25519Signer = LOG_KEY

    def write(self, stream: str, **changed: object) -> None:
        """Append an entry to a stream."""
        n, prev = self.heads.get(stream, (0, GENESIS))
        count = len(self.entries)
        at = f"2026-03-02T{1 + count // 3600:02}:{count // 60 % 60:02}:{count % 60:02}.000000Z"
        honest = {
            "v": 1,
            "agency": AGENCY,
            "stream": stream,
            "n": n + 1,
            "prev": prev,
            "at": at,
            "command": "sign",
            "actor": {"account": f"gh-{count % 5}", "role": "officer"},
            "digests": {"chart": "a1" * 32},
            "facts": [{"type": "document-filed/1", "name": "意见", "digest": PAPER_DIGEST}],
            "request": {"key": f"k{count}", "digest": "b2" * 32},
        }
        body = canonical({**honest, **changed})
        digest = leaf_hash(body)
        self.entries.append(
            {
                "agency": AGENCY,
                "stream": stream,
                "n": n + 1,
                "hash": digest,
                "body": body,
                "at": at,
                "account": f"gh-{count % 5}",
                "request_key": f"k{count}",
            }
        )
        self.heads[stream] = (n + 1, digest)

    def write_again(self, row: dict[str, Any]) -> None:
        """The same entry in the chain as it is now, or what somebody would rather have there."""
        command = row.get("command")
        if command:
            self.write(str(row["stream"]), command=command)
        else:
            self.write(str(row["stream"]))

    def seal(self, most: int | None = None) -> Checkpoint:
        """Make leaves of what is not sealed, a checkpoint over them, and let the witness see it."""
        sealed = {(x["stream"], x["n"]) for x in self.leaves}
        waiting = [e for e in self.entries if (e["stream"], e["n"]) not in sealed][:most]
        old = len(self.leaves)
        for idx, e in enumerate(waiting, old):
            row = {"agency": AGENCY, "idx": idx}
            self.leaves.append({**row, "stream": e["stream"], "n": e["n"], "hash": e["hash"]})
        kept = kept_of(self.hashes())
        self.nodes = [
            {"agency": AGENCY, "level": level, "idx": idx, "hash": digest.hex()}
            for level, idx, digest in new_nodes(0, len(self.leaves), kept)
        ]
        return self.sign(len(self.leaves))

    def sign(self, size: int) -> Checkpoint:
        point = Checkpoint(ORIGIN, size, root(size, kept_of(self.hashes())))
        note = sign_note(point.text(), self.key)
        at = f"2026-03-03T01:{len(self.checkpoints) // 60:02}:{len(self.checkpoints) % 60:02}"
        row = {"agency": AGENCY, "size": size, "root": point.root.hex()}
        self.checkpoints.append({**row, "at": f"{at}.000000Z", "note": note.encode()})
        return point

    def see(self, size: int, witness: Ed25519Signer = WITNESS_KEY) -> Note:
        """The witness cosigns the checkpoint of that size. Returns what he keeps."""
        row = next(c for c in self.checkpoints if c["size"] == size)
        note = read_note(str(row["note"]))
        signature = cosign(note.text, witness, SEEN + size)
        at = str(row["at"]).replace(".000000Z", ".500000Z")
        found = {
            "agency": AGENCY,
            "size": size,
            "witness": f"{witness.name}+{witness.key_id.hex()}",
        }
        self.cosignatures.append({**found, "line": signature.line(), "at": at})
        return Note(note.text, (*note.signatures, signature))

    def hashes(self) -> list[bytes]:
        return [bytes.fromhex(str(x["hash"])) for x in self.leaves]

    def streams(self) -> Iterator[StreamLines]:
        """As for a bundle of everything."""
        place = {(x["stream"], x["n"]): x["idx"] for x in self.leaves}
        for stream in sorted(self.heads):
            rows = [e for e in self.entries if e["stream"] == stream]
            yield StreamLines(
                stream,
                [bytes(e["body"]) for e in rows],
                self.heads[stream][1],
                leaves=[place.get((stream, e["n"])) for e in rows],
            )


def small_log(seed: int, entries: int = 40, unsealed: int = 2) -> tuple[SmallLog, list[Note]]:
    """A log of several streams and checkpoints, and what its witness has kept."""
    random = Random(seed)  # noqa: S311 - which entries, not which keys
    names = [f"agency/{AGENCY}", *(f"case/{UUID(int=random.getrandbits(128))}" for _ in range(4))]
    log = SmallLog()
    kept: list[Note] = []
    while len(log.entries) < entries:
        for _ in range(random.randint(1, max(2, entries // 5))):
            log.write(random.choice(names))
        kept.append(log.see(log.seal().size))
    # The witness comes by now and then; the log goes on.
    log.write(random.choice(names))
    log.seal()
    for _ in range(unsealed):
        log.write(random.choice(names))
    return log, kept


def latest(notes: Sequence[Note]) -> Note:
    """The one over most leaves."""
    return max(notes, key=lambda note: read_checkpoint(note.text).size)
