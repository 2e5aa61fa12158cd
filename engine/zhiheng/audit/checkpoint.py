"""Checkpoints (检查点) of an agency's log: what it held at a time, signed (C2SP tlog-checkpoint).

The text has three lines: the log's name (origin), the number of leaves, and the root in base64. A
witness (见证) signs the same text together with the time it saw it (C2SP tlog-cosignature, v1).
"""

import base64
from dataclasses import dataclass

from zhiheng.audit.merkle import EMPTY
from zhiheng.audit.note import COSIGNATURE, Note, NoteError, Signature, Signer, Verifier

_STAMP = 8
_DIGITS = 18
"""Of a size at most: what a shell, SQLite and PostgreSQL can count as well."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The tree of the first `size` leaves has this root.

    extension: further lines, which this project writes none of and lets stand.
    """

    origin: str
    size: int
    root: bytes
    extension: tuple[str, ...] = ()

    def text(self) -> str:
        """What is signed."""
        lines = (self.origin, str(self.size), base64.b64encode(self.root).decode())
        return "".join(f"{line}\n" for line in (*lines, *self.extension))


def read_checkpoint(text: str) -> Checkpoint:
    """The checkpoint that a note's text is. Raises NoteError."""
    origin, *rest = text.removesuffix("\n").split("\n")
    match rest:
        case [size, root, *extension] if origin and all(rest):
            return Checkpoint(origin, _size(size), _root(root), tuple(extension))
    raise NoteError("a checkpoint has three lines: origin, size, root")


def _size(size: str) -> int:
    if len(size) > _DIGITS or not size.isascii() or not size.isdigit() or str(int(size)) != size:
        raise NoteError("the size is no plain decimal number")
    return int(size)


def _root(root: str) -> bytes:
    try:
        digest = base64.b64decode(root, validate=True)
    except ValueError as error:
        raise NoteError("the root is no base64") from error
    if len(digest) != len(EMPTY):
        raise NoteError(f"the root has {len(EMPTY)} bytes")
    return digest


def cosign(text: str, witness: Signer, seconds: int) -> Signature:
    """A witness's signature over the text, as seen at that Unix time."""
    stamp = seconds.to_bytes(_STAMP, "big")
    return Signature(witness.name, witness.key_id, stamp + witness.sign(_cosigned(text, seconds)))


def seen_at(note: Note, witness: Verifier) -> int:
    """When the witness saw the note, in Unix seconds. Raises NoteError when it has not."""
    found = witness.own(note)
    if witness.kind != COSIGNATURE or found is None:
        raise NoteError(f"not cosigned by {witness.name}")
    seconds = int.from_bytes(found.signature[:_STAMP], "big")
    if not witness.signed(_cosigned(note.text, seconds), found.signature[_STAMP:]):
        raise NoteError(f"not cosigned by {witness.name}")
    return seconds


def _cosigned(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()
