"""A long chart on several pages, cut between phases where it can be, with signs that join them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from zhiheng.model.chart import Chart, Flow, Node, NodeKind
from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.graph.phases import names, phased

MOST = 40
"""Nodes on a page: more would be too small to read on A3. Clocks on borders take no room."""
_CUT = 10
"""What a cut costs, beside the wires that it cuts; a new page must be worth it."""
_IN_A_PHASE = 6
"""What it costs to cut elsewhere than between two phases."""


@dataclass(frozen=True, slots=True)
class Page:
    """A chart, or a part of one. phase: as it is in the whole, of the signs too.

    names: of the phases, by number; none where the whole has but one, so that there is none to
    tell. A page that lies in one of several is told which.
    """

    chart: Chart
    phase: Mapping[ElementPath, int]
    names: tuple[str, ...] = ()


def whole(chart: Chart) -> Page:
    """All of it on one page."""
    phase = phased(chart).phase
    return Page(chart, phase, _told(chart, phase))


def _told(chart: Chart, phase: Mapping[ElementPath, int]) -> tuple[str, ...]:
    return names(chart) if len(set(phase.values())) > 1 else ()


def pages(chart: Chart, most: int = MOST) -> tuple[Page, ...]:
    """The chart itself if it fits on a page; else its pages, in the order of the flow."""
    clocks = sum(node.kind is NodeKind.BOUNDARY for node in chart.nodes.values())
    if len(chart.nodes) - clocks <= most:
        return (whole(chart),)
    ranked = phased(chart)
    phase = ranked.phase
    order = sorted(ranked.order, key=lambda path: (phase[path], ranked.row[path]))
    page_of: dict[ElementPath, int] = {}
    for number, (first, after) in enumerate(_cuts(chart, order, phase, most)):
        page_of |= dict.fromkeys(order[first:after], number)
    count = max(page_of.values()) + 1
    return tuple(_page(chart, phase, page_of, number, count) for number in range(count))


def _cuts(
    chart: Chart, order: Sequence[ElementPath], phase: Mapping[ElementPath, int], most: int
) -> list[tuple[int, int]]:
    """Where pages begin and end, so that cuts cost least; of equals, the first pages are fuller."""
    place = {path: i for i, path in enumerate(order)}
    spans = [sorted((place[f.source], place[f.target])) for f in chart.flows]
    count = len(order)
    cost: list[float] = [0.0] + [float("inf")] * count
    begin = [0] * (count + 1)
    for after in range(1, count + 1):
        for first in range(max(0, after - most), after):
            price = cost[first] + _price(order, phase, spans, first)
            if price < cost[after]:
                cost[after], begin[after] = price, first
    found: list[tuple[int, int]] = []
    end = count
    while end:
        found.append((begin[end], end))
        end = begin[end]
    return found[::-1]


def _price(
    order: Sequence[ElementPath],
    phase: Mapping[ElementPath, int],
    spans: Sequence[Sequence[int]],
    at: int,
) -> float:
    """The cost of a cut before the node at that place; none before the first."""
    if at == 0:
        return 0.0
    cut = sum(low < at <= high for low, high in spans)
    within = phase[order[at - 1]] == phase[order[at]]
    return _CUT + cut + (_IN_A_PHASE if within else 0)


def _page(
    chart: Chart,
    phase: Mapping[ElementPath, int],
    page_of: Mapping[ElementPath, int],
    number: int,
    count: int,
) -> Page:
    joints = dict(_joints(chart, page_of))
    incoming: dict[ElementPath, Node] = {}
    nodes = {path: node for path, node in chart.nodes.items() if page_of[path] == number}
    outgoing: dict[ElementPath, Node] = {}
    flows: list[Flow] = []
    for flow in chart.flows:
        here, there = page_of[flow.source], page_of[flow.target]
        if here == there == number:
            flows.append(flow)
        elif here == number:
            word = f"接第{there + 1}页 {joints[here, flow.target]}"
            sign = _sign(f"to-{flow.target}", NodeKind.THROW, word, chart.nodes[flow.source])
            flows.append(replace(flow, target=outgoing.setdefault(sign.path, sign).path))
        elif there == number:
            word = f"承第{here + 1}页 {joints[here, flow.target]}"
            key = f"from-{here + 1}-{flow.target}"
            sign = _sign(key, NodeKind.CATCH, word, chart.nodes[flow.target])
            if sign.path not in incoming:
                incoming[sign.path] = sign
                flows.append(Flow(f"joins-{key}", sign.path, flow.target))
    shown = {**incoming, **nodes, **outgoing}
    beside = {flow.source: flow.target for flow in flows if flow.source in incoming}
    beside |= {flow.target: flow.source for flow in flows if flow.target in outgoing}
    lanes = {node.lane for node in shown.values()}
    title = chart.name if "流程图" in chart.name else f"{chart.name}权力运行流程图"
    part = replace(
        chart,
        name=f"{title}（第{number + 1}页，共{count}页）",
        nodes=shown,
        flows=tuple(flows),
        lanes=tuple(lane for lane in chart.lanes if lanes & {lane.id, lane.name}),
    )
    held = {path: phase[beside.get(path, path)] for path in shown}
    return Page(part, held, _told(chart, phase))


def _joints(
    chart: Chart, page_of: Mapping[ElementPath, int]
) -> Iterator[tuple[tuple[int, ElementPath], str]]:
    """A letter for what leads from a page to a node of another: A, B, ... Z, A1 ..."""
    seen: set[tuple[int, ElementPath]] = set()
    for flow in chart.flows:
        key = (page_of[flow.source], flow.target)
        if page_of[flow.source] != page_of[flow.target] and key not in seen:
            turn, letter = divmod(len(seen), 26)
            seen.add(key)
            yield key, chr(ord("A") + letter) + (str(turn) if turn else "")


def _sign(key: str, kind: NodeKind, word: str, beside: Node) -> Node:
    """It stands in the lane of the step that it is joined to."""
    return Node(ElementPath(key), kind, word, lane=beside.lane)
