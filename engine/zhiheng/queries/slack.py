"""Cases that will be late though nothing is yet (无余量): the warning days before the red one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, and_, select

from zhiheng.clock import local_date
from zhiheng.errors import NotReady
from zhiheng.model.caller import Caller
from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng.queries.overdue import posts_in_sight, waits_for
from zhiheng.rules.clock import red_at, remaining_working_days
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.store import tables as t
from zhiheng.store.log import stamp
from zhiheng.verify.deadlines.onward import onward

AHEAD = timedelta(days=60)
"""Natural days ahead of today within which a limit of a case must end to be looked at."""
_MOST = 100
"""Items of one list."""
_MOST_KNOWN = 256
_known: dict[tuple[str, str], Mapping[ElementPath, tuple[int, int]]] = {}
"""By digest of the chart and kind of the limit; a chart never changes under its digest."""


@dataclass(frozen=True, slots=True)
class SlackItem:
    """A step of a case in time. slack: working days to spare when all later posts use their all."""

    case: str
    number: str | None
    title: str
    kind: str
    due: str
    task: str
    visit: int
    name: str
    remaining: int
    needed: int
    slack: int


def no_slack(rt: Runtime, connection: Connection, caller: Caller) -> tuple[SlackItem, ...]:
    """Steps of cases in time that have less than nothing to spare, the worst first."""
    view = rt.agency(connection, caller.agency)
    if view.calendar is None or view.roster is None:
        raise NotReady("agency-not-ready")
    posts = posts_in_sight(view, caller, rt)
    now = rt.now(view)
    today = local_date(now)
    found = []
    for row in connection.execute(_query(caller.agency, stamp(now), today, posts)):
        item = _item(rt, connection, view, row, today)
        if item is not None and item.slack < 0:
            found.append(item)
    return tuple(sorted(found, key=lambda i: (i.slack, i.due))[:_MOST])


def _query(agency: str, now: str, today: date, posts: frozenset[str] | None) -> Any:
    """Each open step with the limit of its case, and its own."""
    whole, step, slot = t.clock, t.clock.alias("step"), t.slot.c
    c, label = t.case_file.c, t.case_label.c
    open_steps = (
        select(slot.agency, slot.case_id, slot.task, slot.visit)
        .where(slot.agency == agency, slot.state.in_(["open", "claimed"]))
        .distinct()
        .subquery()
    )
    query = (
        select(whole.c.case_id, whole.c.kind, whole.c.due, open_steps.c.task, open_steps.c.visit)
        .add_columns(step.c.due.label("step_due"), c.number, c.chart, label.title)
        .join(
            open_steps,
            and_(open_steps.c.agency == whole.c.agency, open_steps.c.case_id == whole.c.case_id),
        )
        .join(t.case_file, and_(c.agency == whole.c.agency, c.id == whole.c.case_id))
        .join(t.case_label, and_(label.agency == c.agency, label.case_id == c.id))
        .outerjoin(
            step,
            and_(
                step.c.agency == whole.c.agency,
                step.c.case_id == whole.c.case_id,
                step.c.task == open_steps.c.task,
                step.c.visit == open_steps.c.visit,
                step.c.running,
            ),
        )
        .where(whole.c.agency == agency, whole.c.running, whole.c.task.is_(None))
        .where(whole.c.red_at > now, whole.c.red_at <= stamp(red_at(today + AHEAD)))
        .order_by(whole.c.red_at, whole.c.case_id)
        .limit(2_000)
    )
    return query if posts is None else query.where(waits_for(posts))


def _item(
    rt: Runtime, connection: Connection, view: AgencyView, row: Any, today: date
) -> SlackItem | None:
    chart = rt.chart(connection, view.state.id, row.chart).chart
    ways = _ways(chart, row.kind)
    path = ElementPath(row.task)
    if path not in ways or view.calendar is None:
        return None
    own, whole = ways[path]
    left = own
    if row.step_due is not None:
        due = date.fromisoformat(row.step_due)
        left = max(0, remaining_working_days(today, due, view.calendar))
    needed = whole - own + left
    remaining = remaining_working_days(today, date.fromisoformat(row.due), view.calendar)
    return SlackItem(
        case=row.case_id,
        number=row.number,
        title=row.title,
        kind=row.kind,
        due=row.due,
        task=row.task,
        visit=row.visit,
        name=chart.nodes[path].name,
        remaining=remaining,
        needed=needed,
        slack=remaining - needed,
    )


def _ways(chart: Chart, kind: str) -> Mapping[ElementPath, tuple[int, int]]:
    key = (chart.digest, kind)
    if key not in _known:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[key] = onward(chart, kind)
    return _known[key]
