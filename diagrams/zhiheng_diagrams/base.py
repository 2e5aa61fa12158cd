"""The one drawing of a chart that all its views share, kept by the chart's digest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from lxml import etree

from zhiheng.model.chart import Chart
from zhiheng.model.ids import Digest, ElementPath, PostId
from zhiheng_diagrams.graph import numbers
from zhiheng_diagrams.graph.phases import phased
from zhiheng_diagrams.graph.ranks import Ranks
from zhiheng_diagrams.graph.sections import sections
from zhiheng_diagrams.graph.unfolded import unfolded
from zhiheng_diagrams.notation.drawing import Picture
from zhiheng_diagrams.notation.words import Edition
from zhiheng_diagrams.output import graphviz, svg
from zhiheng_diagrams.output.dot import dot
from zhiheng_diagrams.risks.risk_page import risk_sheets
from zhiheng_diagrams.sheets import spoken
from zhiheng_diagrams.sheets.footer import Issue
from zhiheng_diagrams.sheets.legend import Cover
from zhiheng_diagrams.sheets.page import lanes_sheets
from zhiheng_diagrams.sheets.pages import Page, pages, whole
from zhiheng_diagrams.sheets.paper import Paper, on_paper

Template = Literal["lanes", "risk"]
"""权力运行流程图, and 廉政风险防控图."""
_KEPT = 256


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which drawing: a chart is known by its digest, for it holds mappings and has no hash.

    sheet: one page of a long chart in lanes, from 1; None: all of it.
    standby: posts with an A and a B, told in lanes.
    is_whole: what has a diagram of its own is drawn in the flow that leads to it.
    """

    digest: Digest
    template: Template
    edition: Edition
    issue: Issue
    cover: Cover
    chart: Chart = field(compare=False)
    sheet: int | None = None
    is_whole: bool = False
    standby: frozenset[PostId] = frozenset()

    def parts(self, paper: Paper | None) -> tuple[Page, ...]:
        """What is drawn in lanes: the chart with its diagrams, or one page of that."""
        found = parts(self.chart, is_whole=self.is_whole)
        if self.sheet is not None:
            return (paged(found)[self.sheet - 1],)
        return tuple(map(whole, found)) if paper is None else paged(found)


@dataclass(frozen=True, slots=True)
class Base:
    """A finished drawing. Its root is copied before anything is laid over it."""

    wanted: Wanted
    unfolded: Chart
    ranked: Ranks
    picture: Picture
    root: etree._Element
    svg: bytes

    def described(self, told: Mapping[ElementPath, str]) -> str:
        """The text alternative, with what is laid over the chart."""
        counted = shown_risks(self.wanted, self.unfolded, self.ranked)
        return spoken.description(
            self.unfolded,
            self.ranked.order,
            self.wanted.edition,
            counted,
            told,
            self.wanted.standby,
        )


def shown_risks(wanted: Wanted, chart: Chart, ranked: Ranks) -> spoken.Numbers:
    """In lanes neither the public edition nor the heat map shows any."""
    if wanted.template == "lanes" and (wanted.edition == "public" or wanted.cover == "heat"):
        return {}
    return numbers.of_risks(chart, ranked)


@lru_cache(maxsize=_KEPT)
def base(wanted: Wanted) -> Base:
    """The drawing, made once."""
    flat = unfolded(wanted.chart) if wanted.sheet is None else wanted.parts(None)[0].chart
    (picture,) = sheets(wanted, None)
    root = svg.finish(graphviz.draw(dot(picture), "svg"), picture)
    ranked = phased(flat)
    return Base(wanted, flat, ranked, picture, root, svg.written(root))


def sheets(wanted: Wanted, paper: Paper | None) -> tuple[Picture, ...]:
    """The pages of a drawing: one as large as it gets, or so many as fit on that paper."""
    edition, issue, cover = wanted.edition, wanted.issue, wanted.cover
    flat = unfolded(wanted.chart)
    if wanted.template == "risk":
        made = risk_sheets(flat, edition, issue, cover, paper)
    else:
        made = lanes_sheets(flat, wanted.parts(paper), edition, issue, cover, paper, wanted.standby)
    return made if paper is None else tuple(on_paper(one, paper) for one in made)


def parts(chart: Chart, *, is_whole: bool = False) -> tuple[Chart, ...]:
    """The chart, then what has a diagram of its own."""
    return (unfolded(chart),) if is_whole else tuple(map(unfolded, sections(chart)))


def paged(found: Iterable[Chart]) -> tuple[Page, ...]:
    """The pages on which they are to be shown."""
    return tuple(page for one in found for page in pages(one))


def lines(chart: Chart, edition: Edition, template: Template) -> tuple[str, ...]:
    """The steps in words, for an ordered list beside the picture."""
    flat = unfolded(chart)
    ranked = phased(flat)
    wanted = Wanted(chart.digest, template, edition, Issue(), "none", chart)
    return spoken.steps(flat, ranked.order, edition, shown_risks(wanted, flat, ranked), {})
