"""Charts laid out and drawn (issue of the pictures): a fresh one, and one that was drawn before."""

import time
from dataclasses import replace

from bench.figures import Figure, at_most, median, plain
from support.bpmn_text import bpmn_text
from unit.diagrams.large_permit import large_permit
from unit.diagrams.permit import permit

from zhiheng.model.chart import Chart
from zhiheng.model.ids import Digest
from zhiheng_diagrams import render
from zhiheng_diagrams.interchange import lay

REPEATS = 5


def picture_figures() -> list[Figure]:
    """Nothing but the processor is needed: no database, no office."""
    forty = large_permit(44)
    fresh = [_drawn(_fresh(forty, i)) for i in range(REPEATS)]
    note = f"{len(forty.nodes)} nodes, {len(forty.flows)} flows, {len(forty.lanes)} lanes"
    kept = [_drawn(forty) for _ in range(REPEATS + 1)][1:]
    xml = bpmn_text(forty)
    began = time.perf_counter()
    lay(xml)
    laid = time.perf_counter() - began
    return [
        at_most("chart of 40 nodes laid out and drawn as SVG", median(fresh), "s", 1.0, note),
        at_most("the same, drawn before", median(kept) * 1000, "ms", 5.0),
        plain("the same, positions written as BPMN DI", laid, "s"),
        plain("a permit of 32 nodes laid out and drawn", _drawn(_fresh(permit(), -1)), "s"),
    ]


def _fresh(chart: Chart, number: int) -> Chart:
    """The same under another digest, so that no picture of it is kept."""
    return replace(chart, digest=Digest(f"bench {number}"))


def _drawn(chart: Chart) -> float:
    began = time.perf_counter()
    render(chart, edition="internal", fmt="svg")
    return time.perf_counter() - began
