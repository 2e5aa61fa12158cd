"""The one drawing of a chart that all its views share, kept by the chart's digest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from lxml import etree

from zhiheng.model.chart import Chart
from zhiheng.model.ids import Digest, ElementPath
from zhiheng_diagrams import graphviz, numbers, spoken, svg
from zhiheng_diagrams.dot import dot
from zhiheng_diagrams.drawing import Picture
from zhiheng_diagrams.footer import Issue
from zhiheng_diagrams.legend import Cover
from zhiheng_diagrams.page import lanes_sheets
from zhiheng_diagrams.paper import Paper, on_paper
from zhiheng_diagrams.ranks import Ranks, ranks
from zhiheng_diagrams.risk_page import risk_sheets
from zhiheng_diagrams.skeleton import skeleton
from zhiheng_diagrams.unfolded import unfolded
from zhiheng_diagrams.words import Edition

Template = Literal["lanes", "risk"]
"""权力运行流程图, and 廉政风险防控图."""
_SHEETS = {"lanes": lanes_sheets, "risk": risk_sheets}
_KEPT = 256


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which drawing: a chart is known by its digest, for it holds mappings and has no hash."""

    digest: Digest
    template: Template
    edition: Edition
    issue: Issue
    cover: Cover
    chart: Chart = field(compare=False)


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
            self.unfolded, self.ranked.order, self.wanted.edition, counted, told
        )


def shown_risks(wanted: Wanted, chart: Chart, ranked: Ranks) -> spoken.Numbers:
    """In lanes neither the public edition nor the heat map shows any."""
    if wanted.template == "lanes" and (wanted.edition == "public" or wanted.cover == "heat"):
        return {}
    return numbers.of_risks(chart, ranked)


@lru_cache(maxsize=_KEPT)
def base(wanted: Wanted) -> Base:
    """The drawing, made once."""
    flat = unfolded(wanted.chart)
    (picture,) = sheets(wanted, None)
    root = svg.finish(graphviz.draw(dot(picture), "svg"), picture)
    ranked = ranks(skeleton(flat))
    return Base(wanted, flat, ranked, picture, root, svg.written(root))


def sheets(wanted: Wanted, paper: Paper | None) -> tuple[Picture, ...]:
    """The pages of a drawing: one as large as it gets, or so many as fit on that paper."""
    flat = unfolded(wanted.chart)
    made = _SHEETS[wanted.template](flat, wanted.edition, wanted.issue, wanted.cover, paper)
    return made if paper is None else tuple(on_paper(one, paper) for one in made)


def lines(chart: Chart, edition: Edition, template: Template) -> tuple[str, ...]:
    """The steps in words, for an ordered list beside the picture."""
    flat = unfolded(chart)
    ranked = ranks(skeleton(flat))
    wanted = Wanted(chart.digest, template, edition, Issue(), "none", chart)
    return spoken.steps(flat, ranked.order, edition, shown_risks(wanted, flat, ranked), {})
