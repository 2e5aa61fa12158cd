"""The four files of a bundle that tie its lines to a signed checkpoint, byte for byte.

`checkpoint.txt` the note; `keys.txt` a line `log KEY` or `witness KEY` for each; `leaves.txt` for
each line of the entries its leaf index and hash, or `-` when the checkpoint does not cover it;
`proof.txt` the hashes of `multiproof`, one a line. Each is read in the one form it is written in,
so that a shell reads the same as this does.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from zhiheng.audit.checkpoint import Checkpoint, read_checkpoint
from zhiheng.audit.container import BundleError
from zhiheng.audit.merkle import Kept, span_hash
from zhiheng.audit.multiproof import sibling_spans
from zhiheng.audit.note import Note, NoteError, read_note
from zhiheng.audit.trust import NOBODY, Trust, trust

CHECKPOINT = "checkpoint.txt"
KEYS = "keys.txt"
LEAVES = "leaves.txt"
PROOF = "proof.txt"
NAMES = frozenset({CHECKPOINT, KEYS, LEAVES, PROOF})

_LEAF = re.compile(r"(0|[1-9][0-9]{0,17}) ([0-9a-f]{64})")
_HASH = re.compile(r"[0-9a-f]{64}")

Leaf = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Sealing:
    """To be written with a bundle. kept: the hashes of the log; keys: who signed, and saw."""

    note: Note
    kept: Kept
    keys: Trust = NOBODY


@dataclass(frozen=True, slots=True)
class Sealed:
    """As read from a bundle. leaves: one for each line of the entries, None where unsealed."""

    note: Note
    point: Checkpoint
    keys: Trust
    leaves: tuple[Leaf | None, ...]
    proof: tuple[bytes, ...]


def leaves_txt(leaves: Sequence[Leaf | None]) -> bytes:
    """The file."""
    return "".join("-\n" if x is None else f"{x[0]} {x[1].hex()}\n" for x in leaves).encode()


def keys_txt(keys: Trust) -> bytes:
    """The file."""
    lines = {f"log {k.encode()}\n" for k in keys.log}
    return "".join(sorted(lines | {f"witness {k.encode()}\n" for k in keys.witnesses})).encode()


def proof_txt(leaves: Sequence[Leaf | None], size: int, kept: Kept) -> Iterator[bytes]:
    """The file, of the lines that are sealed."""
    places = sorted(x[0] for x in leaves if x is not None)
    if places:
        for span in sibling_spans(places, size):
            yield span_hash(span, kept).hex().encode() + b"\n"


def read_sealed(read: Callable[[str], bytes]) -> Sealed:
    """Raises BundleError when a file is not in its form."""
    note, point = _note(_text(read, CHECKPOINT))
    leaves = tuple(map(_leaf, _lines(read, LEAVES)))
    proof = tuple(map(_hash, _lines(read, PROOF)))
    return Sealed(note, point, _keys(_lines(read, KEYS)), leaves, proof)


def _note(text: str) -> tuple[Note, Checkpoint]:
    try:
        note = read_note(text)
        point = read_checkpoint(note.text)
    except NoteError as fault:
        raise _wrong(CHECKPOINT, str(fault)) from fault
    if note.encode() != text or point.text() != note.text:
        raise _wrong(CHECKPOINT, "base64 that could be written otherwise")
    if len(set(note.signatures)) != len(note.signatures):
        raise _wrong(CHECKPOINT, "a signature stands twice")
    return note, point


def _keys(lines: Sequence[str]) -> Trust:
    words: dict[str, list[str]] = {"log": [], "witness": []}
    for line in lines:
        kind, _, word = line.partition(" ")
        if kind not in words:
            raise _wrong(KEYS, f"{ascii(kind)[:40]} is neither log nor witness")
        words[kind].append(word)
    try:
        keys = trust(words["log"], words["witness"])
    except NoteError as fault:
        raise _wrong(KEYS, str(fault)) from fault
    if keys_txt(keys).decode().splitlines() != list(lines):
        raise _wrong(KEYS, "not in the form in which it is written")
    return keys


def _leaf(line: str) -> Leaf | None:
    found = _LEAF.fullmatch(line)
    if not found and line != "-":
        raise _wrong(LEAVES, "a line is `index hash`, or `-`")
    return (int(found[1]), bytes.fromhex(found[2])) if found else None


def _hash(line: str) -> bytes:
    if not _HASH.fullmatch(line):
        raise _wrong(PROOF, "a line is a hash")
    return bytes.fromhex(line)


def _lines(read: Callable[[str], bytes], name: str) -> list[str]:
    text = _text(read, name)
    if text and not text.endswith("\n"):
        raise _wrong(name, "the last line has no line break")
    return text.split("\n")[:-1]


def _text(read: Callable[[str], bytes], name: str) -> str:
    try:
        return read(name).decode()
    except UnicodeDecodeError as fault:
        raise _wrong(name, "not UTF-8") from fault


def _wrong(name: str, fault: str) -> BundleError:
    return BundleError(f"{name} 有误：{fault}", f"{name} is wrong: {fault}")
