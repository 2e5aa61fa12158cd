"""What a verification may start from: keys that were published, and what a witness has seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhiheng.audit.checkpoint import Checkpoint, read_checkpoint, seen_at
from zhiheng.audit.note import (
    COSIGNATURE,
    ED25519,
    Note,
    NoteError,
    Verifier,
    check_author,
    read_note,
    read_verifier,
)
from zhiheng.model.finding import harmless


@dataclass(frozen=True, slots=True)
class Trust:
    """log, witnesses: public keys. seen: checkpoints kept by a witness, on his own machine."""

    log: tuple[Verifier, ...] = ()
    witnesses: tuple[Verifier, ...] = ()
    seen: tuple[Note, ...] = ()


NOBODY = Trust()


@dataclass(frozen=True, slots=True)
class Cosigned:
    """seconds: Unix time at which the witness says it saw the checkpoint."""

    witness: str
    seconds: int


def trust(log: Iterable[str], witnesses: Iterable[str], seen: Iterable[str] = ()) -> Trust:
    """Keys as words, checkpoints as the text of files of them. Raises NoteError."""
    notes = tuple(note for text in seen for note in read_notes(text))
    found = Trust(_keys(log, ED25519), _keys(witnesses, COSIGNATURE), notes)
    for note in notes:
        read_checkpoint(note.text)
        if found.witnesses and not cosigned(note, found.witnesses):
            raise NoteError("none of the witnesses named has cosigned the checkpoint")
    return found


def _keys(words: Iterable[str], kind: bytes) -> tuple[Verifier, ...]:
    keys = tuple(map(read_verifier, words))
    for key in keys:
        if key.kind != kind:
            raise NoteError(f"the key of {key.name} is of the other kind: log, or witness")
    return keys


def read_notes(text: str) -> list[Note]:
    """The notes of a file of one or several, one after the other. Raises NoteError."""
    notes: list[list[str]] = [[]]
    signed = False
    for line in text.splitlines(keepends=True):
        if signed and not line.startswith("— "):
            notes.append([])
        signed = line.startswith("— ")
        notes[-1].append(line)
    return [read_note("".join(lines)) for lines in notes]


def signers(note: Note, keys: Sequence[Verifier]) -> list[str]:
    """Which of the keys have signed. Raises NoteError when one is named, but has not."""
    named = [key for key in keys if key.own(note)]
    for key in named:
        check_author(note, key)
    return [harmless(key.encode()) for key in named]


def cosigned(note: Note, witnesses: Sequence[Verifier]) -> list[Cosigned]:
    """Which of the witnesses have seen it, when. Raises NoteError when one only seems to have."""
    return [Cosigned(harmless(w.name), seen_at(note, w)) for w in witnesses if w.own(note)]


def point(note: Note) -> Checkpoint:
    """The checkpoint of a note that was read as one before."""
    return read_checkpoint(note.text)
