"""Where wires meet the borders of nodes."""

from collections.abc import Iterator, Mapping
from math import sqrt

from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.graph.skeleton import Skeleton
from zhiheng_diagrams.notation.cards import Card, Form
from zhiheng_diagrams.placing.geometry import CENTRE_TRACK
from zhiheng_diagrams.placing.lattice import Way
from zhiheng_diagrams.placing.placed import Placed, Spot
from zhiheng_diagrams.placing.tracks import Line, Tracks

_USABLE = 0.8
"""Of the half side of a node: the corners of a diamond and the rim of a circle are no ports."""


def port(node: Placed, side: Way, line: float) -> Spot:
    """Where the line at x (or y) = `line` meets the border of `node` on that side."""
    half_x, half_y = node.card.width / 2, node.card.height / 2
    away = abs(line - node.x) / half_x if side[0] == 0 else abs(line - node.y) / half_y
    if node.card.form is Form.DIAMOND:
        half_x, half_y = half_x * max(0.0, 1 - away), half_y * max(0.0, 1 - away)
    elif node.card.form is Form.CIRCLE:
        short = sqrt(max(0.0, 1 - away * away))
        half_x, half_y = half_x * short, half_y * short
    if side[0] == 0:
        return (line, node.y + side[1] * half_y)
    return (node.x + side[0] * half_x, line)


def pitches(graph: Skeleton, drawn: Tracks, size: Mapping[ElementPath, Card]) -> dict[Line, float]:
    """How far apart wires run on each line, so that all of them meet their nodes."""
    found: dict[Line, float] = {}
    for line, offset, node in _ends(graph, drawn):
        half = (size[node].width, size[node].height)[line[0]] / 2
        if offset:
            most = _USABLE * half / abs(offset)
            found[line] = min(found.get(line, CENTRE_TRACK), most)
    return found


def _ends(graph: Skeleton, drawn: Tracks) -> Iterator[tuple[Line, float, ElementPath]]:
    for i, wire in enumerate(graph.wires):
        last = len(drawn.runs[i]) - 1
        yield drawn.runs[i][0].line, drawn.offset[i, 0], wire.source
        yield drawn.runs[i][last].line, drawn.offset[i, last], wire.target


def towards(a: Spot, b: Spot, far: float) -> Spot:
    """The point `far` from `a` on the straight piece to `b`."""
    whole = abs(a[0] - b[0]) + abs(a[1] - b[1])
    share = min(1.0, far / whole) if whole else 0.0
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
