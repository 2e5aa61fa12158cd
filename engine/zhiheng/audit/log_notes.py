"""The checkpoints and cosignatures of a database against its roots, its keys and its witness."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from zhiheng.audit.checkpoint import Checkpoint, read_checkpoint, seen_at
from zhiheng.audit.log_rows import (
    CheckpointRow,
    CosignatureRow,
    LogKind,
    LogProblem,
    log_problem,
)
from zhiheng.audit.note import Note, NoteError, Verifier, read_note
from zhiheng.audit.trust import Cosigned, Trust, cosigned, point, signers


class Notes:
    """now: the latest time that a row may say it was written at, as RFC 3339 text."""

    def __init__(self, trust: Trust, now: str) -> None:
        self.origin: str | None = None
        self.newest: dict[str, Cosigned] = {}
        self.compared: tuple[int, ...] = ()
        self._trust = trust
        self._now = now
        self._notes: dict[int, tuple[Note, str]] = {}
        self._cosigned: set[tuple[int, str]] = set()

    def checkpoints(
        self, rows: Iterable[CheckpointRow], size: int, roots: Mapping[int, bytes]
    ) -> Iterator[LogProblem]:
        """Rows by size; size: how many leaves there are."""
        before, last = "", 0
        for row in rows:
            last = row.size
            fault = self._fault(row, roots.get(row.size), before)
            if fault:
                yield log_problem(f"checkpoint {row.size}", LogKind.CHECKPOINT_CHANGED, fault)
            before = row.at if _between("", row.at, self._now) else before
        if last != size:
            yield log_problem(f"checkpoint {size}", LogKind.CHECKPOINT_MISSING)

    def _fault(self, row: CheckpointRow, root: bytes | None, before: str) -> str:
        try:
            note = read_note(row.note)
            found = read_checkpoint(note.text)
            signed = signers(note, self._trust.log)
        except NoteError as fault:
            return str(fault)
        self._notes[row.size] = (note, row.at)
        self.origin = self.origin or found.origin
        if note.encode() != row.note or found.origin != self.origin:
            return f"origin {found.origin}"
        if self._trust.log and not signed:
            return "not signed by the log"
        if (found.size, found.root) != (row.size, root) or row.root != found.root.hex():
            return "root"
        return "" if _between(before, row.at, self._now) else f"at {row.at}"

    def cosignatures(self, rows: Iterable[CosignatureRow]) -> Iterator[LogProblem]:
        """Rows by size; each is a line under the checkpoint of its size."""
        for row in rows:
            self._cosigned.add((row.size, row.witness.partition("+")[0]))
            fault = self._cosignature(row)
            if fault:
                place = f"cosignature {row.size} {row.witness}"
                yield log_problem(place, LogKind.COSIGNATURE_CHANGED, fault)

    def _cosignature(self, row: CosignatureRow) -> str:
        if row.size not in self._notes:
            return "no checkpoint"
        note, at = self._notes[row.size]
        try:
            (line,) = read_note(f"{note.text}\n{row.line}").signatures
            seen = self._seen(Note(note.text, (line,)))
        except (NoteError, ValueError) as fault:
            return str(fault)
        if line.line() != row.line or f"{line.name}+{line.key_id.hex()}" != row.witness:
            return "line"
        if self._trust.witnesses and not seen:
            return "not by a witness that is known"
        for each in seen:
            self.newest[each.witness] = each
        return "" if _between(at, row.at, self._now) else f"at {row.at}"

    def _seen(self, note: Note) -> list[Cosigned]:
        return [Cosigned(w.name, seen_at(note, w)) for w in _named(note, self._trust.witnesses)]

    def compare(self, size: int, roots: Mapping[int, bytes]) -> Iterator[LogProblem]:
        """With what the witness kept: the log may have grown since, and nothing else."""
        own = [note for note in self._trust.seen if point(note).origin == self.origin]
        self.compared = tuple(sorted(point(note).size for note in own))
        for note in sorted(own, key=lambda note: point(note).size):
            yield from self._compare(note, point(note), size, roots)

    def _compare(
        self, note: Note, seen: Checkpoint, size: int, roots: Mapping[int, bytes]
    ) -> Iterator[LogProblem]:
        place = f"checkpoint {seen.size}"
        if seen.size > size:
            yield log_problem(place, LogKind.ROLLED_BACK, f"{size} < {seen.size}")
            return
        if seen.root != roots[seen.size]:
            yield log_problem(place, LogKind.REWRITTEN)
            return
        if seen.size not in self._notes:
            yield log_problem(place, LogKind.CHECKPOINT_MISSING)
        for each in cosigned(note, self._trust.witnesses):
            # The newest may still be on its way.
            if (seen.size, each.witness) not in self._cosigned and seen.size < size:
                yield log_problem(place, LogKind.COSIGNATURE_MISSING, each.witness)


def _named(note: Note, keys: Sequence[Verifier]) -> list[Verifier]:
    return [key for key in keys if key.own(note)]


_SKEW = timedelta(minutes=5)
"""By how much the clocks of two processes may differ that write such times."""


def _between(before: str, at: str, after: str) -> bool:
    """The times are of form, and in order as far as clocks are. before: empty for none."""
    try:
        time = datetime.fromisoformat(at)
        early = datetime.fromisoformat(before) - _SKEW if before else time
    except ValueError:
        return False
    late = datetime.fromisoformat(after) + _SKEW
    return time.strftime("%Y-%m-%dT%H:%M:%S.%fZ") == at and early <= time <= late
