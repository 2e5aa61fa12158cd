"""All that the roster says about a chart: gaps, critical persons, enough hands."""

from dataclasses import dataclass
from datetime import date

from zhiheng.model.chart import Chart
from zhiheng.model.ids import PersonId
from zhiheng.model.person import Roster
from zhiheng.verify.assignment import OutOfBudgetError, fill
from zhiheng.verify.conflict import Conflict, conflicts
from zhiheng.verify.hands import Hands, hands
from zhiheng.verify.people import People, people
from zhiheng.verify.problem import Problem, problem
from zhiheng.verify.resilience import critical, critical_pairs, without
from zhiheng.verify.seats import Bureau, Seat, seats_of
from zhiheng.verify.task_sets import Tasks, course, largest, smallest


@dataclass(frozen=True, slots=True)
class Gap:
    """A branch that nobody can carry. whole: no way to a favourable end is left at all."""

    conflict: Conflict
    whole: bool


@dataclass(frozen=True, slots=True)
class Assessment:
    """critical: whose absence, stand-ins left aside, stops some branch; pairs: together.

    alone: whose absence stops it even with all stand-ins. unproven: what was given up.
    """

    gaps: tuple[Gap, ...] = ()
    critical: tuple[PersonId, ...] = ()
    pairs: tuple[tuple[PersonId, ...], ...] = ()
    alone: tuple[PersonId, ...] = ()
    hands: Hands | None = None
    unproven: tuple[str, ...] = ()


def assess(chart: Chart, roster: Roster, day: date) -> Assessment:
    """Assess a chart that is sound. A search that is given up is named, never passed over."""
    known = people(roster, day)
    seats = seats_of(chart)
    asked = problem(seats, chart.separations, Bureau(known, stand_ins=False))
    asking = course(chart)
    ways = smallest(asking, asking.net.initial, favourable=True)
    try:
        gaps = _gaps(chart, asked, ways)
    except OutOfBudgetError:
        return Assessment(unproven=("staffing",))
    unproven = () if ways is not None else ("hands",)
    found = hands(asked, ways or ())
    if gaps:
        return Assessment(gaps, hands=found, unproven=unproven)
    try:
        lone, pairs, alone = _absences(chart, asked, known, seats)
    except OutOfBudgetError:
        return Assessment(hands=found, unproven=(*unproven, "absences"))
    return Assessment(
        critical=tuple(known.who(lone)),
        pairs=tuple(tuple(known.who(pair)) for pair in pairs),
        alone=tuple(known.who(alone)),
        hands=found,
        unproven=unproven,
    )


def _gaps(chart: Chart, asked: Problem, ways: tuple[Tasks, ...] | None) -> tuple[Gap, ...]:
    """One search proves every way; only if that fails the largest branches are tried."""
    if fill(asked) is not None:
        return ()
    asking = course(chart)
    branches = largest(asking, asking.net.initial)
    if branches is None or ways is None:
        raise OutOfBudgetError
    some_way = any(fill(asked, asked.seats_of(way)) is not None for way in ways)
    found: dict[tuple[object, ...], Gap] = {}
    for branch in branches:
        for why in conflicts(asked, asked.seats_of(branch)):
            found.setdefault(why.tasks, Gap(why, not some_way))
    return tuple(found.values())


def _absences(
    chart: Chart, asked: Problem, known: People, seats: tuple[Seat, ...]
) -> tuple[int, tuple[int, ...], int]:
    def stood_in(absent: int) -> int | None:
        bureau = Bureau(known, absent)
        return without(problem(seats, chart.separations, bureau), 0)

    def bare(absent: int) -> int | None:
        return without(asked, absent)

    lone = critical(bare)
    alone = sum(1 << known.at[p] for p in known.who(lone) if stood_in(known.bit(p)) is None)
    return lone, critical_pairs(bare), alone
