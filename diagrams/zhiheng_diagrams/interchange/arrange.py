"""A scope as a plane: its layout, in a pool with lanes where it has them."""

from collections.abc import Iterator
from dataclasses import replace

from zhiheng_diagrams.graph.ranks import ranks
from zhiheng_diagrams.interchange.figures import LETTERS
from zhiheng_diagrams.interchange.plane import Bounds, Edge, Plane, Shape, of_label
from zhiheng_diagrams.interchange.scopes import Scope, Strip
from zhiheng_diagrams.placing.layout import layout
from zhiheng_diagrams.placing.placed import Label, Layout, Placed

HEAD = 30.0
"""The height of the head of a pool, and of a lane."""
_ORIGIN = (160.0, 80.0)
"""Where modellers begin to draw."""


def arrange(scope: Scope, element: str, pool: str | None) -> Plane:
    """The plane of `element`. pool: the participant that stands for the process, if one does."""
    body = layout(
        scope.graph, ranks(scope.graph), scope.size, captions=scope.names, letters=LETTERS
    )
    heads = _depth(scope.lanes) + (pool is not None)
    body = _moved(body, _ORIGIN[0], _ORIGIN[1] + HEAD * heads)
    shapes = [*_frames(scope, body, pool, heads), *_nodes(scope, body)]
    edges = tuple(Edge(r.id, r.points, of_label(r.label)) for r in body.routes)
    return Plane(element, tuple(shapes), edges)


def _depth(lanes: tuple[Strip, ...]) -> int:
    return max((1 + _depth(lane.inner) for lane in lanes), default=0)


def _moved(body: Layout, dx: float, dy: float) -> Layout:
    def label(one: Label | None) -> Label | None:
        return replace(one, x=one.x + dx, y=one.y + dy) if one else None

    return replace(
        body,
        lanes=tuple(replace(s, left=s.left + dx, right=s.right + dx) for s in body.lanes),
        nodes={p: replace(n, x=n.x + dx, y=n.y + dy) for p, n in body.nodes.items()},
        routes=tuple(
            replace(r, points=tuple((x + dx, y + dy) for x, y in r.points), label=label(r.label))
            for r in body.routes
        ),
        captions={p: replace(c, x=c.x + dx, y=c.y + dy) for p, c in body.captions.items()},
    )


def _frames(scope: Scope, body: Layout, pool: str | None, heads: int) -> Iterator[Shape]:
    """The pool and the lanes, each down to the end of the chart: time runs down."""
    x, y = _ORIGIN
    tall = body.height + HEAD * heads
    upright = (("isHorizontal", "false"),)
    if pool is not None:
        yield Shape(pool, Bounds(x, y, body.width, tall), marks=upright)
    extent = {strip.id: (strip.left, strip.right) for strip in body.lanes}
    yield from _lanes(scope.lanes, extent, y + HEAD * (pool is not None), y + tall)


def _lanes(
    lanes: tuple[Strip, ...], extent: dict[str, tuple[float, float]], top: float, bottom: float
) -> Iterator[Shape]:
    for lane in lanes:
        inner = list(_lanes(lane.inner, extent, top + HEAD, bottom))
        if inner:
            left = min(shape.bounds.x for shape in inner)
            right = max(shape.bounds.right for shape in inner)
        else:
            left, right = extent[lane.id]
        box = Bounds(left, top, right - left, bottom - top)
        yield Shape(lane.id, box, marks=(("isHorizontal", "false"),))
        yield from inner


def _nodes(scope: Scope, body: Layout) -> Iterator[Shape]:
    """Events on borders last: they lie over their steps."""
    order = sorted(body.nodes, key=lambda path: path in scope.events)
    for path in order:
        label = body.captions.get(path)
        yield Shape(path, _bounds(body.nodes[path]), of_label(label), marks(scope, path))
    for path, host in scope.events.items():
        if path not in body.nodes:
            yield Shape(path, _below(scope, body.nodes[host], path))


def marks(scope: Scope, path: str) -> tuple[tuple[str, str], ...]:
    """What a modeller is told of the look of a shape."""
    kind = scope.size[path].css  # type: ignore[index]  # a path is its id here
    if kind == "exclusiveGateway":
        return (("isMarkerVisible", "true"),)
    if kind in {"subProcess", "transaction", "adHocSubProcess"}:
        return (("isExpanded", "false"),)
    return ()


def _bounds(one: Placed) -> Bounds:
    return Bounds(one.left, one.top, one.card.width, one.card.height)


def _below(scope: Scope, host: Placed, path: str) -> Bounds:
    """An event that leads nowhere: on the lower left corner, where no wire leaves."""
    card = scope.size[path]  # type: ignore[index]  # a path is its id here
    return Bounds(host.left, host.bottom - card.height / 2, card.width, card.height)
