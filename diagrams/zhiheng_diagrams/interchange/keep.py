"""What has no position yet, placed between what a modeller has placed by hand."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.graph.ranks import ranks
from zhiheng_diagrams.interchange.arrange import marks
from zhiheng_diagrams.interchange.connect import Field, connect
from zhiheng_diagrams.interchange.drawn import Sheet
from zhiheng_diagrams.interchange.nearby import FROM_BORDER, Room, crosses, nearby, overlap
from zhiheng_diagrams.interchange.plane import Bounds, Edge, Shape
from zhiheng_diagrams.interchange.scopes import Scope, every, innermost

_BELOW_LAST = 20.0
_ORIGIN = Bounds(160.0, 80.0, 0.0, 0.0)
_ANY = (-1e6, 1e6)


@dataclass(slots=True)
class Added:
    """What is new on a plane. grown: frames that had to be made longer. left: without a place."""

    shapes: list[Shape] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    grown: dict[str, Bounds] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)

    def take(self, more: "Added") -> None:
        """Add what another scope brings to the same plane."""
        self.shapes += more.shapes
        self.edges += more.edges
        self.grown |= more.grown
        self.left += more.left


def keep(scope: Scope, sheet: Sheet, frames: frozenset[str], pool: str | None) -> Added:
    """Place what is missing of `scope` on `sheet`, which then holds it too.

    frames: all pools and lanes of the file. pool: that of the scope.
    """
    return _Keeping(scope, sheet, frames, pool).kept()


class _Keeping:
    def __init__(
        self, scope: Scope, sheet: Sheet, frames: frozenset[str], pool: str | None
    ) -> None:
        self._scope = scope
        self._sheet = sheet
        self._frames = frames
        self._around = frames | _holding(scope, sheet)
        self._pool = pool
        self._added = Added()
        lanes = tuple(innermost(scope.lanes))
        self._lane = {ElementPath(ref): lane.id for lane in lanes for ref in lane.refs}

    def kept(self) -> Added:
        names = [lane.id for lane in innermost(self._scope.lanes)]
        self._added.left += [name for name in names if name not in self._sheet.boxes]
        for path in ranks(self._scope.graph).order:
            if path not in self._sheet.boxes:
                self._place(path)
        for event, host in self._scope.events.items():
            if event not in self._sheet.boxes:
                self._attach(event, host)
        for wire in self._scope.graph.wires:
            if wire.id not in self._sheet.lines:
                self._join(wire.id, wire.event or wire.source, wire.target)
        return self._added

    def _place(self, path: ElementPath) -> None:
        card = self._scope.size[path]
        at = nearby(self._room(path), self._anchor(path), card.width, card.height)
        if at is None:
            self._added.left.append(path)
            return
        self._put(path, at)
        if not self._is_framed():
            self._grow(at)

    def _put(self, path: ElementPath, at: Bounds) -> None:
        self._sheet.boxes[path] = at
        self._added.shapes.append(Shape(path, at, marks=marks(self._scope, path)))

    def _room(self, path: ElementPath) -> Room:
        """Across the flow a lane holds its steps; a drawn-out sub-process on all sides."""
        boxes, upright = self._sheet.boxes, self._sheet.upright
        taken = [box for name, box in boxes.items() if name not in self._around]
        taken += self._sheet.names
        frame = self._frame()
        low, high = self._held(path)
        end = None
        if frame is not None:
            end = frame.bottom if upright else frame.right
        return Room(taken, tuple(self._sheet.lines.values()), upright, low, high, end)

    def _held(self, path: ElementPath) -> tuple[float, float]:
        """From where to where, across the flow, the element may stand."""
        boxes, lane = self._sheet.boxes, self._lane.get(path, "")
        held = self._frame() or boxes.get(lane) or boxes.get(self._pool or "")
        return _across(held, upright=self._sheet.upright) if held else _ANY

    def _frame(self) -> Bounds | None:
        return self._sheet.boxes.get(self._scope.id) if self._is_framed() else None

    def _is_framed(self) -> bool:
        return self._sheet.is_expanded(self._scope.id)

    def _anchor(self, path: ElementPath) -> Bounds:
        """What the element follows; else what it leads to; else where its frame begins."""
        graph, boxes = self._scope.graph, self._sheet.boxes
        near = [graph.wires[i].source for i in graph.into(path)]
        near += [graph.wires[i].target for i in graph.out_of(path)]
        placed = next((boxes[p] for p in near if p in boxes), None)
        frame = boxes.get(self._scope.id) or boxes.get(self._lane.get(path, ""))
        if placed is None and frame is not None:
            return Bounds(frame.x, frame.y, 0.0, 0.0)
        return placed or _ORIGIN

    def _grow(self, at: Bounds) -> None:
        """Pool and lanes reach beyond the last step along the flow."""
        mine = [lane for lane in self._frames if lane in self._lanes() or lane == self._pool]
        boxes, upright = self._sheet.boxes, self._sheet.upright
        ends = [boxes[n].bottom if upright else boxes[n].right for n in mine if n in boxes]
        need = (at.bottom if upright else at.right) + _BELOW_LAST - max(ends, default=1e9)
        for name in mine if need > 0 else ():
            if name in boxes:
                boxes[name] = self._added.grown[name] = _longer(boxes[name], need, upright=upright)

    def _lanes(self) -> set[str]:
        return {lane.id for lane in every(self._scope.lanes)}

    def _attach(self, event: ElementPath, host: ElementPath) -> None:
        box, card = self._sheet.boxes.get(host), self._scope.size[event]
        if box is None:
            self._added.left.append(event)
            return
        taken = [b for name, b in self._sheet.boxes.items() if name not in self._around | {host}]
        places = list(_on_border(box, card.width))
        taken += self._sheet.names
        lines = self._sheet.lines.values()
        free = (
            at
            for at in places
            if self._stays(at, host)
            and not any(overlap(at, other) for other in taken)
            and not any(crosses(line, at, 1.0) for line in lines)
        )
        self._put(event, next(free, places[0]))

    def _stays(self, at: Bounds, host: ElementPath) -> bool:
        low, high = self._held(host)
        first, last = _across(at, upright=self._sheet.upright)
        return low + FROM_BORDER <= first and last <= high - FROM_BORDER

    def _join(self, flow: str, source: ElementPath, target: ElementPath) -> None:
        boxes = self._sheet.boxes
        if source not in boxes or target not in boxes:
            self._added.left.append(flow)
            return
        around = [b for n, b in boxes.items() if n not in self._around | {source, target}]
        frames = [boxes[n] for n in self._frames if n in boxes]
        borders_x = {x for b in frames for x in (b.x, b.right)}
        borders_y = {y for b in frames for y in (b.y, b.bottom)}
        lines = tuple(self._sheet.lines.values())
        field = Field(around, self._sheet.names, lines, borders_x, borders_y)
        points = connect(field, boxes[source], boxes[target])
        self._sheet.lines[flow] = points
        self._added.edges.append(Edge(flow, points))


def _holding(scope: Scope, sheet: Sheet) -> frozenset[str]:
    """The sub-processes drawn open that the steps of the scope stand in."""
    opened = {name: box for name, box in sheet.boxes.items() if sheet.is_expanded(name)}
    own = opened.get(scope.id)
    return frozenset(name for name, box in opened.items() if own and _holds(box, own))


def _holds(outer: Bounds, inner: Bounds) -> bool:
    across = outer.x <= inner.x and inner.right <= outer.right
    return across and outer.y <= inner.y and inner.bottom <= outer.bottom


def _across(box: Bounds, *, upright: bool) -> tuple[float, float]:
    return (box.x, box.right) if upright else (box.y, box.bottom)


def _longer(box: Bounds, more: float, *, upright: bool) -> Bounds:
    wide, tall = (box.width, box.height + more) if upright else (box.width + more, box.height)
    return Bounds(box.x, box.y, wide, tall)


def _on_border(box: Bounds, size: float) -> Iterator[Bounds]:
    """Below from the right to the left, then at the right, above and at the left."""
    r = size / 2
    for share in (0.75, 0.25, 0.5):
        yield Bounds(box.x + box.width * share - r, box.bottom - r, size, size)
    for share in (0.5, 0.25):
        yield Bounds(box.right - r, box.y + box.height * share - r, size, size)
    for share in (0.75, 0.25):
        yield Bounds(box.x + box.width * share - r, box.y - r, size, size)
    yield Bounds(box.x - r, box.y + box.height / 2 - r, size, size)
