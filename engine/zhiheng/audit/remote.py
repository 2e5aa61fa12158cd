"""What anybody may ask of a log, judged: its newest checkpoint, against keys and witnesses."""

import base64
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from zhiheng.audit.checkpoint import Checkpoint
from zhiheng.audit.log_rows import LOG_TEXTS, LogKind
from zhiheng.audit.note import Note, NoteError, Verifier
from zhiheng.audit.proofs import ProofError, check_consistency
from zhiheng.audit.trust import Cosigned, Trust, cosigned, point, signers
from zhiheng.audit.verdict import TEXTS, Kind
from zhiheng.model.finding import Text, harmless

Prove = Callable[[int, int], Sequence[bytes]]
"""The consistency proof that the log gives from one size to another."""


class _Consistency(msgspec.Struct):
    proof: list[str]


def read_consistency(answer: bytes) -> tuple[bytes, ...]:
    """The proof in what `/api/v1/log/consistency` answers. Raises ProofError when it is none."""
    try:
        lines = msgspec.json.decode(answer, type=_Consistency).proof
        return tuple(base64.b64decode(line, validate=True) for line in lines)
    except (msgspec.DecodeError, ValueError) as fault:
        raise ProofError(str(fault)) from fault


@dataclass(frozen=True, slots=True)
class RemoteVerdict:
    """entries: leaves that the checkpoint covers. published: the key came from who verifies.

    compared: sizes that a witness has seen, each of which the log was found to have grown from.
    """

    ok: bool
    entries: int
    first_bad: None
    origin: str
    root: str
    published: bool
    cosigned: tuple[Cosigned, ...]
    compared: tuple[int, ...]
    problems: tuple[Text, ...]


def judge_remote(
    note: Note, own_keys: tuple[Verifier, ...], trust: Trust, prove: Prove
) -> RemoteVerdict:
    """own_keys: those that the log says are its own, taken where no others are given.

    A log that grows shows a checkpoint that no witness has had time to see; one that the witness
    has kept, and that it has grown from, says the same of all that came before.
    """
    newest = point(note)
    problems = [*_signed(note, newest, trust.log or own_keys)]
    grown: list[Note] = []
    for older in trust.seen:
        faults = list(_grown(point(older), newest, prove))
        problems += faults
        if not faults:
            grown.append(older)
    seen: list[Cosigned] = []
    for witness in trust.witnesses:
        found = _by(witness, note)
        seen += found
        if not found and not any(_by(witness, older) for older in grown):
            problems.append(TEXTS[Kind.NOT_COSIGNED].with_detail(witness.name))
    return RemoteVerdict(
        ok=not problems,
        entries=newest.size,
        first_bad=None,
        origin=harmless(newest.origin),
        root=newest.root.hex(),
        published=bool(trust.log),
        cosigned=tuple(seen),
        compared=tuple(point(older).size for older in grown),
        problems=tuple(problems),
    )


def _by(witness: Verifier, note: Note) -> list[Cosigned]:
    try:
        return cosigned(note, [witness])
    except NoteError:
        return []


def _signed(note: Note, newest: Checkpoint, keys: Sequence[Verifier]) -> Iterator[Text]:
    try:
        own = [key for key in keys if key.name == newest.origin]
        if not signers(note, own):
            yield TEXTS[Kind.NOT_SIGNED]
    except NoteError as fault:
        yield TEXTS[Kind.NOT_SIGNED].with_detail(str(fault))


def _grown(older: Checkpoint, newest: Checkpoint, prove: Prove) -> Iterator[Text]:
    if older.origin != newest.origin:
        yield TEXTS[Kind.OTHER_LOG].with_detail(older.origin)
    elif older.size > newest.size:
        yield LOG_TEXTS[LogKind.ROLLED_BACK].with_detail(f"{newest.size} < {older.size}")
    else:
        proof = prove(older.size, newest.size) if 0 < older.size < newest.size else ()
        try:
            check_consistency(older.size, newest.size, older.root, newest.root, proof)
        except ProofError as fault:
            yield LOG_TEXTS[LogKind.REWRITTEN].with_detail(str(fault))
