"""Verify a bundle: every line is what its head vouches for, every document what it is named."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from zhiheng.audit.bundle import Bundle, Head
from zhiheng.audit.canonical import NotCanonical, canonical
from zhiheng.audit.container import BundleError
from zhiheng.audit.entry import EntryError, Header, header
from zhiheng.audit.named import Named
from zhiheng.audit.own_signatures import OwnSignatures
from zhiheng.audit.trail import Lines, follow
from zhiheng.audit.verdict import TEXTS, Kind, Problem, Verdict, problem
from zhiheng.model.finding import Text
from zhiheng.model.ids import Digest

_Trail = Sequence[tuple[int | None, Header | None]]
_NAME = 200
"""Characters of a name that are told."""


@dataclass(frozen=True, slots=True)
class ChangedPaper(Problem):
    """name: what an entry calls the document; named_on: the line of that entry."""

    name: str | None = None
    named_on: int | None = None


class _Names(Named):
    """Also notes where a digest is named first, and as what."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: dict[Digest, tuple[int, str]] = {}

    def note(self, line: int, piece: bytes, facts: list[dict[str, Any]]) -> None:
        """Take an entry that stands on this line."""
        self.take(piece, facts)
        for fact in facts:
            named = Named()
            named.take(b"", [fact])
            # A paper may stand under a key of its own, as the minutes of a meeting do.
            held = (Digest(v) for v in fact.values() if type(v) is str and v in self.anywhere)
            for digest in (*named.by_facts, *held):
                self.calls.setdefault(digest, (line, _called(fact)))


def _called(fact: Mapping[str, Any]) -> str:
    """The name that a fact gives, or its type; what could steer a terminal is escaped."""
    names = (fact.get(key) for key in ("name", "key", "type"))
    name = next((n for n in names if type(n) is str and n), "")[:_NAME]
    return name if name.isprintable() else ascii(name)


def verify(bundle: Bundle) -> Verdict:
    """Check lines and documents against the heads, which are trusted. Raises nothing."""
    lines = Lines(bundle.entries)
    trails = [(head, follow(head, lines)) for head in bundle.heads]
    places = [index for _, trail in trails for index, _ in trail]
    named, own = _Names(), OwnSignatures()
    found = [
        *_lost(places, lines),
        *(p for head, trail in trails for p in _stream(head, trail, lines, named, own)),
        *_moved(places, lines),
    ]
    whole = {head.stream for head in bundle.heads if head.from_n == 1}
    found += [problem(line, kind, key) for line, kind, key in own.faults(whole)]
    shipped = set(bundle.documents)
    found.sort(key=lambda p: p.line or 0)
    problems = (*found, *_documents(bundle, named))
    return Verdict(
        ok=not problems,
        entries=len(places),
        first_bad=found[0].line if found else None,
        problems=problems,
        documents=len(shipped),
        absent=tuple(sorted(named.by_facts - shipped)),
        unnamed=tuple(sorted(shipped - named.anywhere)),
        signed=len(own),
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
    head: Head, trail: _Trail, lines: Lines, named: _Names, own: OwnSignatures
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


def _line(line: int, piece: bytes, named: _Names, own: OwnSignatures) -> Iterator[Problem]:
    try:
        body = msgspec.json.decode(piece)
        same = canonical(body) == piece
    except (NotCanonical, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        yield problem(line, Kind.NOT_CANONICAL, str(fault))
        return
    if not same:
        yield problem(line, Kind.NOT_CANONICAL)
    named.note(line, piece, body["facts"])
    own.note(line, body)


def _fault(body: bytes) -> str:
    try:
        header(body)
    except EntryError as fault:
        return str(fault)
    return ""


def _documents(bundle: Bundle, named: _Names) -> Iterator[Problem]:
    for digest in bundle.documents:
        try:
            good = hashlib.sha256(bundle.document(digest)).hexdigest() == digest
        except BundleError:
            good = False
        if not good:
            yield _changed(digest, *named.calls.get(digest, (None, None)))


def _changed(digest: Digest, line: int | None, name: str | None) -> ChangedPaper:
    kind = Kind.DOCUMENT_CHANGED
    text = TEXTS[kind]
    if line is None:
        said = Text(f"{text.zh}；无条目引用", f"{text.en}; no entry names it")
    else:
        said = Text(f"{text.zh}：第 {line} 行的“{name}”", f"{text.en}: “{name}” of line {line}")
    return ChangedPaper(None, kind, said, digest, name, line)
