"""Whether the checkpoint of a bundle vouches for its lines, and who vouches for the checkpoint."""

from collections.abc import Iterator, Sequence

from zhiheng.audit.multiproof import root_of_leaves
from zhiheng.audit.note import NoteError, Verifier
from zhiheng.audit.proofs import ProofError
from zhiheng.audit.seal_files import Sealed
from zhiheng.audit.trail import Lines
from zhiheng.audit.trust import Cosigned, Trust, cosigned, point, signers
from zhiheng.audit.verdict import Kind, Problem, Vouched, problem
from zhiheng.model.finding import harmless


def vouch(
    sealed: Sealed | None, lines: Lines, trust: Trust
) -> tuple[Vouched | None, tuple[Problem, ...]]:
    """Check the checkpoint against keys, lines and what a witness saw."""
    if sealed is None:
        return None, tuple(_unvouched(trust))
    signed, unsigned = _signed(sealed, trust.log or sealed.keys.log)
    seen, unseen = _seen(sealed, trust)
    problems = (*_leaves(sealed, lines), *unsigned, *unseen, *_compared(sealed, trust))
    same = (x for x in trust.seen if point(x).size == sealed.point.size)
    vouched = Vouched(
        origin=harmless(sealed.point.origin),
        size=sealed.point.size,
        root=sealed.point.root.hex(),
        signed_by=signed,
        cosigned=seen,
        published=bool(trust.log),
        compared=any(same),
        sealed=sum(leaf is not None for leaf in sealed.leaves),
        unsealed=sum(leaf is None for leaf in sealed.leaves),
    )
    return vouched, problems


def _unvouched(trust: Trust) -> Iterator[Problem]:
    """Who asks for a signature must not be content with a bundle that has none."""
    if trust.log:
        yield problem(None, Kind.NOT_SIGNED)
    if trust.witnesses:
        yield problem(None, Kind.NOT_COSIGNED)


def _signed(sealed: Sealed, keys: Sequence[Verifier]) -> tuple[tuple[str, ...], list[Problem]]:
    try:
        found = tuple(signers(sealed.note, keys))
    except NoteError as fault:
        return (), [problem(None, Kind.NOT_SIGNED, str(fault))]
    if not found or any(key.name != sealed.point.origin for key in keys):
        return (), [problem(None, Kind.NOT_SIGNED)]
    return found, []


def _seen(sealed: Sealed, trust: Trust) -> tuple[tuple[Cosigned, ...], list[Problem]]:
    """By each of the witnesses that are named, whether by who verifies or by the bundle."""
    names = {*trust.witnesses, *sealed.keys.witnesses}
    found: list[Cosigned] = []
    missing = []
    for witness in sorted(names, key=lambda w: w.encode()):
        try:
            seen = cosigned(sealed.note, [witness])
        except NoteError:
            seen = []
        found += seen
        if not seen:
            missing.append(problem(None, Kind.NOT_COSIGNED, witness.name))
    return tuple(found), missing


def _leaves(sealed: Sealed, lines: Lines) -> Iterator[Problem]:
    for number, leaf in enumerate(sealed.leaves, 1):
        here = lines.hashes[number - 1] if number <= len(lines.hashes) else None
        if leaf is not None and here != leaf[1].hex():
            yield problem(number, Kind.NOT_THE_LEAF)
    if len(sealed.leaves) != len(lines.hashes):
        yield problem(None, Kind.NO_PROOF, f"{len(sealed.leaves)} ≠ {len(lines.hashes)}")
    leaves = sorted(leaf for leaf in sealed.leaves if leaf is not None)
    if not leaves:
        if sealed.proof:
            yield problem(None, Kind.NO_PROOF)
        return
    try:
        root = root_of_leaves(leaves, sealed.point.size, sealed.proof)
    except ProofError as fault:
        yield problem(None, Kind.NO_PROOF, str(fault))
        return
    if root != sealed.point.root:
        yield problem(None, Kind.NO_PROOF)


def _compared(sealed: Sealed, trust: Trust) -> Iterator[Problem]:
    for seen in map(point, trust.seen):
        if seen.origin != sealed.point.origin:
            yield problem(None, Kind.OTHER_LOG, seen.origin)
        elif seen.size == sealed.point.size and seen.root != sealed.point.root:
            yield problem(None, Kind.OTHER_ROOT, str(seen.size))
