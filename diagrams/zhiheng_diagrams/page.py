"""The whole page: title, facts, chart, legend, risks, footer."""

from collections.abc import Mapping, Sequence

from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng_diagrams import boxes, footer, legend, numbers, tables
from zhiheng_diagrams.cards import Card, cards
from zhiheng_diagrams.drawing import Item, Picture, Words, moved
from zhiheng_diagrams.footer import Issue
from zhiheng_diagrams.layout import layout
from zhiheng_diagrams.placed import Layout
from zhiheng_diagrams.ranks import ranks
from zhiheng_diagrams.skeleton import Skeleton, skeleton
from zhiheng_diagrams.spoken import description
from zhiheng_diagrams.state import ChartState
from zhiheng_diagrams.text import clean
from zhiheng_diagrams.words import Edition

_MARGIN = 28.0
_LEAST: dict[Edition, float] = {"public": 720.0, "internal": 860.0}
_TITLE_SIZE = 24.0
_TITLE_ROOM = 44.0
_GAP = 14.0


def page(chart: Chart, edition: Edition, progress: ChartState | None, issue: Issue) -> Picture:
    """The lanes chart of `chart`. issue: what the foot says beside what the chart itself does."""
    graph = skeleton(chart)
    ranked = ranks(graph)
    counted = numbers.of_risks(chart, ranked) if edition == "internal" else {}
    size = cards(chart, edition, counted)
    body = layout(graph, ranked, size, _LEAST[edition])
    title = clean(chart.name if "流程图" in chart.name else f"{chart.name}权力运行流程图")
    wide = body.width
    facts = tables.facts(chart, wide)
    y = _MARGIN + _TITLE_ROOM
    items: list[Item] = [_title(title, wide), *_at(facts, y)]
    y += tables.height(facts) + _GAP + boxes.head_height(body)
    items += _at(_flow(graph, body, progress), y)
    y += body.height + _GAP / 2
    signs = legend.legend(edition, wide, _tags(size), live=progress is not None)
    items += _at(signs, y)
    y += legend.height(signs) + _GAP / 2
    risks = tables.risks(chart, counted, wide)
    items += _at(risks, y)
    y += tables.height(risks) + _GAP
    items += _at(footer.footer(chart, edition, issue, wide), y)
    y += footer.height(issue)
    spoken = description(chart, ranked.order, edition, progress)
    return Picture(wide + 2 * _MARGIN, y + _MARGIN, title, spoken, tuple(items))


def _title(title: str, wide: float) -> Words:
    return Words(_MARGIN + wide / 2, _MARGIN + _TITLE_ROOM / 3, title, _TITLE_SIZE, bold=True)


def _at(items: Sequence[Item], y: float) -> list[Item]:
    return [moved(item, _MARGIN, y) for item in items]


def _flow(graph: Skeleton, body: Layout, progress: ChartState | None) -> list[Item]:
    """Lanes, then routes, then nodes over them."""
    called = {path: "".join(placed.card.lines) or path for path, placed in body.nodes.items()}
    names = {
        wire.id: f"{called[wire.source]} → {called[wire.target]}"
        + (f" ({wire.label})" if wire.label else "")
        for wire in graph.wires
    }
    nodes = [boxes.node(path, placed, progress) for path, placed in body.nodes.items()]
    return [*boxes.lanes(body), *boxes.arrows(body, names), *nodes]


def _tags(size: Mapping[ElementPath, Card]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for card in size.values() for tag in card.tags))
