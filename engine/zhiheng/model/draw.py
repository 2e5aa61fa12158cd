"""A random draw (随机抽取) as data: the pool as it was announced, and what came out of it."""

from collections.abc import Sequence

import msgspec

KINDS = ("re-check", "superior", "inspection", "experts")
"""案件复查 (R-147) · 上级对下级抽查 (R-148) · 双随机检查 (条例 54) · 专家抽取."""
BY_UNIT = frozenset({"superior"})
"""Kinds whose share is counted unit by unit."""
SHARED = frozenset({"re-check", "superior"})
"""Kinds whose share may not fall below LEAST_PERCENT."""
LEAST_PERCENT = 10
CLOSED = frozenset({"experts"})
"""Kinds that only the supervisor may read (评标专家名单保密, R-193)."""


class Candidate(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What may be drawn: a case by its number, a unit or an expert by id.

    unit: whom the share is counted for. first: it has risk signs and goes before the others.
    """

    id: str
    unit: str = ""
    first: bool = False


class Take(msgspec.Struct, frozen=True, kw_only=True):
    """How many are drawn of a unit, or of all where no unit is named. of: the base counted."""

    unit: str = ""
    of: int
    take: int


class Pool(msgspec.Struct, frozen=True, kw_only=True):
    """All that a draw chooses from, fixed when it is announced.

    persons: who may be drawn for an object, `each` of them. excluded: ids left out, as drawn
    before in the same period or as recused by the announcer.
    """

    kind: str
    objects: Sequence[Candidate]
    takes: Sequence[Take]
    persons: Sequence[str] = ()
    each: int = 0
    excluded: Sequence[str] = ()
    charts: Sequence[str] = ()
    since: str | None = None
    until: str | None = None
    nonce: str = ""
    """Of a closed kind, so that its digest tells nothing about a list that can be guessed."""


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """An object, and the persons drawn for it. skipped: barred ones that came before them."""

    id: str
    persons: Sequence[str] = ()
    skipped: Sequence[str] = ()


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What was drawn, in the order of the draw. short: objects with too few lawful persons."""

    chosen: Sequence[Drawn]
    short: Sequence[str] = ()
    nonce: str = ""
