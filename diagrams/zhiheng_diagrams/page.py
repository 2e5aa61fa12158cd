"""The whole page: title, facts, chart, legend, risks, footer."""

from collections.abc import Mapping, Sequence

from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng_diagrams import boxes, legend, palette, tables
from zhiheng_diagrams.cards import Card, cards
from zhiheng_diagrams.drawing import Item, Picture, Words, moved
from zhiheng_diagrams.layout import layout
from zhiheng_diagrams.placed import Layout
from zhiheng_diagrams.ranks import Ranks, ranks
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


def page(
    chart: Chart, edition: Edition, progress: ChartState | None, issued: str | None
) -> Picture:
    """The lanes chart of `chart`. issued: a date for the footer; none by itself."""
    graph = skeleton(chart)
    ranked = ranks(graph)
    numbers = _numbers(chart, ranked) if edition == "internal" else {}
    size = cards(chart, edition, numbers)
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
    risks = tables.risks(chart, numbers, wide)
    items += _at(risks, y)
    y += tables.height(risks) + _GAP
    items.append(_footer(chart, edition, issued, y))
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


def _numbers(chart: Chart, ranked: Ranks) -> dict[ElementPath, tuple[int, ...]]:
    """The risks of all tasks, numbered down the page."""
    found: dict[ElementPath, tuple[int, ...]] = {}
    n = 1
    for path in sorted(ranked.order, key=ranked.row.__getitem__):
        task = chart.nodes[path].task
        if task is not None and task.risks:
            found[path] = tuple(range(n, n + len(task.risks)))
            n += len(task.risks)
    return found


def _tags(size: Mapping[ElementPath, Card]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for card in size.values() for tag in card.tags))


def _footer(chart: Chart, edition: Edition, issued: str | None, y: float) -> Words:
    name = {"public": "公开版", "internal": "内部版"}[edition]
    parts = [f"{name}", f"流程 {clean(chart.key)}", f"模型摘要 SHA-256 {chart.digest[:12]}"]
    if issued:
        parts.append(f"发布日期 {clean(issued)}")
    return Words(_MARGIN, y, " · ".join(parts), 9.5, colour=palette.GREY, left=True)
