"""The heat map of a chart (环节热力图): figures of its steps in all cases of a period."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, case, exists, func, select

from zhiheng.clock import local_date
from zhiheng.errors import BadData, Forbidden, NotReady, NotVisible, unfit
from zhiheng.model.caller import Caller
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Text
from zhiheng.model.ids import ElementPath
from zhiheng.queries.overdue import posts_in_sight
from zhiheng.rules.heat import StepFigures, Visit, figures
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t
from zhiheng.store.log import midnight, midnight_after, parse_stamp, stamp

LONGEST = timedelta(days=366)
USUAL = timedelta(days=90)
Period = tuple[date, date]
"""Both inclusive."""
_NONE = StepFigures(0, 0, None, None)


@dataclass(frozen=True, slots=True)
class HeatStep:
    """One step of the chart in force, also where no case has come to it."""

    task: ElementPath
    name: str
    figures: StepFigures


@dataclass(frozen=True, slots=True)
class Heat:
    """Steps opened from since until until, both inclusive, under whichever version of the chart."""

    chart: Chart
    since: date
    until: date
    steps: tuple[HeatStep, ...]


def heat(
    rt: Runtime,
    connection: Connection,
    caller: Caller,
    key: str,
    since: date | None = None,
    until: date | None = None,
) -> Heat:
    """For those who see the whole agency; the last 90 days, if no period is named."""
    view = rt.agency(connection, caller.agency)
    if view.calendar is None or view.roster is None:
        raise NotReady("agency-not-ready")
    if posts_in_sight(view, caller, rt) is not None:
        raise Forbidden("role-may-not", role=caller.role.value, verb="statistics")
    versions = view.state.charts.get(key)
    if not versions:
        raise NotVisible("no-such-chart", key=key)
    now = rt.now(view)
    last = until or local_date(now)
    first = since or last - USUAL
    if not first <= last <= first + LONGEST:
        raise _bad_period()
    chart = rt.chart(connection, caller.agency, versions[-1].digest).chart
    found = figures(_visits(connection, caller.agency, key, (first, last), now), view.calendar)
    steps = tuple(HeatStep(x.path, x.name, found.get(x.path, _NONE)) for x in chart.tasks)
    return Heat(chart, first, last, steps)


def _bad_period() -> BadData:
    return unfit("/since", Text("期间不对，最长一年", "no such period; a year at most"))


def _visits(
    connection: Connection, agency: str, key: str, within: Period, now: datetime
) -> Iterator[Visit]:
    """What was broken off, withdrawn or taken back is no visit."""
    slot = t.slot.c
    done, waits = slot.state == "done", slot.state.in_(("open", "claimed", "signed"))
    query = (
        select(
            slot.case_id,
            slot.task,
            slot.visit,
            func.min(slot.opened_at).label("opened_at"),
            func.max(case((done, slot.signed_at))).label("closed_at"),
            func.max(case((waits, 1), else_=0)).label("waits"),
        )
        .join(t.case_file, _same_case(slot))
        .where(slot.agency == agency, t.case_file.c.chart_key == key, slot.state != "void")
        .where(*_opened(slot, within))
        .group_by(slot.case_id, slot.task, slot.visit)
    )
    late = _late(connection, agency, key, within, now)
    for row in connection.execute(query):
        closed = None if row.waits or row.closed_at is None else _day(row.closed_at)
        yield Visit(
            ElementPath(row.task),
            _day(row.opened_at),
            closed,
            bool(row.waits),
            late.get((row.case_id, row.task, row.visit)),
        )


def _late(
    connection: Connection, agency: str, key: str, within: Period, now: datetime
) -> dict[tuple[str, str, int], bool]:
    """Whether a limit of a visit has passed; a provisional day warns only (design.md §9)."""
    clock, slot = t.clock.c, t.slot.c
    visited = exists().where(
        slot.agency == clock.agency,
        slot.case_id == clock.case_id,
        slot.task == clock.task,
        slot.visit == clock.visit,
        *_opened(slot, within),
    )
    query = (
        select(
            clock.case_id,
            clock.task,
            clock.visit,
            clock.running,
            clock.late,
            clock.red_at,
            clock.provisional,
        )
        .join(t.case_file, _same_case(clock))
        .where(clock.agency == agency, t.case_file.c.chart_key == key, visited)
    )
    found: dict[tuple[str, str, int], bool] = {}
    instant = stamp(now)
    for row in connection.execute(query):
        passed = row.red_at <= instant and not row.provisional if row.running else bool(row.late)
        visit = (row.case_id, row.task, row.visit)
        found[visit] = found.get(visit, False) or passed
    return found


def _opened(slot: Any, within: Period) -> tuple[Any, Any]:
    first, last = within
    return slot.opened_at >= midnight(first), slot.opened_at < midnight_after(last)


def _same_case(c: Any) -> Any:
    return and_(t.case_file.c.agency == c.agency, t.case_file.c.id == c.case_id)


def _day(instant: str) -> date:
    return local_date(parse_stamp(instant))
