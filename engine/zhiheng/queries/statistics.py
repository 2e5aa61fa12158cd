"""How long cases took (办结统计): count, median of working days, share that was late, by power."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from sqlalchemy import Connection, and_, select

from zhiheng.clock import local_date
from zhiheng.errors import BadData, Forbidden, NotReady, unfit
from zhiheng.model.calendar import Calendar
from zhiheng.model.caller import Caller
from zhiheng.model.finding import Text
from zhiheng.queries.overdue import posts_in_sight
from zhiheng.rules.clock import working_days
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t
from zhiheng.store.log import midnight, parse_stamp

LONGEST = timedelta(days=366)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PowerFigures:
    """key: the chart; empty: all together. Days from acceptance to the end of the promise.

    late: of a hundred, those whose limit had passed.
    """

    key: str
    count: int
    median: float
    late: float


@dataclass(frozen=True, slots=True)
class Ended:
    """key: of the chart. on: the day in China. days: working days that the limit had run."""

    key: str
    on: date
    days: int
    late: bool


def statistics(
    rt: Runtime, connection: Connection, caller: Caller, since: date, until: date
) -> tuple[PowerFigures, ...]:
    """Of limits of whole cases that ended within these days, both inclusive; for those who see all.

    The promise counts, or the statute where a case has no promise.
    """
    if not since <= until <= since + LONGEST:
        raise _bad_period()
    view = rt.agency(connection, caller.agency)
    if view.calendar is None or view.roster is None:
        raise NotReady("agency-not-ready")
    if posts_in_sight(view, caller, rt) is not None:
        raise Forbidden("role-may-not", role=caller.role.value, verb="statistics")
    taken: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for one in ended(connection, caller.agency, since, until + _DAY, view.calendar):
        for name in ("", one.key):
            taken[name].append((one.days, one.late))
    return tuple(_figures(key, taken[key]) for key in sorted(taken))


def _bad_period() -> BadData:
    return unfit("/since", Text("期间不对，最长一年", "no such period; a year at most"))


def ended(
    connection: Connection, agency: str, since: date, before: date, calendar: Calendar
) -> list[Ended]:
    """Of each case whose limit ended from `since` to before `before`."""
    c, file = t.clock.c, t.case_file.c
    query = (
        select(c.case_id, c.kind, c.start, c.ended_at, c.late, file.chart_key)
        .join(t.case_file, and_(file.agency == c.agency, file.id == c.case_id))
        .where(c.agency == agency, c.task.is_(None), c.ended_at.is_not(None))
        .where(c.ended_at >= midnight(since), c.ended_at < midnight(before))
        .order_by(c.case_id, c.kind.desc())
    )
    found: dict[str, Ended] = {}
    spans: dict[tuple[str, date], int] = {}
    for row in connection.execute(query):
        end = local_date(parse_stamp(row.ended_at))
        key = (row.start, end)
        if key not in spans:
            spans[key] = working_days(date.fromisoformat(row.start), end, calendar)
        if row.kind == "promised" or row.case_id not in found:
            found[row.case_id] = Ended(row.chart_key, end, spans[key], bool(row.late))
    return list(found.values())


def _figures(key: str, taken: list[tuple[int, bool]]) -> PowerFigures:
    late = sum(x for _, x in taken) * 100 / len(taken)
    return PowerFigures(key, len(taken), float(median(d for d, _ in taken)), round(late, 1))
