"""The entries: a chart in, a picture out."""

from collections.abc import Sequence

from zhiheng.model.chart import Chart
from zhiheng.model.finding import Finding, Text
from zhiheng.model.ids import PostId
from zhiheng_diagrams.base import Template, Wanted, base, paged, parts, sheets
from zhiheng_diagrams.faults.fault_page import fault_page
from zhiheng_diagrams.graph.sections import boxed
from zhiheng_diagrams.notation.drawing import Picture
from zhiheng_diagrams.notation.words import Edition
from zhiheng_diagrams.output import fonts, graphviz, svg
from zhiheng_diagrams.output.dot import dot
from zhiheng_diagrams.output.graphviz import Format
from zhiheng_diagrams.output.pdf import bound
from zhiheng_diagrams.overlays.heat import ChartHeat
from zhiheng_diagrams.overlays.overlay import marked
from zhiheng_diagrams.overlays.state import ChartState
from zhiheng_diagrams.sheets.footer import Issue
from zhiheng_diagrams.sheets.legend import Cover
from zhiheng_diagrams.sheets.paper import Paper, stacked

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


def render(
    chart: Chart,
    *,
    edition: Edition,
    fmt: Format,
    state: ChartState | ChartHeat | None = None,
    issued: str | None = None,
    template: Template = "lanes",
    verify: str | None = None,
    paper: Paper | None = None,
    dpi: int | None = None,
    sheet: int | None = None,
    unfold: bool = False,
    standby: frozenset[PostId] = frozenset(),
) -> bytes:
    """The lanes chart or the risk chart of `chart` as SVG, PNG or PDF.

    edition: `public` shows no limits of posts, and in lanes no risks. state: laid over the chart.
    issued: a date for the footer; the same arguments always give the same SVG.
    verify: the address where a reader may compare the picture with what is in force, as a QR code.
    paper: pages of that size, as many as it takes to be read; by itself one as large as it gets.
    dpi: of a PNG.
    sheet: one page of a long chart in lanes, from 1 (see sheets/pages.py); None: all of it.
    unfold: in lanes, what is called stands in the flow, not in a diagram that follows.
    standby: the posts whose holders have somebody to act for them, told in lanes as A/B角.
    Raises GlyphMissing for PNG and PDF where our fonts lack a character of the chart.
    """
    issue, cover = Issue(issued, verify), _cover(state)
    wanted = Wanted(chart.digest, template, edition, issue, cover, chart, sheet, unfold, standby)
    drawn = base(wanted)
    if state is None and fmt == "svg" and paper is None:
        return drawn.svg
    if isinstance(state, ChartState):
        state = state.raised(boxed(chart))
    marks = {} if state is None else state.marks()
    said = drawn.described({} if state is None else state.told())
    if fmt == "svg" and paper is None:
        return svg.laid_over(drawn.root, drawn.picture, marks, said)
    papers = (drawn.picture,) if paper is None else sheets(wanted, paper)
    return _drawn([marked(one, marks, said) for one in papers], fmt, dpi)


def _cover(state: ChartState | ChartHeat | None) -> Cover:
    if state is None:
        return "none"
    return "state" if isinstance(state, ChartState) else "heat"


def count_pages(chart: Chart, *, unfold: bool = False) -> int:
    """On how many pages a chart in lanes is to be shown."""
    return len(paged(parts(chart, is_whole=unfold)))


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
    return _drawn([fault_page(chart, finding, found, banner)], fmt)


def _drawn(papers: Sequence[Picture], fmt: Format, dpi: int | None = None) -> bytes:
    """Pages of a PDF; one below the other in the kinds of file that know no pages."""
    if fmt != "svg":
        for one in papers:
            fonts.require_glyphs(one)
    if fmt == "pdf":
        return bound([graphviz.draw(dot(one), "pdf") for one in papers])
    picture = stacked(papers)
    drawn = graphviz.draw(dot(picture, dpi if fmt == "png" else None), fmt)
    return svg.written(svg.finish(drawn, picture)) if fmt == "svg" else drawn
