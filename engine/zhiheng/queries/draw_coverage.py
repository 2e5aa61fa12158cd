"""What draws have reached: the share per period and unit, the units of a year (R-147 to 149)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from zhiheng.errors import Forbidden, NotReady
from zhiheng.model.caller import Caller, Role
from zhiheng.model.draw import LEAST_PERCENT, SHARED, Candidate, Outcome, Pool
from zhiheng.rules.draw import share_of, two_thirds
from zhiheng.runtime import Runtime
from zhiheng.state.agency import Draw
from zhiheng.store.artifacts import get_artifact


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
class Coverage:
    """shares: of the periods that end in the year. units: the sections, and any unit drawn from.

    needed: two thirds of the units, rounded up.
    """

    year: int
    shares: tuple[Share, ...]
    units: tuple[str, ...]
    reached: tuple[str, ...]
    needed: int
    enough: bool


def coverage(rt: Runtime, connection: Connection, caller: Caller, year: int) -> Coverage:
    """For the supervisor. Draws that are only announced have reached nothing."""
    if caller.role is not Role.SUPERVISOR:
        raise Forbidden("role-may-not", role=caller.role.value, verb="draw-coverage")
    view = rt.agency(connection, caller.agency)
    if view.roster is None:
        raise NotReady("agency-not-ready")
    periods: dict[tuple[str, str, str], _Period] = {}
    for found in view.state.draws.values():
        told = found.announced
        if told.since and told.until and told.until.startswith(f"{year:04}-"):
            period = periods.setdefault((told.kind, told.since, told.until), _Period())
            period.take(*_read(connection, caller.agency, found))
    shares = tuple(s for key, period in sorted(periods.items()) for s in period.shares(*key))
    reached = {s.unit for s in shares if s.unit and s.drawn}
    units = {str(s) for s in view.roster.sections} | {s.unit for s in shares if s.unit}
    needed = two_thirds(len(units))
    return Coverage(
        year=year,
        shares=shares,
        units=tuple(sorted(units)),
        reached=tuple(sorted(reached)),
        needed=needed,
        enough=len(reached) >= needed,
    )


class _Period:
    """What was there and what was drawn, over all draws of one kind and period."""

    def __init__(self) -> None:
        self.there: dict[str, Candidate] = {}
        self.of = 0
        self.drawn: set[str] = set()

    def take(self, pool: Pool, outcome: Outcome | None) -> None:
        self.there |= {o.id: o for o in pool.objects}
        self.of = max(self.of, sum(x.of for x in pool.takes))
        if outcome is not None:
            self.drawn |= {d.id for d in outcome.chosen}

    def shares(self, kind: str, since: str, until: str) -> Iterator[Share]:
        of = Counter(o.unit for o in self.there.values())
        drawn = Counter(self.there[one].unit for one in self.drawn)
        whole = kind == "re-check"
        if whole:
            yield _share(kind, since, until, "", self.of, len(self.drawn), counted=True)
        for unit in sorted(of):
            counted = kind in SHARED and not whole
            yield _share(kind, since, until, unit, of[unit], drawn[unit], counted=counted)


def _share(
    kind: str, since: str, until: str, unit: str, of: int, drawn: int, *, counted: bool
) -> Share:
    needed = share_of(of, LEAST_PERCENT) if counted else 0
    return Share(kind, since, until, unit, of, drawn, needed, drawn >= needed)


def _read(connection: Connection, agency: str, draw: Draw) -> tuple[Pool, Outcome | None]:
    pool = msgspec.json.decode(get_artifact(connection, agency, draw.announced.pool), type=Pool)
    if draw.made is None:
        return pool, None
    body = get_artifact(connection, agency, draw.made.outcome)
    return pool, msgspec.json.decode(body, type=Outcome)
