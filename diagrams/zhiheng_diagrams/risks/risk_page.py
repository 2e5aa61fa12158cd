"""The risk chart (廉政风险防控图): risks with their levels, the flow, measures with their posts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from zhiheng.model.chart import Chart, Node
from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.graph import numbers
from zhiheng_diagrams.graph.phases import phased
from zhiheng_diagrams.graph.ranks import Ranks
from zhiheng_diagrams.notation import palette
from zhiheng_diagrams.notation.drawing import Arrow, Item, Picture, Shape, Words, moved
from zhiheng_diagrams.notation.text import clean
from zhiheng_diagrams.notation.words import Edition
from zhiheng_diagrams.placing import boxes
from zhiheng_diagrams.risks import parted, risk_cards
from zhiheng_diagrams.risks.brackets import Side, sort
from zhiheng_diagrams.risks.column import Column, column
from zhiheng_diagrams.risks.panels import MEASURE_WIDE, RISK_WIDE, measure_panel, risk_panel
from zhiheng_diagrams.risks.risk_flow import brackets, lanes_of, lines
from zhiheng_diagrams.risks.stack import Pair, Stack, stack
from zhiheng_diagrams.sheets import footer, legend, tables
from zhiheng_diagrams.sheets.footer import Issue
from zhiheng_diagrams.sheets.legend import Cover
from zhiheng_diagrams.sheets.paper import READABLE, SIZES, Paper, fit
from zhiheng_diagrams.sheets.sheet import Block, sheet
from zhiheng_diagrams.sheets.spoken import Numbers, description

_TITLE_SIZE = 22.0
_HEAD = 30.0
_HEADS = ("风险点与风险等级", "权力运行流程", "防控措施与责任岗位")


@dataclass(frozen=True, slots=True)
class _Whole:
    """What all pages of one chart share."""

    chart: Chart
    edition: Edition
    issue: Issue
    cover: Cover
    ranked: Ranks
    column: Column
    counted: Numbers


def risk_sheets(
    chart: Chart, edition: Edition, issue: Issue, cover: Cover, paper: Paper | None
) -> tuple[Picture, ...]:
    """One page as long as it gets; on paper, as many as it takes to be read.

    Both editions show the risks; limits of posts stand in the internal one only.
    """
    ranked = phased(chart)
    one = column(chart, ranked)
    whole = _Whole(chart, edition, issue, cover, ranked, one, numbers.of_risks(chart, ranked))
    single, built = _page(whole, (one.steps,), 1)
    if paper is None or fit(single, paper) >= READABLE:
        return (single,)
    narrow, long = SIZES[paper]
    room = long / max(READABLE, narrow / single.width) - (single.height - built.height)
    tops = [0.0, *[placed.top for placed in built.placed.values()][1:], built.height]
    heights = [end - start for start, end in pairwise(tops)]
    pages = parted.cut(one.steps, heights, room)
    return tuple(_page(whole, pages, n)[0] for n in range(1, len(pages) + 1))


def _page(whole: _Whole, pages: tuple[parted.Steps, ...], nth: int) -> tuple[Picture, Stack]:
    chart = whole.chart
    one = parted.within(whole.column, pages[nth - 1])
    cut = parted.told(whole.column, pages, {p: _name(chart.nodes[p]) for p in whole.column.steps})
    size = risk_cards.cards(chart, one.steps, whole.edition, whole.counted, cut)
    lines_of = sort(one)
    pairs = {
        path: _pairs(chart, chart.nodes[path], whole.counted.get(path, ())) for path in one.steps
    }
    built = stack(one, lines_of, size, pairs)
    found = brackets(lines_of, built)
    sides = {side: lanes_of(side, found, built) for side in Side}
    centre = RISK_WIDE + sides[Side.LEFT].reach
    wide = centre + sides[Side.RIGHT].reach + MEASURE_WIDE
    flow = [
        *_panels(built, pairs, centre, wide),
        *(moved(item, centre, 0) for item in lines(lines_of, built, found, sides)),
        *(moved(boxes.node(p, at), centre, 0) for p, at in built.placed.items()),
    ]
    facts = tables.facts(chart, wide)
    signs = legend.legend(wide, size.values(), whole.cover)
    blocks = (
        Block(facts, tables.height(facts)),
        Block(tuple(_heads((RISK_WIDE, wide - MEASURE_WIDE, wide))), _HEAD, after=0.0),
        Block(flow, built.height),
        Block(signs, legend.height(signs)),
        Block(footer.footer(chart, whole.edition, whole.issue, wide), footer.height(whole.issue)),
    )
    title = _title(chart) + (f"（第{nth}页，共{len(pages)}页）" if len(pages) > 1 else "")
    spoken = description(chart, whole.ranked.order, whole.edition, whole.counted, {})
    return sheet(title, _TITLE_SIZE, spoken, wide, blocks), built


def _title(chart: Chart) -> str:
    name = clean(chart.name).removesuffix("权力运行流程图").removesuffix("流程图")
    return name if "风险防控图" in name else f"{name}廉政风险防控图"


def _name(node: Node) -> str:
    return clean(node.name) or "下一环节"


def _pairs(chart: Chart, node: Node, counted: tuple[int, ...]) -> tuple[Pair, ...]:
    risks = node.task.risks if node.task else ()
    return tuple(
        (risk_panel(risk, n), measure_panel(chart, node, risk, n))
        for n, risk in zip(counted, risks, strict=True)
    )


def _heads(ends: tuple[float, float, float]) -> Iterator[Item]:
    left = 0.0
    for name, right in zip(_HEADS, ends, strict=True):
        middle = (left + right) / 2
        said = (Words(middle, _HEAD / 2, name, 13, colour=palette.WHITE, bold=True),)
        yield Shape(
            middle,
            _HEAD / 2,
            right - left,
            _HEAD,
            fill=palette.HEAD,
            stroke=palette.RULE,
            css="lane",
            title=name,
            words=said,
        )
        left = right


def _panels(
    built: Stack, pairs: Mapping[ElementPath, tuple[Pair, ...]], centre: float, wide: float
) -> Iterator[Item]:
    """Each risk on a level with what holds it, tied to its step by dashed lines."""
    for path, found in pairs.items():
        half = built.placed[path].card.width / 2
        for (risk, held), y in zip(found, built.middles[path], strict=True):
            yield _tied(RISK_WIDE, centre - half, y, risk.tone.strong)
            yield _tied(centre + half, wide - MEASURE_WIDE, y, palette.CONTROL)
            yield risk.at(0.0, y)
            yield held.at(wide - MEASURE_WIDE, y)


def _tied(left: float, right: float, y: float, colour: str) -> Arrow:
    ends = ((left, y), (right, y))
    return Arrow(ends, "", "tie", "", colour, dashed=True, weight=0.8, headless=True)
