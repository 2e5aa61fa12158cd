"""The longest way against a naive list of all ways, on random charts with loops and timers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.limits import DAY, HOUR, MONTH, WD, K, limit, statutory, timed_chart
from unit.rules.calendars import CHINA, calendars

from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import Limit, LimitUnit, Roll
from zhiheng.rules.clock import due
from zhiheng.verify.deadlines.elapse import Days
from zhiheng.verify.deadlines.proof import deadlines

NAMES = ("a", "b", "c", "d", "f", "g")
ONE_YEAR = replace(CHINA, published=frozenset({2026}))
STARTS = [
    day for i in range(365) if ONE_YEAR.is_working(day := date(2026, 1, 1) + timedelta(days=i))
]


@st.composite
def charts(draw: st.DrawFn, units: tuple[LimitUnit, ...], allowed: Limit) -> Chart:
    """Any graph of up to six steps between acceptance and decision, loops among them."""
    names = NAMES[: draw(st.integers(1, len(NAMES)))]
    kinds = {n: draw(st.sampled_from((K.TASK, K.TASK, K.EXCLUSIVE, K.PARALLEL))) for n in names}
    arcs = st.tuples(st.sampled_from(("in", *names)), st.sampled_from((*names, "out")))
    ways = {f"{a} {b}" for a, b in draw(st.lists(arcs, min_size=1, max_size=14)) if a != b}
    posts = {
        n: limit(draw(st.integers(1, 4)), draw(st.sampled_from(units)))
        for n, kind in kinds.items()
        if kind is K.TASK
    }
    return timed_chart(kinds, *sorted(ways), posts=posts, of_case=(allowed,))


def ways(chart: Chart) -> Iterator[tuple[ElementPath, ...]]:
    """Every way from acceptance to decision that comes to no node twice."""
    waiting: list[tuple[ElementPath, ...]] = [(ElementPath("in"),)]
    while waiting:
        way = waiting.pop()
        if way[-1] == "out":
            yield way[1:]
        targets = [flow.target for flow in chart.flows if flow.source == way[-1]]
        waiting += [(*way, target) for target in targets if target not in way]


def limits(chart: Chart, way: tuple[ElementPath, ...]) -> list[Limit]:
    tasks = (chart.nodes[path].task for path in way)
    return [task.limits[0] for task in tasks if task is not None and (task.limits[0].n or 0) > 0]


@given(charts((WD,), statutory(12)))
def test_the_longest_sum_and_the_slack_of_each_node_are_those_of_all_ways(chart: Chart) -> None:
    sums = {way: sum(x.n or 0 for x in limits(chart, way)) for way in ways(chart)}
    told, certificate = deadlines(chart)
    if not sums:
        assert (told, certificate) == ((), {})
        return
    (held,) = certificate["deadlines"]["limits"]
    assert held["taken"] == max(sums.values())
    assert sums[tuple(held["way"])] == held["taken"]
    assert ("SLA001" in {f.rule for f in told}) is (max(sums.values()) > 12)
    over = {p for way in sums for p in way if chart.nodes[p].task is not None}
    assert held["slack"] == {p: 12 - max(n for way, n in sums.items() if p in way) for p in over}


@settings(max_examples=25)
@given(charts((WD, DAY), statutory(9)))
def test_mixed_units_fail_just_when_some_day_of_the_calendar_is_too_short(chart: Chart) -> None:
    chains = [limits(chart, way) for way in ways(chart)]
    mixed = any(one.unit is DAY for chain in chains for one in chain)
    if not chains or not mixed:
        return
    ends = {start: _end([statutory(9)], start) for start in STARTS}
    margins = [(ends[s] - _end(chain, s)).days for chain in chains for s in STARTS]
    told, certificate = deadlines(chart, ONE_YEAR)
    (held,) = certificate["deadlines"]["limits"]
    assert held["allowed"] - held["taken"] == min(margins)
    assert ("SLA001" in {f.rule for f in told}) is (min(margins) < 0)


def _end(chain: list[Limit], start: date) -> date:
    for one in chain:
        start = due(one.n or 0, one.unit, start, ONE_YEAR, one.roll).due
    return start


@given(
    calendars(), st.dates(date(2026, 1, 1), date(2029, 1, 1)), st.integers(1, 60),
    st.sampled_from((WD, DAY, MONTH)), st.sampled_from(Roll),
)  # fmt: skip
def test_days_are_counted_as_the_clock_counts_them(
    calendar: object, start: date, n: int, unit: LimitUnit, roll: Roll
) -> None:
    days = Days(calendar)  # type: ignore[arg-type]
    told = date.fromordinal(days.end(limit(n, unit, roll=roll), start.toordinal()))
    assert told == due(n, unit, start, calendar, roll).due  # type: ignore[arg-type]


@pytest.mark.parametrize("unit", [WD, DAY, HOUR, MONTH])
def test_what_is_done_at_once_takes_no_time_on_a_rest_day_either(unit: LimitUnit) -> None:
    """A step before it may end on a Sunday; counting to the working day before would gain a day."""
    sunday = date(2026, 3, 1).toordinal()
    assert Days(CHINA).end(limit(0, unit), sunday) == sunday


@pytest.mark.parametrize(("hours", "days"), [(1, 1), (24, 1), (25, 2), (48, 2)])
def test_hours_end_on_the_last_day_that_they_may_touch(hours: int, days: int) -> None:
    start = date(2026, 3, 2).toordinal()
    assert Days(CHINA).end(limit(hours, HOUR), start) == start + days
