"""The bare graph of a chart as the layout sees it: nodes, lanes, wires."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from zhiheng.model.chart import Chart, Lane, NodeKind
from zhiheng.model.ids import ElementPath

_GATEWAYS = frozenset({NodeKind.EXCLUSIVE, NodeKind.PARALLEL})


@dataclass(frozen=True, slots=True)
class Wire:
    """A sequence flow to be drawn; `label` is the name of its branch.

    event: the event on the border of `source` that it leaves from, if it leaves from one.
    """

    id: str
    source: ElementPath
    target: ElementPath
    label: str
    event: ElementPath | None = None


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Nodes in document order; lanes left to right; wires in document order."""

    nodes: tuple[ElementPath, ...]
    lanes: tuple[Lane, ...]
    lane_of: Mapping[ElementPath, int]
    wires: tuple[Wire, ...]
    starts: tuple[ElementPath, ...]
    gateways: frozenset[ElementPath]

    def out_of(self, path: ElementPath) -> list[int]:
        """The indices of the wires that leave `path`."""
        return [i for i, wire in enumerate(self.wires) if wire.source == path]

    def into(self, path: ElementPath) -> list[int]:
        """The indices of the wires that enter `path`."""
        return [i for i, wire in enumerate(self.wires) if wire.target == path]


def skeleton(chart: Chart) -> Skeleton:
    """The graph of `chart`; nodes without a lane stand where their flow comes from."""
    lanes = chart.lanes or (Lane(id="", name="流程"),)
    return Skeleton(
        nodes=tuple(chart.nodes),
        lanes=lanes,
        lane_of=_lane_of(chart, lanes),
        wires=tuple(Wire(f.id, f.source, f.target, f.name) for f in chart.flows),
        starts=tuple(path for path, n in chart.nodes.items() if n.kind is NodeKind.START),
        gateways=frozenset(path for path, n in chart.nodes.items() if n.kind in _GATEWAYS),
    )


def _lane_of(chart: Chart, lanes: tuple[Lane, ...]) -> dict[ElementPath, int]:
    index = {lane.name: i for i, lane in enumerate(lanes)} | {
        lane.id: i for i, lane in enumerate(lanes)
    }
    known = {path: index[node.lane] for path, node in chart.nodes.items() if node.lane in index}
    return inherited(tuple(chart.nodes), [(f.source, f.target) for f in chart.flows], known)


def inherited(
    nodes: Sequence[ElementPath],
    pairs: Sequence[tuple[ElementPath, ElementPath]],
    known: Mapping[ElementPath, int],
) -> dict[ElementPath, int]:
    """The lane of each node. Those of which none is known stand where their flow comes from."""
    found = dict(known)
    for _ in range(len(nodes) - len(known)):
        more = _from_neighbours(pairs, found)
        if not more:
            break
        found |= more
    return {path: found.get(path, 0) for path in nodes}


def _from_neighbours(
    pairs: Sequence[tuple[ElementPath, ElementPath]], known: Mapping[ElementPath, int]
) -> dict[ElementPath, int]:
    """Lanes for nodes that have none: that of a neighbour, first of one upstream."""
    upstream = ((target, source) for source, target in pairs)
    found: dict[ElementPath, int] = {}
    for path, neighbour in chain(upstream, pairs):
        if path not in known and neighbour in known:
            found.setdefault(path, known[neighbour])
    return found
