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
from zhiheng.model.finding import Text

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
    """own_keys: those that the log says are its own, taken where no others are given."""
    newest = point(note)
    problems = [*_signed(note, newest, trust.log or own_keys)]
    seen: list[Cosigned] = []
    for witness in trust.witnesses:
        try:
            found = cosigned(note, [witness])
        except NoteError:
            found = []
        seen += found
        if not found:
            problems.append(TEXTS[Kind.NOT_COSIGNED].with_detail(witness.name))
    compared = []
    for older in map(point, trust.seen):
        faults = list(_grown(older, newest, prove))
        problems += faults
        if not faults:
            compared.append(older.size)
    return RemoteVerdict(
        ok=not problems,
        entries=newest.size,
        first_bad=None,
        origin=newest.origin,
        root=newest.root.hex(),
        published=bool(trust.log),
        cosigned=tuple(seen),
        compared=tuple(compared),
        problems=tuple(problems),
    )


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
