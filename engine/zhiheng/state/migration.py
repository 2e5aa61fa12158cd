"""The history of a migrated case (迁移) as the chart it now runs on names it.

The log is not touched: what is read from it is put into the words of the new chart before it is
folded. Only the markings differ beside the names, and those stand in the entry of the migration.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from zhiheng import facts as f
from zhiheng.state.replay import voided

Entries = Sequence[tuple[f.Entry, str]]
_PATHS = ("task", "timer", "conflict")
_VISITS = ("closed", "opened")


def as_migrated(entries: Entries) -> Entries:
    """The entries as the newest chart of the case has them; the same, where it never migrated."""
    done: list[tuple[f.Entry, str]] = []
    found = False
    for entry, digest in entries:
        for fact in entry.facts:
            if isinstance(fact, f.CaseMigrated):
                done, found = _over(done, fact), True
        done.append((entry, digest))
    return done if found else entries


def renamed(entries: Entries, names: Mapping[str, str]) -> Entries:
    """The entries with element paths put otherwise."""
    if not names:
        return entries
    return [(_with(e, [_renamed(x, names) for x in e.facts]), digest) for e, digest in entries]


def _over(entries: Entries, migration: f.CaseMigrated) -> list[tuple[f.Entry, str]]:
    skip = voided([e for e, _ in entries])
    markings = iter(migration.markings)
    return [
        (e, digest) if e.n in skip else (_with(e, list(_remarked(e.facts, markings))), digest)
        for e, digest in renamed(entries, migration.names)
    ]


def _remarked(facts: Sequence[f.AnyFact], markings: Iterator[str]) -> Iterator[f.AnyFact]:
    for fact in facts:
        if isinstance(fact, f.TokensMoved):
            yield msgspec.structs.replace(fact, marking=next(markings))
        else:
            yield fact


def _with(entry: f.Entry, facts: Sequence[f.AnyFact]) -> f.Entry:
    return msgspec.structs.replace(entry, facts=tuple(facts))


def _renamed(fact: f.AnyFact, names: Mapping[str, str]) -> f.AnyFact:
    """Wherever a fact names an element: alone, with its visit, or as the place of a limit."""
    changed: dict[str, Any] = {}
    for field in _PATHS:
        if isinstance(old := getattr(fact, field, None), str):
            changed[field] = names.get(old, old)
    for field in _VISITS:
        if isinstance(old := getattr(fact, field, None), tuple):
            changed[field] = tuple(_visit(x, names) for x in old)
    changed |= _otherwise(fact, names)
    return msgspec.structs.replace(fact, **changed) if changed else fact


def _otherwise(fact: f.AnyFact, names: Mapping[str, str]) -> dict[str, Any]:
    """The fields that only one kind of fact has."""
    match fact:
        case f.TokensMoved() if fact.fired is not None:
            return {"fired": _visit(fact.fired, names)}
        case f.ClockStarted() | f.ClockEnded() | f.ClockStopped() | f.ClockResumed():
            return {"clock": _visit(fact.clock, names)}
        case f.ClockRestarted() | f.ClockExtended() | f.ClockReprojected() | f.ClockWarned():
            return {"clock": _visit(fact.clock, names)}
        case f.BranchNarrowed():
            return {"tasks": tuple(names.get(x, x) for x in fact.tasks)}
        case f.CaseAbsorbed():
            named = ((a, names.get(a.task, a.task)) for a in fact.acted)
            return {"acted": tuple(msgspec.structs.replace(a, task=n) for a, n in named)}
        case _:
            return {}


def _visit(text: str, names: Mapping[str, str]) -> str:
    """`path@visit`, and what comes behind it; what has no visit is no element."""
    path, at, rest = text.partition("@")
    return f"{names.get(path, path)}@{rest}" if at else text
