"""The entries: a chart in, a picture out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from zhiheng.model.chart import Chart
from zhiheng.model.finding import Finding, Text
from zhiheng.model.ids import Digest
from zhiheng_diagrams import fonts, graphviz, svg
from zhiheng_diagrams.dot import dot
from zhiheng_diagrams.drawing import Picture
from zhiheng_diagrams.fault_page import fault_page
from zhiheng_diagrams.footer import Issue
from zhiheng_diagrams.graphviz import Format
from zhiheng_diagrams.page import page
from zhiheng_diagrams.risk_page import risk_page
from zhiheng_diagrams.state import ChartState
from zhiheng_diagrams.unfolded import unfolded
from zhiheng_diagrams.words import Edition

Template = Literal["lanes", "risk"]
"""权力运行流程图, and 廉政风险防控图."""
_PAGES = {"lanes": page, "risk": risk_page}
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
    template: Template = "lanes",
    verify: str | None = None,
) -> bytes:
    """The lanes chart or the risk chart of `chart` as SVG, PNG or PDF.

    edition: `public` shows no limits of posts, and in lanes no risks. state: laid over the chart.
    issued: a date for the footer; the same arguments always give the same SVG.
    verify: the address where a reader may compare the picture with what is in force, as a QR code.
    Raises GlyphMissing for PNG and PDF where our fonts lack a character of the chart.
    """
    keyed = _Keyed(chart.digest, chart)
    return _render(keyed, template, edition, fmt, state, Issue(issued, verify))


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
    Raises GlyphMissing for PNG and PDF where our fonts lack a character, and TooLarge.
    """
    if len(chart.nodes) > MOST_NODES or len(chart.flows) > MOST_FLOWS:
        raise TooLarge(len(chart.nodes), len(chart.flows))
    picture = fault_page(chart, finding, found, banner)
    return _drawn(picture, fmt)


@lru_cache(maxsize=_KEPT)
def _render(
    keyed: _Keyed,
    template: Template,
    edition: Edition,
    fmt: Format,
    state: ChartState | None,
    issue: Issue,
) -> bytes:
    picture = _PAGES[template](unfolded(keyed.chart), edition, state, issue)
    return _drawn(picture, fmt)


def _drawn(picture: Picture, fmt: Format) -> bytes:
    if fmt != "svg":
        fonts.require_glyphs(picture)
    drawn = graphviz.draw(dot(picture), fmt)
    return svg.finish(drawn, picture) if fmt == "svg" else drawn
