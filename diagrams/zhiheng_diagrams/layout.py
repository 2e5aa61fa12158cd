"""Lane layout: rows, columns, routes, tracks, points. Same chart, same picture."""

from collections.abc import Mapping
from dataclasses import dataclass

from zhiheng.model.ids import ElementPath
from zhiheng_diagrams import branches, geometry
from zhiheng_diagrams.branches import Branch, Room
from zhiheng_diagrams.cards import Card, Form
from zhiheng_diagrams.geometry import Axis
from zhiheng_diagrams.lanes import grid
from zhiheng_diagrams.lattice import EAST, NORTH, SOUTH, WEST, Lattice, Way, lattice
from zhiheng_diagrams.placed import Layout, Placed, Route, Spot
from zhiheng_diagrams.ranks import Ranks
from zhiheng_diagrams.routes import nets, routes
from zhiheng_diagrams.skeleton import Skeleton
from zhiheng_diagrams.tracks import Run, Tracks, tracks


@dataclass(frozen=True, slots=True)
class _Frame:
    """The lines in points."""

    x: Axis
    y: Axis
    grid: Lattice
    drawn: Tracks


def layout(
    graph: Skeleton, ranked: Ranks, size: Mapping[ElementPath, Card], least: float = 0.0
) -> Layout:
    """The body of the chart. size: the card of each node; least: the least width in points."""
    mesh = lattice(grid(graph, ranked), len(graph.lanes))
    paths = routes(graph, mesh, ranked.back)
    drawn = tracks(nets(graph, ranked.back), paths)
    named = branches.branches(graph, paths, drawn.offset)
    half = {path: card.width / 2 for path, card in size.items()}
    room = branches.rooms(graph, named, half)
    x, strips = geometry.vertical(graph, mesh, drawn, size, room, least=least)
    y = geometry.horizontal(mesh, drawn, size, room)
    nodes = {path: Placed(x.at[i], y.at[j], size[path]) for path, (i, j) in mesh.at.items()}
    frame = _Frame(x, y, mesh, drawn)
    lines = tuple(
        _route(graph, frame, nodes, room, i, named.get(i), back=i in ranked.back)
        for i in range(len(paths))
    )
    return Layout(x.end, y.end, strips, nodes, lines)


def _route(
    graph: Skeleton,
    frame: _Frame,
    nodes: Mapping[ElementPath, Placed],
    room: Mapping[ElementPath, Room],
    index: int,
    named: Branch | None,
    *,
    back: bool,
) -> Route:
    wire = graph.wires[index]
    runs = frame.drawn.runs[index]
    lines = [_position(frame, run, frame.drawn.offset[index, k]) for k, run in enumerate(runs)]
    first, last = _way(runs[0]), _way(runs[-1])
    points = [_port(nodes[wire.source], first, lines[0])]
    for k in range(len(runs) - 1):
        flat = runs[k].line[0] == 1
        points.append((lines[k + 1], lines[k]) if flat else (lines[k], lines[k + 1]))
    points.append(_port(nodes[wire.target], (-last[0], -last[1]), lines[-1]))
    label = (
        branches.label(named, nodes[wire.source], room[wire.source], points[0]) if named else None
    )
    return Route(wire.id, tuple(points), back, label)


def _position(frame: _Frame, run: Run, offset: float) -> float:
    axis, index = run.line
    centre = (frame.grid.column_of, frame.grid.row_of)[axis][index] is not None
    pitch = geometry.CENTRE_TRACK if centre else geometry.TRACK
    return (frame.x, frame.y)[axis].at[index] + offset * pitch


def _way(run: Run) -> Way:
    if run.a[0] == run.b[0]:
        return SOUTH if run.b[1] > run.a[1] else NORTH
    return EAST if run.b[0] > run.a[0] else WEST


def _port(node: Placed, side: Way, line: float) -> Spot:
    """Where the line at x (or y) = `line` meets the border of `node` on that side."""
    half_x, half_y = node.card.width / 2, node.card.height / 2
    if node.card.form is Form.DIAMOND:
        away = abs(line - node.x) / half_x if side[0] == 0 else abs(line - node.y) / half_y
        half_x, half_y = half_x * max(0.0, 1 - away), half_y * max(0.0, 1 - away)
    if side[0] == 0:
        return (line, node.y + side[1] * half_y)
    return (node.x + side[0] * half_x, line)
