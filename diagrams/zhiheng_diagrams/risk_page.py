"""The risk chart (廉政风险防控图): risks with their levels, the flow, measures with their posts."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from zhiheng.model.chart import Chart, Node
from zhiheng.model.ids import ElementPath
from zhiheng_diagrams import boxes, footer, legend, numbers, palette, tables, text, words
from zhiheng_diagrams.brackets import Side, sort
from zhiheng_diagrams.cards import NAME_SIZE, NAME_STEP, NOTE_SIZE, NOTE_STEP, Card, cards
from zhiheng_diagrams.column import Column, column
from zhiheng_diagrams.drawing import Arrow, Item, Picture, Shape, Words, moved
from zhiheng_diagrams.footer import Issue
from zhiheng_diagrams.panels import MEASURE_WIDE, RISK_WIDE, measure_panel, risk_panel
from zhiheng_diagrams.ranks import ranks
from zhiheng_diagrams.risk_flow import brackets, lanes_of, lines
from zhiheng_diagrams.skeleton import skeleton
from zhiheng_diagrams.spoken import description
from zhiheng_diagrams.stack import Pair, Stack, stack
from zhiheng_diagrams.state import ChartState
from zhiheng_diagrams.words import Edition

_MARGIN = 28.0
_TITLE_SIZE = 22.0
_TITLE_ROOM = 42.0
_HEAD = 30.0
_GAP = 12.0
_STEP_WIDE = 176.0
_TIGHTER = 4.0
"""Less room above and below the words of a step than in lanes."""
_HEADS = ("风险点与风险等级", "权力运行流程", "防控措施与责任岗位")


def risk_page(chart: Chart, edition: Edition, progress: ChartState | None, issue: Issue) -> Picture:
    """The page. Both editions show the risks; limits of posts stand in the internal one only."""
    ranked = ranks(skeleton(chart))
    one = column(chart, ranked)
    counted = numbers.of_risks(chart, ranked)
    size = _cards(chart, one, edition, counted)
    lines_of = sort(one)
    pairs = {path: _pairs(chart, chart.nodes[path], counted.get(path, ())) for path in one.steps}
    built = stack(one, lines_of, size, pairs)
    found = brackets(lines_of, built)
    sides = {side: lanes_of(side, found, built) for side in Side}
    centre = RISK_WIDE + sides[Side.LEFT].reach
    wide = centre + sides[Side.RIGHT].reach + MEASURE_WIDE
    title = _title(chart)
    facts = tables.facts(chart, wide)
    y = _MARGIN + _TITLE_ROOM
    items: list[Item] = [
        Words(_MARGIN + wide / 2, _MARGIN + _TITLE_ROOM / 3, title, _TITLE_SIZE, bold=True),
        *(moved(item, _MARGIN, y) for item in facts),
    ]
    y += tables.height(facts) + _GAP
    items += [moved(item, _MARGIN, y) for item in _heads((RISK_WIDE, wide - MEASURE_WIDE, wide))]
    y += _HEAD
    body = [
        *_panels(built, pairs, centre, wide),
        *(moved(item, centre, 0) for item in lines(lines_of, built, found, sides)),
        *(moved(boxes.node(p, at, progress), centre, 0) for p, at in built.placed.items()),
    ]
    items += [moved(item, _MARGIN, y) for item in body]
    y += built.height + _GAP
    tags = tuple(dict.fromkeys(tag for card in size.values() for tag in card.tags))
    signs = legend.legend("internal", wide, tags, live=progress is not None)
    items += [moved(item, _MARGIN, y) for item in signs]
    y += legend.height(signs) + _GAP
    foot = footer.footer(chart, edition, issue, wide)
    items += [moved(item, _MARGIN, y) for item in foot]
    y += footer.height(issue)
    spoken = description(chart, ranked.order, edition, progress)
    return Picture(wide + 2 * _MARGIN, y + _MARGIN, title, spoken, tuple(items))


def _title(chart: Chart) -> str:
    name = text.clean(chart.name).removesuffix("权力运行流程图").removesuffix("流程图")
    return name if "风险防控图" in name else f"{name}廉政风险防控图"


def _cards(
    chart: Chart,
    one: Column,
    edition: Edition,
    counted: Mapping[ElementPath, tuple[int, ...]],
) -> dict[ElementPath, Card]:
    """As in the lanes chart, and with the name of the lane, since there are no lanes here."""
    lanes = {lane.id: lane.name for lane in chart.lanes}
    drawn = cards(chart, "internal", counted)
    return {
        path: _told(chart, chart.nodes[path], drawn[path], lanes, edition) for path in one.steps
    }


def _told(chart: Chart, node: Node, card: Card, lanes: Mapping[str, str], edition: Edition) -> Card:
    if node.task is None:
        return card
    said = (lanes.get(node.lane or "", ""), words.time_line(chart, node.task, edition))
    joined = "　".join(filter(None, said))
    notes = text.wrap(joined, NOTE_SIZE, _STEP_WIDE - 8)
    lines = text.wrap(node.name or node.task.name, NAME_SIZE, _STEP_WIDE - 12)
    tall = (
        card.height
        + NAME_STEP * (len(lines) - len(card.lines))
        + NOTE_STEP * (len(notes) - len(card.notes))
        - _TIGHTER
    )
    return replace(card, width=_STEP_WIDE, lines=lines, notes=notes, height=tall)


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
