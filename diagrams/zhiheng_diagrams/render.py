"""The entries: a chart in, a picture out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from zhiheng.model.chart import Chart
from zhiheng.model.finding import Finding, Text
from zhiheng.model.ids import Digest
from zhiheng_diagrams import fonts, graphviz, svg
from zhiheng_diagrams.dot import dot
from zhiheng_diagrams.fault_page import fault_page
from zhiheng_diagrams.graphviz import Format
from zhiheng_diagrams.page import page
from zhiheng_diagrams.pages import pages
from zhiheng_diagrams.state import ChartState
from zhiheng_diagrams.unfolded import unfolded
from zhiheng_diagrams.words import Edition

_KEPT = 256
MOST_NODES = 200
MOST_FLOWS = 300
"""Of a picture of a finding: nobody could read a larger one, and any caller may ask for it.

The worst of this size (flows at random) took 3 s on one busy core.
"""


class TooLarge(ValueError):
    """The chart has more in it than one picture can show."""

    def __init__(self, nodes: int, flows: int) -> None:
        zh = f"图太大，画不了：{nodes} 个节点、{flows} 条线，最多 {MOST_NODES} 个、{MOST_FLOWS} 条"
        en = (
            f"too large to draw: {nodes} nodes and {flows} flows, at most {MOST_NODES} and "
            f"{MOST_FLOWS}"
        )
        super().__init__(f"{zh} / {en}")
        self.nodes, self.flows = nodes, flows
        self.message = Text(zh, en)


@dataclass(frozen=True, slots=True)
class _Keyed:
    """A chart known by its digest: charts hold mappings and have no hash."""

    digest: Digest
    chart: Chart = field(compare=False)


def render(
    chart: Chart,
    *,
    edition: Edition,
    fmt: Format,
    state: ChartState | None = None,
    issued: str | None = None,
    sheet: int | None = None,
) -> bytes:
    """The lanes chart of `chart` as SVG, PNG or PDF.

    edition: `public` shows neither risks nor posts nor post limits. state: laid over the chart.
    issued: a date for the footer; the same arguments always give the same SVG.
    sheet: one page of a long chart, from 1 (see pages.py); None: all of it on one.
    Raises FontMissing for PNG and PDF on a machine without a Chinese font.
    """
    if fmt != "svg":
        fonts.require_chinese()
    return _render(_Keyed(chart.digest, chart), edition, fmt, state, issued, sheet)


def count_pages(chart: Chart) -> int:
    """On how many pages a chart is to be shown."""
    return len(pages(unfolded(chart)))


def render_finding(
    chart: Chart,
    finding: Finding,
    found: Sequence[Finding] = (),
    *,
    fmt: Format,
    banner: Text | None = None,
) -> bytes:
    """The chart with one finding on it: its way numbered, what is at fault marked, the cure.

    Takes every chart that can be read, also one that cannot run. found: all findings on it.
    Raises FontMissing for PNG and PDF on a machine without a Chinese font, and TooLarge.
    """
    if len(chart.nodes) > MOST_NODES or len(chart.flows) > MOST_FLOWS:
        raise TooLarge(len(chart.nodes), len(chart.flows))
    if fmt != "svg":
        fonts.require_chinese()
    picture = fault_page(chart, finding, found, banner)
    drawn = graphviz.draw(dot(picture), fmt)
    return svg.finish(drawn, picture) if fmt == "svg" else drawn


@lru_cache(maxsize=_KEPT)
def _render(
    keyed: _Keyed,
    edition: Edition,
    fmt: Format,
    state: ChartState | None,
    issued: str | None,
    sheet: int | None,
) -> bytes:
    chart = unfolded(keyed.chart)
    picture = page(chart if sheet is None else pages(chart)[sheet - 1], edition, state, issued)
    drawn = graphviz.draw(dot(picture), fmt)
    return svg.finish(drawn, picture) if fmt == "svg" else drawn
