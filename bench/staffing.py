"""Staffing of a large office, any one absent, and the look-ahead of each claim (design.md §16)."""

import time
from collections.abc import Callable

from bench.figures import Figure, at_most, median, p95, plain
from support.large_office import DAY, office, permit
from support.walks import walks

from zhiheng.verify.assessment import assess
from zhiheng.verify.staffing import critical

REPEATS = 5
BAR, BAR_LOOK = 0.1, 5.0
"""Seconds, for 15 tasks and 100 persons; milliseconds, for one look-ahead."""


def staffing_figures(runs: int) -> list[Figure]:
    """Nothing but the processor is needed: no database, no office. runs: random cases."""
    chart, roster = permit(), office()
    size = f"{len(chart.tasks)} tasks, {len(roster.persons)} persons"
    one = _seconds(lambda: critical(chart, roster, DAY))
    whole = _seconds(lambda: assess(chart, roster, DAY))
    with_it, times = walks(runs, careful=True)
    without, _ = walks(runs, careful=False)
    ms = [t * 1000 for t in times]
    return [
        at_most("staffing, any one absent", one, "s", BAR, size),
        at_most("staffing, certificate: pairs and least number too", whole, "s", BAR, size),
        plain("look-ahead of one claim, median", median(ms), "ms", f"{len(ms)} asked"),
        at_most("look-ahead of one claim, p95", p95(ms), "ms", BAR_LOOK),
        at_most("random cases stuck, with look-ahead", with_it["stuck"], "cases", 0, f"of {runs}"),
        plain("the same, without", without["stuck"], "cases", f"of {runs}"),
    ]


def _seconds(act: Callable[[], object]) -> float:
    times = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return median(times)
