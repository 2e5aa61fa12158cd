"""Lane layout: rows, columns, routes, tracks, points. Same chart, same picture."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain

from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.graph.ranks import Ranks
from zhiheng_diagrams.graph.skeleton import Skeleton
from zhiheng_diagrams.notation.cards import Card
from zhiheng_diagrams.placing import bands, branches, geometry, ports
from zhiheng_diagrams.placing.arranged import Arranged, arranged
from zhiheng_diagrams.placing.branches import OF_CHART, Branch, Lettering, Room
from zhiheng_diagrams.placing.geometry import Axis
from zhiheng_diagrams.placing.lattice import EAST, NORTH, SOUTH, WEST, Lattice, Way
from zhiheng_diagrams.placing.placed import Label, Layout, Placed, Route
from zhiheng_diagrams.placing.tracks import Line, Run, RunKey, Tracks


@dataclass(frozen=True, slots=True)
class _Frame:
    """The lines in points; away: how far each run is from the middle of its line."""

    x: Axis
    y: Axis
    drawn: Tracks
    away: Mapping[RunKey, float]


@dataclass(frozen=True, slots=True)
class _Names:
    """The names by wire and by node, and the room kept for them."""

    wires: Mapping[int, Branch]
    nodes: Mapping[ElementPath, Branch]
    room: Mapping[ElementPath, Room]


def layout(
    graph: Skeleton,
    ranked: Ranks,
    size: Mapping[ElementPath, Card],
    least: float = 0.0,
    captions: Mapping[ElementPath, str] | None = None,
    letters: Lettering = OF_CHART,
    chosen: Arranged | None = None,
) -> Layout:
    """The body of the chart. size: the card of each node; least: the least width in points.

    chosen: where nodes stand and wires run; by default as few cross as can be found.
    captions: names that are written beside their nodes, and beside the events on their borders.
    """
    chosen = chosen or arranged(graph, ranked)
    mesh, paths, drawn = chosen.mesh, chosen.paths, chosen.drawn
    told = captions or {}
    away = _away(mesh, drawn, ports.pitches(graph, drawn, size))
    wires = branches.branches(graph, paths, away, size, told, letters)
    own = branches.captioned(graph, wires, told, letters)
    half = {path: card.width / 2 for path, card in size.items()}
    beside = chain(((graph.wires[i].source, b) for i, b in wires.items()), own.items())
    names = _Names(wires, own, branches.rooms(beside, half))
    x, strips = geometry.vertical(graph, mesh, drawn, size, names.room, least=least)
    parted = bands.breaks(ranked.row, ranked.phase)
    y = geometry.horizontal(mesh, drawn, size, names.room, parted)
    nodes = {path: Placed(x.at[i], y.at[j], size[path]) for path, (i, j) in mesh.at.items()}
    frame = _Frame(x, y, drawn, away)
    lines = tuple(
        _route(graph, frame, nodes, names, i, back=i in ranked.back) for i in range(len(paths))
    )
    labels = {
        path: _caption(branch, path, graph, nodes, names, lines) for path, branch in own.items()
    }
    phases = bands.bands(ranked.phase, parted, y, drawn)
    body = Layout(x.end, y.end, strips, nodes, lines, (), labels, phases)
    return _with_events(graph, size, wires, body)


def _route(
    graph: Skeleton,
    frame: _Frame,
    nodes: Mapping[ElementPath, Placed],
    names: _Names,
    index: int,
    *,
    back: bool,
) -> Route:
    wire = graph.wires[index]
    runs = frame.drawn.runs[index]
    lines = [_middle(frame, run) + frame.away[index, k] for k, run in enumerate(runs)]
    first, last = _way(runs[0]), _way(runs[-1])
    points = [ports.port(nodes[wire.source], first, lines[0])]
    for k in range(len(runs) - 1):
        flat = runs[k].line[0] == 1
        points.append((lines[k + 1], lines[k]) if flat else (lines[k], lines[k + 1]))
    points.append(ports.port(nodes[wire.target], (-last[0], -last[1]), lines[-1]))
    named = names.wires.get(index)
    label = (
        branches.label(named, nodes[wire.source], names.room[wire.source])
        if named and named.lines
        else None
    )
    return Route(wire.id, tuple(points), back, label)


def _caption(
    branch: Branch,
    path: ElementPath,
    graph: Skeleton,
    nodes: Mapping[ElementPath, Placed],
    names: _Names,
    routes: tuple[Route, ...],
) -> Label:
    """The name of a node, on the left of all that meets its upper side."""
    node = nodes[path]
    ends = [routes[i].points[0] for i in graph.out_of(path)]
    ends += [routes[i].points[-1] for i in graph.into(path)]
    above = [x for x, y in ends if y < node.y and abs(x - node.x) < node.card.width / 2]
    aside = node.x - min(above, default=node.x)
    return branches.label(replace(branch, aside=aside), node, names.room[path])


def _with_events(
    graph: Skeleton,
    size: Mapping[ElementPath, Card],
    named: Mapping[int, Branch],
    body: Layout,
) -> Layout:
    """Each event where its wire leaves the border of its step, and the wire from its edge on."""
    nodes, routes, captions = dict(body.nodes), list(body.routes), dict(body.captions)
    for i, wire in enumerate(graph.wires):
        if wire.event is None or wire.event in nodes:
            continue
        route, card = routes[i], size[wire.event]
        (x, y), onward = route.points[0], route.points[1]
        nodes[wire.event] = Placed(x, y, card)
        start = ports.towards((x, y), onward, card.width / 2)
        own, rest = branches.parted(route.label, named[i].own)
        routes[i] = Route(route.id, (start, *route.points[1:]), route.back, rest)
        if own:
            captions[wire.event] = own
    return replace(body, nodes=nodes, routes=tuple(routes), captions=captions)


def _away(grid: Lattice, drawn: Tracks, pitch: Mapping[Line, float]) -> dict[RunKey, float]:
    """In points. pitch: how far apart the wires on the middle of a row or column run."""
    found: dict[RunKey, float] = {}
    for (wire, k), offset in drawn.offset.items():
        line = drawn.runs[wire][k].line
        is_middle = (grid.column_of, grid.row_of)[line[0]][line[1]] is not None
        apart = pitch.get(line, geometry.CENTRE_TRACK) if is_middle else geometry.TRACK
        found[wire, k] = offset * apart
    return found


def _middle(frame: _Frame, run: Run) -> float:
    axis, index = run.line
    return (frame.x, frame.y)[axis].at[index]


def _way(run: Run) -> Way:
    if run.a[0] == run.b[0]:
        return SOUTH if run.b[1] > run.a[1] else NORTH
    return EAST if run.b[0] > run.a[0] else WEST
