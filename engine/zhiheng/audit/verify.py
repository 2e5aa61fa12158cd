"""Verify a bundle: every line is what its head vouches for, every document what it is named."""

import hashlib
from collections.abc import Iterator, Sequence

import msgspec

from zhiheng.audit.bundle import Bundle, Head
from zhiheng.audit.canonical import NotCanonical, canonical
from zhiheng.audit.container import BundleError
from zhiheng.audit.entry import EntryError, Header, header
from zhiheng.audit.named import Named
from zhiheng.audit.trail import Lines, follow
from zhiheng.audit.verdict import TEXTS, Kind, Problem, Verdict, problem

_Trail = Sequence[tuple[int | None, Header | None]]


def verify(bundle: Bundle) -> Verdict:
    """Check lines and documents against the heads, which are trusted. Raises nothing."""
    lines = Lines(bundle.entries)
    trails = [(head, follow(head, lines)) for head in bundle.heads]
    places = [index for _, trail in trails for index, _ in trail]
    named = Named()
    found = [
        *_lost(places, lines),
        *(p for head, trail in trails for p in _stream(head, trail, lines, named)),
        *_moved(places, lines),
    ]
    shipped = set(bundle.documents)
    found.sort(key=lambda p: p.line or 0)
    problems = (*found, *_documents(bundle))
    return Verdict(
        ok=not problems,
        entries=len(places),
        first_bad=found[0].line if found else None,
        problems=problems,
        documents=len(shipped),
        absent=tuple(sorted(named.by_facts - shipped)),
        unnamed=tuple(sorted(shipped - named.anywhere)),
    )


def _lost(places: Sequence[int | None], lines: Lines) -> Iterator[Problem]:
    """Lines without a piece, and pieces that are no line."""
    used = set(places)
    loose = [index for index in range(len(lines.pieces)) if index not in used]
    changed = set(loose)
    for place, index in enumerate(places):
        if index is None:
            yield problem(place + 1, Kind.CHANGED if place in changed else Kind.MISSING)
    missing = {place for place, index in enumerate(places) if index is None}
    yield from (problem(index + 1, Kind.STRAY) for index in loose if index not in missing)
    if not lines.ended and len(lines.pieces) - 1 in used:
        yield problem(len(lines.pieces), Kind.NO_NEWLINE)


def _moved(places: Sequence[int | None], lines: Lines) -> Iterator[Problem]:
    """Good lines in the wrong place; in the wrong order, where the file has other lines."""
    furthest = -1
    for place, index in enumerate(places):
        if index is None:
            continue
        same_length = len(places) == len(lines.pieces)
        if index != place if same_length else index <= furthest:
            yield problem(place + 1, Kind.MOVED)
        furthest = max(furthest, index)


def _stream(head: Head, trail: _Trail, lines: Lines, named: Named) -> Iterator[Problem]:
    """What is wrong with the lines that were found."""
    before: Header | None = None
    for offset, (index, found) in enumerate(trail):
        line = head.first_line + offset
        if index is None:
            continue
        if found is None:
            yield problem(line, Kind.UNREADABLE, _fault(lines.pieces[index]))
            continue
        yield from _line(line, lines.pieces[index], named)
        if (found.stream, found.n) != (head.stream, head.from_n + offset) or (
            before is not None and found.agency != before.agency
        ):
            yield problem(line, Kind.WRONG_PLACE, f"{found.agency} {found.stream} {found.n}")
        if offset == 0 and found.prev != head.prev:
            yield problem(line, Kind.WRONG_START)
        if before is not None and found.at < before.at:
            yield problem(line, Kind.TIME_RUNS_BACK, f"{found.at} < {before.at}")
        before = found


def _line(line: int, piece: bytes, named: Named) -> Iterator[Problem]:
    try:
        body = msgspec.json.decode(piece)
        same = canonical(body) == piece
    except (NotCanonical, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        yield problem(line, Kind.NOT_CANONICAL, str(fault))
        return
    if not same:
        yield problem(line, Kind.NOT_CANONICAL)
    named.take(piece, body["facts"])


def _fault(body: bytes) -> str:
    try:
        header(body)
    except EntryError as fault:
        return str(fault)
    return ""


def _documents(bundle: Bundle) -> Iterator[Problem]:
    for digest in bundle.documents:
        try:
            good = hashlib.sha256(bundle.document(digest)).hexdigest() == digest
        except BundleError:
            good = False
        if not good:
            kind = Kind.DOCUMENT_CHANGED
            yield Problem(None, kind, TEXTS[kind], digest)
