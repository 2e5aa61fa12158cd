"""Verify a bundle: every line is what its head vouches for, every document what it is named."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from zhiheng.audit.bundle import Bundle, Head
from zhiheng.audit.canonical import NotCanonical, read_canonical
from zhiheng.audit.container import BundleError
from zhiheng.audit.entry import EntryError, Header, header
from zhiheng.audit.named import anywhere, by_facts, called, names
from zhiheng.audit.own_signatures import OwnSignatures
from zhiheng.audit.trail import Lines, follow
from zhiheng.audit.trust import NOBODY, Trust
from zhiheng.audit.verdict import TEXTS, Kind, Problem, Verdict, problem
from zhiheng.audit.vouch import vouch
from zhiheng.model.finding import Text
from zhiheng.model.ids import Digest

_Trail = Sequence[tuple[int | None, Header | None]]
_Followed = tuple[Head, _Trail]


@dataclass(frozen=True, slots=True)
class ChangedPaper(Problem):
    """name: what an entry calls the document; named_on: the line of that entry."""

    name: str | None = None
    named_on: int | None = None


def verify(bundle: Bundle, trust: Trust = NOBODY) -> Verdict:
    """Check lines and documents against the heads, and all lines against the checkpoint.

    Without a checkpoint the heads are trusted. Raises nothing.
    """
    lines = Lines(bundle.entries)
    trails = [(head, follow(head, lines)) for head in bundle.heads]
    places = [index for _, trail in trails for index, _ in trail]
    named, own = set[Digest](), OwnSignatures()
    found = [
        *_lost(places, lines),
        *(p for head, trail in trails for p in _stream(head, trail, lines, named, own)),
        *_moved(places, lines),
    ]
    whole = {head.stream for head in bundle.heads if head.from_n == 1}
    found += [problem(line, kind, key) for line, kind, key in own.faults(whole)]
    shipped = set(bundle.documents)
    vouched, unvouched = vouch(bundle.sealed, lines, trust)
    found += (p for p in unvouched if p.line is not None)
    found.sort(key=lambda p: p.line or 0)
    problems = (
        *found,
        *(p for p in unvouched if p.line is None),
        *_documents(bundle, lines, trails),
    )
    return Verdict(
        ok=not problems,
        entries=len(places),
        first_bad=found[0].line if found else None,
        problems=problems,
        documents=len(shipped),
        absent=tuple(sorted(named - shipped)),
        unnamed=tuple(sorted(shipped - anywhere(bundle.entries))) if shipped else (),
        signed=len(own),
        vouched=vouched,
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


def _stream(
    head: Head, trail: _Trail, lines: Lines, named: set[Digest], own: OwnSignatures
) -> Iterator[Problem]:
    """What is wrong with the lines that were found."""
    before: Header | None = None
    for offset, (index, found) in enumerate(trail):
        line = head.first_line + offset
        if index is None:
            continue
        if found is None:
            yield problem(line, Kind.UNREADABLE, _fault(lines.pieces[index]))
            continue
        yield from _line(line, lines.pieces[index], named, own)
        if (found.stream, found.n) != (head.stream, head.from_n + offset) or (
            before is not None and found.agency != before.agency
        ):
            yield problem(line, Kind.WRONG_PLACE, f"{found.agency} {found.stream} {found.n}")
        if offset == 0 and found.prev != head.prev:
            yield problem(line, Kind.WRONG_START)
        if before is not None and found.at < before.at:
            yield problem(line, Kind.TIME_RUNS_BACK, f"{found.at} < {before.at}")
        before = found


def _line(line: int, piece: bytes, named: set[Digest], own: OwnSignatures) -> Iterator[Problem]:
    try:
        body = read_canonical(piece)
    except (NotCanonical, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        yield problem(line, Kind.NOT_CANONICAL, str(fault))
        return
    named.update(by_facts(piece, body))
    own.note(line, body)


def _fault(body: bytes) -> str:
    try:
        header(body)
    except EntryError as fault:
        return str(fault)
    return ""


def _documents(bundle: Bundle, lines: Lines, trails: Sequence[_Followed]) -> Iterator[Problem]:
    for digest in bundle.documents:
        try:
            good = hashlib.sha256(bundle.document(digest)).hexdigest() == digest
        except BundleError:
            good = False
        if not good:
            yield _changed(digest, *_first_named(digest, lines, trails))


def _first_named(
    digest: Digest, lines: Lines, trails: Sequence[_Followed]
) -> tuple[int, str] | tuple[None, None]:
    """The line of the first entry whose facts name it, and what it is called there."""
    for head, trail in trails:
        for offset, (index, found) in enumerate(trail):
            if index is None or found is None or digest.encode() not in lines.pieces[index]:
                continue
            for fact in msgspec.json.decode(lines.pieces[index])["facts"]:
                if names(fact, digest):
                    return head.first_line + offset, called(fact)
    return None, None


def _changed(digest: Digest, line: int | None, name: str | None) -> ChangedPaper:
    kind = Kind.DOCUMENT_CHANGED
    text = TEXTS[kind]
    if line is None:
        said = Text(f"{text.zh}；无条目引用", f"{text.en}; no entry names it")
    else:
        said = Text(f"{text.zh}：第 {line} 行的“{name}”", f"{text.en}: “{name}” of line {line}")
    return ChangedPaper(None, kind, said, digest, name, line)
