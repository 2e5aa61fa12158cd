"""The one entry: a chart in, a picture out."""

from dataclasses import dataclass, field
from functools import lru_cache

from zhiheng.model.chart import Chart
from zhiheng.model.ids import Digest
from zhiheng_diagrams import fonts, graphviz, svg
from zhiheng_diagrams.dot import dot
from zhiheng_diagrams.graphviz import Format
from zhiheng_diagrams.page import page
from zhiheng_diagrams.state import ChartState
from zhiheng_diagrams.unfolded import unfolded
from zhiheng_diagrams.words import Edition

_KEPT = 256


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
) -> bytes:
    """The lanes chart of `chart` as SVG, PNG or PDF.

    edition: `public` shows neither risks nor posts nor post limits. state: laid over the chart.
    issued: a date for the footer; the same arguments always give the same SVG.
    Raises FontMissing for PNG and PDF on a machine without a Chinese font.
    """
    if fmt != "svg":
        fonts.require_chinese()
    return _render(_Keyed(chart.digest, chart), edition, fmt, state, issued)


@lru_cache(maxsize=_KEPT)
def _render(
    keyed: _Keyed, edition: Edition, fmt: Format, state: ChartState | None, issued: str | None
) -> bytes:
    picture = page(unfolded(keyed.chart), edition, state, issued)
    drawn = graphviz.draw(dot(picture), fmt)
    return svg.finish(drawn, picture) if fmt == "svg" else drawn
