"""The proof of the limits on large charts, units alike and mixed (design.md §16)."""

import json
import time

from bench.figures import Figure, at_most, median
from support.limits import DAY, WD, K, limit, statutory, timed_chart

from zhiheng.model.calendar_file import calendar_from_json
from zhiheng.model.chart import Chart
from zhiheng.model.limit import LimitUnit
from zhiheng.share import share
from zhiheng.verify.deadlines.proof import deadlines

BAR = 0.2
"""Seconds, for 100 nodes and 10 branches, as for soundness."""
BAR_MIXED = 2.0
"""Seconds, when each of some 2,500 days is tried as the day of acceptance."""
REPEATS = 3


def deadline_figures() -> list[Figure]:
    """Nothing but the processor is needed."""
    calendar = calendar_from_json(
        json.loads((share("processes") / "calendar/china.json").read_text(encoding="utf-8"))
    )
    found = []
    for name, units, bar in (
        ("units alike", (WD,), BAR),
        ("units mixed", (WD, DAY), BAR_MIXED),
    ):
        chart = ten_branches(units)
        times = []
        for _ in range(REPEATS):
            began = time.perf_counter()
            told, certificate = deadlines(chart, calendar)
            times.append(time.perf_counter() - began)
            assert told == ()
            assert len(certificate["deadlines"]["limits"][0]["slack"]) >= 90
        size = f"{len(chart.nodes)} nodes"
        found.append(at_most(f"limits, {name}", median(times), "s", bar, size))
    return found


def ten_branches(units: tuple[LimitUnit, ...]) -> Chart:
    """Ten branches of nine steps each, side by side."""
    names = [[f"t{b}_{i}" for i in range(9)] for b in range(10)]
    posts = {name: limit(1, units[i % len(units)]) for row in names for i, name in enumerate(row)}
    kinds = {"x": K.PARALLEL, "j": K.PARALLEL} | dict.fromkeys(posts, K.TASK)
    ways = ["in x", "j out", *(f"x {' '.join(row)} j" for row in names)]
    return timed_chart(kinds, *ways, posts=posts, of_case=(statutory(60),))
