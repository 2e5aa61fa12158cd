"""The lanes chart (权力运行流程图): title, facts, flow, legend, risks, footer."""

from collections.abc import Mapping
from dataclasses import dataclass

from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng_diagrams import boxes, footer, legend, numbers, tables
from zhiheng_diagrams.cards import Card, cards
from zhiheng_diagrams.drawing import Item, Picture
from zhiheng_diagrams.footer import Issue
from zhiheng_diagrams.layout import layout
from zhiheng_diagrams.legend import Cover
from zhiheng_diagrams.paper import READABLE, Paper, fit
from zhiheng_diagrams.placed import Layout
from zhiheng_diagrams.ranks import Ranks, ranks
from zhiheng_diagrams.sheet import Block, sheet
from zhiheng_diagrams.skeleton import Skeleton, skeleton
from zhiheng_diagrams.spoken import Numbers, description
from zhiheng_diagrams.text import clean
from zhiheng_diagrams.words import Edition

_LEAST: dict[Edition, float] = {"public": 720.0, "internal": 860.0}
_TITLE_SIZE = 24.0


@dataclass(frozen=True, slots=True)
class _Whole:
    """What all pages of one chart share."""

    chart: Chart
    edition: Edition
    issue: Issue
    cover: Cover
    graph: Skeleton
    ranked: Ranks
    counted: Numbers


def lanes_sheets(
    chart: Chart, edition: Edition, issue: Issue, cover: Cover, paper: Paper | None
) -> tuple[Picture, ...]:
    """One page; on paper too small for that, the table of risks has a page of its own.

    issue: what the foot says beside what the chart itself does.
    """
    graph = skeleton(chart)
    ranked = ranks(graph)
    shown = edition == "internal" and cover != "heat"
    counted = numbers.of_risks(chart, ranked) if shown else {}
    whole = _Whole(chart, edition, issue, cover, graph, ranked, counted)
    size = cards(chart, edition, counted)
    body = layout(graph, ranked, size, _LEAST[edition])
    single = _page(whole, body, size, with_risks=True)
    if paper is None or not counted or fit(single, paper) >= READABLE:
        return (single,)
    return (_page(whole, body, size, with_risks=False), _risks(whole))


def _page(
    whole: _Whole, body: Layout, size: Mapping[ElementPath, Card], *, with_risks: bool
) -> Picture:
    chart, wide = whole.chart, body.width
    tags = tuple(dict.fromkeys(tag for card in size.values() for tag in card.tags))
    facts = tables.facts(chart, wide)
    shown: Edition = "public" if whole.cover == "heat" else whole.edition
    signs = legend.legend(shown, wide, tags, whole.cover)
    blocks = [
        Block(facts, tables.height(facts)),
        Block(_flow(whole.graph, body), body.height, boxes.head_height(body), 7.0),
        Block(signs, legend.height(signs), after=7.0),
    ]
    if with_risks and whole.counted:
        blocks.append(_table(whole, wide))
    blocks.append(_foot(whole, wide))
    return sheet(_title(chart), _TITLE_SIZE, _spoken(whole), wide, blocks)


def _risks(whole: _Whole) -> Picture:
    wide = _LEAST["internal"]
    blocks = [_table(whole, wide), _foot(whole, wide)]
    return sheet(f"{_title(whole.chart)}：风险点", _TITLE_SIZE, _spoken(whole), wide, blocks)


def _table(whole: _Whole, wide: float) -> Block:
    risks = tables.risks(whole.chart, whole.counted, wide)
    return Block(risks, tables.height(risks))


def _foot(whole: _Whole, wide: float) -> Block:
    foot = footer.footer(whole.chart, whole.edition, whole.issue, wide)
    return Block(foot, footer.height(whole.issue))


def _title(chart: Chart) -> str:
    return clean(chart.name if "流程图" in chart.name else f"{chart.name}权力运行流程图")


def _spoken(whole: _Whole) -> str:
    return description(whole.chart, whole.ranked.order, whole.edition, whole.counted, {})


def _flow(graph: Skeleton, body: Layout) -> list[Item]:
    """Lanes, then routes, then nodes over them."""
    called = {path: "".join(placed.card.lines) or path for path, placed in body.nodes.items()}
    names = {
        wire.id: f"{called[wire.source]} → {called[wire.target]}"
        + (f" ({wire.label})" if wire.label else "")
        for wire in graph.wires
    }
    nodes = [boxes.node(path, placed) for path, placed in body.nodes.items()]
    return [*boxes.lanes(body), *boxes.arrows(body, names), *nodes]
