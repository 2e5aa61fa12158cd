"""The flow of a chart in its lanes and phases, as items from (0, 0)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhiheng.model.ids import PostId
from zhiheng_diagrams.graph.bordered import Bordered, bordered
from zhiheng_diagrams.graph.ranks import ranks
from zhiheng_diagrams.notation.cards import Card, cards
from zhiheng_diagrams.notation.drawing import Item, moved
from zhiheng_diagrams.notation.words import Edition
from zhiheng_diagrams.placing import bands, boxes
from zhiheng_diagrams.placing.layout import layout
from zhiheng_diagrams.placing.placed import Layout
from zhiheng_diagrams.sheets.pages import Page
from zhiheng_diagrams.sheets.spoken import Numbers


@dataclass(frozen=True, slots=True)
class Flow:
    """A drawn flow. head: how far it reaches above y = 0. cards: of all that stands in it."""

    items: Sequence[Item]
    width: float
    height: float
    head: float
    cards: tuple[Card, ...]


def flow(
    page: Page, edition: Edition, counted: Numbers, least: float, standby: frozenset[PostId]
) -> Flow:
    """Of an unfolded chart. least: the least width. standby: posts with an A and a B."""
    chart = page.chart
    built = bordered(chart)
    size = built.sized(cards(chart, edition, counted, standby))
    ranked = ranks(built.graph, page.phase)
    room = bands.WIDE if page.names else 0.0
    body = layout(built.graph, ranked, size, least - room, built.captions)
    items = [moved(item, room, 0.0) for item in _items(built, body, page.names)]
    shown = tuple(placed.card for placed in body.nodes.values())
    return Flow(items, body.width + room, body.height, boxes.head_height(body), shown)


def _items(built: Bordered, body: Layout, called: Sequence[str]) -> list[Item]:
    """Lanes and phases, then routes, then nodes over them."""
    nodes = [boxes.node(path, placed) for path, placed in body.nodes.items()]
    return [
        *boxes.lanes(body),
        *bands.beside(body, boxes.head_height(body), called),
        *bands.partings(body),
        *boxes.arrows(body, _titles(built, body)),
        *nodes,
    ]


def _titles(built: Bordered, body: Layout) -> Mapping[str, str]:
    """What each flow is called when pointed at."""
    called = {path: "".join(placed.card.lines) or path for path, placed in body.nodes.items()}
    called |= built.captions
    return {
        wire.id: f"{called[wire.event or wire.source]} → {called[wire.target]}"
        + (f" ({wire.label})" if wire.label else "")
        for wire in built.graph.wires
    }
