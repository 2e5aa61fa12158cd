"""Figures for the public (统计): by power and year, up to the end of last month, none small.

Up to last month, since figures of today and of yesterday would tell a single case by subtraction.
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from statistics import median

from sqlalchemy import Connection, select

from zhiheng.clock import local_date
from zhiheng.queries.statistics import ended
from zhiheng.rules.suppression import SMALLEST, row, share, told
from zhiheng.runtime import AgencyView
from zhiheng.store import tables as t
from zhiheng.store.log import midnight, parse_stamp


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
    received: dict[tuple[str, int], int] = Counter()
    outcomes: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    c = t.case_file.c
    query = select(c.chart_key, c.opened_at, c.closed_at, c.outcome, c.status).where(
        c.agency == view.state.id,
        c.command.is_(None),
        c.chart_key.in_(sorted(keys)),
        c.opened_at < midnight(before),
    )
    for case in connection.execute(query):
        received[case.chart_key, _year(case.opened_at)] += 1
        if case.closed_at is not None and case.closed_at < midnight(before):
            place = (case.chart_key, _year(case.closed_at))
            outcomes[place][case.outcome or case.status] += 1
    times = _times(connection, view, {year for _, year in outcomes}, before)
    return tuple(
        YearFigures(
            key=key,
            year=year,
            received=told(received[key, year]),
            closed=told(outcomes[key, year].total()),
            outcomes=row(outcomes[key, year]),
            median=_median([days for days, _ in times[key, year]]),
            late=share(sum(late for _, late in times[key, year]), len(times[key, year])),
        )
        for key, year in sorted(received.keys() | outcomes.keys(), key=lambda x: (x[0], -x[1]))
    )


def _times(
    connection: Connection, view: AgencyView, years: Collection[int], before: date
) -> dict[tuple[str, int], list[tuple[int, bool]]]:
    """By chart and year: the days that each limit of a whole case took, and whether it was late."""
    found: dict[tuple[str, int], list[tuple[int, bool]]] = defaultdict(list)
    calendar = view.calendar
    if calendar is None:
        return found
    for year in years:
        since, until = date(year, 1, 1), min(date(year + 1, 1, 1), before)
        for key, days, late in ended(connection, view.state.id, since, until, calendar):
            found[key, year].append((days, late))
    return found


def _median(days: list[int]) -> float | None:
    return float(median(days)) if len(days) >= SMALLEST else None


def _year(instant: str) -> int:
    return local_date(parse_stamp(instant)).year
