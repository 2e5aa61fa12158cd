"""What moves a limit that runs: a stop, an extension, another calendar (许可法 42, 45).

The three effects of the law are kept apart: a stop is time that is not counted, a restart begins
anew, and what is deemed is decided by the law itself (notes in docs/adr/0027-clock-effects.md).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from zhiheng.errors import BadData, Forbidden, NotReady
from zhiheng.model.calendar import Calendar
from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import MAX_N, Extension, Limit, LimitUnit, Roll
from zhiheng.model.person import Person
from zhiheng.rules.clock import due, latest, red_at, remind_on, yellow_on
from zhiheng.rules.separation import rank
from zhiheng.state.case import CaseState


@dataclass(frozen=True, slots=True)
class Running:
    """A limit as counted: n with all that was added to it; stops, each a first and a last day.

    before: the day that it counts back from (倒算), so that `start` says
    only from when on it warns; loose: the day of the act counts too.
    """

    n: int
    unit: LimitUnit
    roll: Roll
    start: date
    stops: tuple[tuple[date, date], ...] = ()
    before: date | None = None
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """The days that follow. red: the instant at which the limit has passed."""

    due: date
    remind: date
    yellow: date
    red: datetime
    provisional: bool


def days_of(limit: Running, calendar: Calendar) -> Days:
    """When it is due and when it warns; hours are no days, and are refused."""
    stopped = frozenset(days_in(limit.stops))
    n, unit = limit.n, limit.unit
    if limit.before is None:
        last = due(n, unit, limit.start, calendar, limit.roll, stopped)
    else:
        last = latest(n, unit, limit.before, calendar, limit.roll, loose=limit.loose)
        n, unit = days_left(limit.start, last.due), LimitUnit.DAY
    count = (limit.start, last.due, n, unit, calendar, stopped)
    return Days(
        due=last.due,
        remind=remind_on(*count),
        yellow=yellow_on(*count),
        red=red_at(last.due),
        provisional=last.provisional,
    )


def days_left(start: date, last: date) -> int:
    """The days that a step has whose limit counts back, by which it warns; at least one."""
    return min(max(1, (last - start).days), MAX_N)


def days_in(stops: Iterable[tuple[date, date]]) -> Iterator[date]:
    """Each day of the stops, both ends inclusive; one in two of them comes twice."""
    for first, last in stops:
        yield from (first + timedelta(days=i) for i in range((last - first).days + 1))


def told_of_stop(document: str, filed: Iterable[str], task: str) -> None:
    """Prevents time from standing still without a written notice of it (许可法 45)."""
    if document not in filed:
        raise NotReady("stop-without-notice", task=task, document=document)


def limit_of(state: CaseState, chart: Chart, name: str) -> Limit | None:
    """The limit of the chart that a clock or a timer of the case was started by."""
    if name in state.timers:
        return chart.nodes[ElementPath(name)].wait
    clock = state.clocks[name]
    limits = chart.limits if clock.task is None else chart.task(ElementPath(clock.task)).limits
    return next((x for x in limits if x.kind == clock.kind), None)


def may_extend(
    limit: Limit | None, grade: str | None, person: Person, clock: str, n: int
) -> Extension:
    """Prevents an extension that the article does not give, by whom it does not name."""
    extension = limit.extension if limit is not None else None
    if extension is None:
        raise NotReady("no-extension", clock=clock)
    if rank(grade) < rank(extension.approver):
        raise Forbidden(
            "extension-level", person=person.name, clock=clock, level=extension.approver
        )
    if not 1 <= n <= extension.n:
        raise BadData("extension-length", pointer="/n", clock=clock, most=extension.n)
    return extension


def not_too_often(extension: Extension, used: int, clock: str) -> None:
    """Prevents a second extension where the law gives one (许可法 42-1)."""
    if used >= extension.times:
        raise NotReady("extended-already", clock=clock, times=extension.times)


def still_runs(clock: str, due: str, *, passed: bool) -> None:
    """Prevents an extension after the limit has passed: what is late stays late."""
    if passed:
        raise NotReady("extension-too-late", clock=clock, due=due)
