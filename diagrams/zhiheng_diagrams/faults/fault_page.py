"""The page of a finding: title, caption, chart with the way on it, footer."""

from collections import Counter
from collections.abc import Sequence

from zhiheng.model.chart import Chart
from zhiheng.model.finding import Finding, Text
from zhiheng_diagrams.faults import caption, fault_words
from zhiheng_diagrams.faults.free_hand import free_hand
from zhiheng_diagrams.faults.marks import coloured, marks
from zhiheng_diagrams.faults.way import Way, way
from zhiheng_diagrams.graph.ranks import back_wires, ranks
from zhiheng_diagrams.graph.skeleton import Skeleton, skeleton
from zhiheng_diagrams.notation import palette
from zhiheng_diagrams.notation.cards import NAME_SIZE, cards
from zhiheng_diagrams.notation.drawing import Item, Picture, Shape, Words, block, moved
from zhiheng_diagrams.notation.text import clean
from zhiheng_diagrams.placing import boxes
from zhiheng_diagrams.placing.layout import layout
from zhiheng_diagrams.placing.placed import Frame, Layout

_MARGIN = 28.0
_LEAST = 720.0
_TITLE_ROOM = 34.0
_GAP = 14.0
_MOST_IN_LANES = 150
"""Flows: routing more of them through lanes takes long, and shows a tangle."""


def fault_page(
    chart: Chart, finding: Finding, found: Sequence[Finding], banner: Text | None
) -> Picture:
    """The chart with one finding on it. found: all of its findings. banner: over the caption."""
    graph = skeleton(chart)
    body = _body(chart, graph)
    shown = way(chart, finding)
    names = _names(chart, graph)
    wide = max(body.width, _LEAST)
    title = f"{clean(chart.name or chart.key)} · {fault_words.TITLE.zh}"
    items: list[Item] = [Words(_MARGIN, _MARGIN + _TITLE_ROOM / 3, title, 19, bold=True, left=True)]
    y = _MARGIN + _TITLE_ROOM
    if banner is not None:
        items += [moved(one, _MARGIN, y) for one in _banner(banner, wide)]
        y += 30
    told = caption.caption(finding, shown, _others(finding, found), wide)
    items += [moved(one, _MARGIN, y) for one in told]
    y += caption.height(told) + _GAP
    if body.lanes:
        y += boxes.head_height(body)
    flow = [*_flow(body, names, shown), *marks(body, shown, finding, names)]
    items += [moved(one, _MARGIN + (wide - body.width) / 2, y) for one in flow]
    y += body.height + _GAP
    items.append(_footer(chart, y))
    return Picture(
        wide + 2 * _MARGIN, y + _MARGIN, title, _spoken(finding, shown, names), tuple(items)
    )


def _body(chart: Chart, graph: Skeleton) -> Layout:
    """In lanes where the chart has some and holds no bodies; else as graphviz would have it."""
    size = cards(chart, "public", {})
    nested = any(n.parent is not None or n.attached_to is not None for n in chart.nodes.values())
    if chart.lanes and not nested and len(chart.flows) <= _MOST_IN_LANES:
        return layout(graph, ranks(graph), size, _LEAST)
    back = frozenset(graph.wires[i].id for i in back_wires(graph))
    return free_hand(chart, size, back)


def _names(chart: Chart, graph: Skeleton) -> dict[str, str]:
    nodes = {str(path): clean(node.name) or str(path) for path, node in chart.nodes.items()}
    flows = {
        wire.id: f"{nodes.get(wire.source, wire.source)} → {nodes.get(wire.target, wire.target)}"
        + (f" ({clean(wire.label)})" if wire.label else "")
        for wire in graph.wires
    }
    return nodes | flows


def _flow(body: Layout, names: dict[str, str], shown: Way) -> list[Item]:
    nodes = [boxes.node(path, placed) for path, placed in body.nodes.items()]
    ground = boxes.lanes(body) if body.lanes else []
    return coloured([*ground, *map(_frame, body.frames), *boxes.arrows(body, names), *nodes], shown)


def _frame(frame: Frame) -> Shape:
    x, wide, tall = (
        (frame.left + frame.right) / 2,
        frame.right - frame.left,
        frame.bottom - frame.top,
    )
    step = NAME_SIZE + 4
    name = block(
        frame.lines, x, frame.top + 8 + step * len(frame.lines) / 2, NAME_SIZE, step, bold=True
    )
    return Shape(
        x,
        frame.top + tall / 2,
        wide,
        tall,
        fill=palette.LANE_PALE,
        stroke=palette.LINE,
        id=frame.path,
        css="sub-process",
        title=" ".join(frame.lines),
        words=name,
    )


def _banner(said: Text, wide: float) -> list[Item]:
    tone = palette.LEVELS["medium"]
    words = Words(wide / 2, 11, f"{said.zh}　{said.en}", 12, colour=palette.WHITE, bold=True)
    return [
        Shape(
            wide / 2,
            11,
            wide,
            22,
            fill=tone.strong,
            stroke=tone.strong,
            css="banner",
            words=(words,),
        )
    ]


def _others(finding: Finding, found: Sequence[Finding]) -> Counter[str]:
    rest = list(found)
    if finding in rest:
        rest.remove(finding)
    return Counter(one.rule for one in rest)


def _spoken(finding: Finding, shown: Way, names: dict[str, str]) -> str:
    """The same in words, for those who cannot see it."""
    lines = [finding.message.zh, finding.message.en, fault_words.CURE.zh + finding.cure.zh]
    lines += [f"{n}. {names.get(e, e)}" for n, e in enumerate(shown.steps, start=1)]
    return "\n".join(map(clean, lines))


def _footer(chart: Chart, y: float) -> Words:
    said = f"流程 {clean(chart.key)} · 模型摘要 SHA-256 {chart.digest[:12]}"
    return Words(_MARGIN, y, said, 9.5, colour=palette.GREY, left=True)
