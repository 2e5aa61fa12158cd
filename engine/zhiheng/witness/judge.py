"""What a witness says to a checkpoint that it is asked to cosign (C2SP tlog-witness). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhiheng.audit.checkpoint import Checkpoint
from zhiheng.audit.note import Note, NoteError, Verifier
from zhiheng.audit.proofs import ProofError, check_consistency
from zhiheng.audit.trust import point, signers

MOST_HASHES = 63
"""Of a consistency proof."""


@dataclass(frozen=True, slots=True)
class Asked:
    """old: the size that the proof starts from."""

    old: int
    proof: tuple[bytes, ...]
    note: Note

    @property
    def point(self) -> Checkpoint:
        """The checkpoint to be cosigned."""
        return point(self.note)


class Refused(Exception):
    """The checkpoint is not cosigned. status: of HTTP; alarm: fork, when both notes are evidence.

    size: of the latest checkpoint, which whoever asks next has to start from.
    """

    def __init__(self, status: int, why: str, *, alarm: str = "", size: int | None = None) -> None:
        super().__init__(why)
        self.status = status
        self.alarm = alarm
        self.size = size


def check_signed(note: Note, keys: Sequence[Verifier]) -> None:
    """The log itself has signed the note, or Refused."""
    try:
        signed = signers(note, keys)
    except NoteError as fault:
        raise Refused(403, str(fault)) from fault
    if not signed:
        raise Refused(403, "not signed by a key that is known")


def check_grown(latest: Checkpoint | None, of_size: Checkpoint | None, asked: Asked) -> None:
    """The checkpoint continues what was cosigned last, or Refused. The log has signed it.

    of_size: the one that was cosigned of the same size.
    """
    size = latest.size if latest else 0
    new = asked.point
    if asked.old > new.size:
        raise Refused(400, "the old size is the larger one")
    if of_size and new.root != of_size.root:
        raise Refused(409, "two roots of one size", alarm="fork", size=size)
    if asked.old != size:
        raise Refused(409, f"the latest has {size} leaves", size=size)
    if latest is None:
        if asked.proof:
            raise Refused(422, "nothing was to be proved")
        return
    try:
        check_consistency(size, new.size, latest.root, new.root, asked.proof)
    except ProofError as fault:
        raise Refused(422, str(fault), alarm="fork") from fault
