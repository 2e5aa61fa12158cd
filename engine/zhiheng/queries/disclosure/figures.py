"""Figures for the public (统计): by power and year, up to the end of last month, none small.

Up to last month, since figures of today and of yesterday would tell a single case by subtraction.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import TypeVar

from sqlalchemy import Connection, select

from zhiheng.clock import local_date
from zhiheng.queries.statistics import Ended, ended
from zhiheng.rules.suppression import Month, batches, row, share
from zhiheng.runtime import AgencyView
from zhiheng.store import tables as t
from zhiheng.store.log import midnight, parse_stamp

T = TypeVar("T")
Months = Mapping[Month, list[T]]
"""Month -> what happened in it, once for each case."""
_Kept = defaultdict[str, defaultdict[Month, list[T]]]


@dataclass(frozen=True, slots=True)
class YearFigures:
    """None: too few to be told. outcomes: id of the end -> count. late: of a hundred.

    median: working days from acceptance to the end of the promise, else of the statute.
    """

    key: str
    year: int
    received: int | None
    closed: int | None
    outcomes: dict[str, int | None]
    median: float | None
    late: int | None


def public_figures(
    connection: Connection, view: AgencyView, keys: Collection[str], before: date
) -> tuple[YearFigures, ...]:
    """Of the published powers, the newest year first. before: the first day that does not count."""
    received: _Kept[str] = defaultdict(lambda: defaultdict(list))
    closed: _Kept[str] = defaultdict(lambda: defaultdict(list))
    times: _Kept[Ended] = defaultdict(lambda: defaultdict(list))
    c = t.case_file.c
    query = select(c.chart_key, c.opened_at, c.closed_at, c.outcome, c.status).where(
        c.agency == view.state.id,
        c.command.is_(None),
        c.chart_key.in_(sorted(keys)),
        c.opened_at < midnight(before),
    )
    for case in connection.execute(query):
        received[case.chart_key][_month(case.opened_at)].append("")
        if case.closed_at is not None and case.closed_at < midnight(before):
            closed[case.chart_key][_month(case.closed_at)].append(case.outcome or case.status)
    years = [year for months in closed.values() for year, _ in months]
    if view.calendar is not None and years:
        since = date(min(years), 1, 1)
        for one in ended(connection, view.state.id, since, before, view.calendar):
            times[one.key][one.on.year, one.on.month].append(one)
    return tuple(
        figures
        for key in sorted(received)
        for figures in year_figures(key, received[key], closed[key], times[key])
    )


def year_figures(
    key: str, received: Months[str], closed: Months[str], times: Months[Ended]
) -> Iterator[YearFigures]:
    """Of one power. received, closed: what came and how it ended, by month; times: of limits."""
    came, went, took = _by_year(received), _by_year(closed), _by_year(times)
    for year in sorted({year for year, _ in (*received, *closed)}, reverse=True):
        days = [one.days for one in took[year]]
        yield YearFigures(
            key=key,
            year=year,
            received=_count(year, received, came[year]),
            closed=_count(year, closed, went[year]),
            outcomes=row(Counter(went[year])),
            median=float(median(days)) if days else None,
            late=share(sum(one.late for one in took[year]), len(days)),
        )


def _count(year: int, months: Months[T], counted: list[T]) -> int | None:
    """None where some wait for a batch; nought only where there was none."""
    return len(counted) or (None if any(y == year for y, _ in months) else 0)


def _by_year(months: Months[T]) -> dict[int, list[T]]:
    """What is told of each year: whole batches, so that last month's figures tell no more."""
    found: dict[int, list[T]] = defaultdict(list)
    for month, year in batches({month: len(several) for month, several in months.items()}).items():
        found[year] += months[month]
    return found


def _month(instant: str) -> Month:
    day = local_date(parse_stamp(instant))
    return day.year, day.month
