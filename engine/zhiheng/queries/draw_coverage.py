"""What draws have reached: the share per period and unit, the units of a year (R-147 to 149)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from zhiheng.errors import Forbidden, NotReady
from zhiheng.model.caller import Caller, Role
from zhiheng.model.draw import LEAST_PERCENT, SHARED, Outcome, Pool
from zhiheng.rules.draw import share_of, two_thirds
from zhiheng.runtime import Runtime
from zhiheng.state.agency import Draw
from zhiheng.store.artifacts import get_artifact

_Key = tuple[str, str, str]
_Read = tuple[Pool, Outcome | None]


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a unit was drawn in a period. unit: "" for all of them together.

    needed: 0 where the kind is under no share, or its share is counted over all units.
    """

    kind: str
    since: str
    until: str
    unit: str
    of: int
    drawn: int
    needed: int
    enough: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """The units of a year for one kind: the sections for re-checks, else those in the pools.

    needed: two thirds of them, rounded up.
    """

    kind: str
    units: tuple[str, ...]
    reached: tuple[str, ...]
    needed: int
    enough: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """shares: of the periods that end in the year. reach: for each kind drawn in it."""

    year: int
    shares: tuple[Share, ...]
    reach: tuple[Reach, ...]


def coverage(rt: Runtime, connection: Connection, caller: Caller, year: int) -> Coverage:
    """For the supervisor. Draws that are only announced have reached nothing."""
    if caller.role is not Role.SUPERVISOR:
        raise Forbidden("role-may-not", role=caller.role.value, verb="draw-coverage")
    view = rt.agency(connection, caller.agency)
    if view.roster is None:
        raise NotReady("agency-not-ready")
    reads = [_read(connection, caller.agency, d) for d in view.state.draws.values()]
    shares = tuple(
        share
        for key in sorted({_period(pool) for pool, _ in reads if _ends_in(pool, year)})
        for share in _shares(key, [read for read in reads if read[0].kind == key[0]])
    )
    sections = frozenset(str(s) for s in view.roster.sections)
    kinds = sorted({s.kind for s in shares})
    return Coverage(year, shares, tuple(_reach(k, shares, sections) for k in kinds))


def _reach(kind: str, shares: tuple[Share, ...], sections: frozenset[str]) -> Reach:
    own = [s for s in shares if s.kind == kind and s.unit]
    units = {s.unit for s in own} | (sections if kind == "re-check" else set())
    reached = {s.unit for s in own if s.drawn}
    needed = two_thirds(len(units))
    return Reach(kind, tuple(sorted(units)), tuple(sorted(reached)), needed, len(reached) >= needed)


def _period(pool: Pool) -> _Key:
    return pool.kind, pool.since or "", pool.until or ""


def _ends_in(pool: Pool, year: int) -> bool:
    return pool.until is not None and pool.until.startswith(f"{year:04}-")


def _shares(key: _Key, reads: list[_Read]) -> Iterator[Share]:
    """What was there in the period, and what of it any draw of the kind has drawn."""
    known = {o.id: o.unit for pool, _ in reads for o in pool.objects}
    drawn = {d.id for _, outcome in reads if outcome for d in outcome.chosen}
    here = [pool for pool, _ in reads if _period(pool) == key]
    there = {o.id for pool in here for o in pool.objects}
    there |= {one for pool in here for one in pool.excluded if one in drawn}
    of = Counter(known[one] for one in there)
    done = Counter(known[one] for one in there & drawn)
    whole = key[0] == "re-check"
    if whole:
        yield _share(key, "", len(there), len(there & drawn), counted=True)
    for unit in sorted(of):
        counted = key[0] in SHARED and not whole
        yield _share(key, unit, of[unit], done[unit], counted=counted)


def _share(key: _Key, unit: str, of: int, drawn: int, *, counted: bool) -> Share:
    needed = share_of(of, LEAST_PERCENT) if counted else 0
    return Share(*key, unit, of, drawn, needed, drawn >= needed)


def _read(connection: Connection, agency: str, draw: Draw) -> _Read:
    pool = msgspec.json.decode(get_artifact(connection, agency, draw.announced.pool), type=Pool)
    if draw.made is None:
        return pool, None
    body = get_artifact(connection, agency, draw.made.outcome)
    return pool, msgspec.json.decode(body, type=Outcome)
