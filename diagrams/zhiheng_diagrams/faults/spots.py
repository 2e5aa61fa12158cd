"""Free places along a route for a small mark: on the line, clear of boxes, names and marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from zhiheng_diagrams.placing.placed import Layout, Route, Spot

_STEP = 6.0
_CLEAR = 2.0
_BEFORE_HEAD = 5
"""So many steps before its end a mark leaves the head of an arrow to be seen."""

Box = tuple[float, float, float, float]
"""Centre, width, height."""


@dataclass
class Spots:
    """What is taken so far in a body: nodes, names of branches, marks."""

    body: Layout
    taken: list[Box] = field(default_factory=list)

    def __post_init__(self) -> None:
        for placed in self.body.nodes.values():
            self.taken.append((placed.x, placed.y, placed.card.width, placed.card.height))
        for route in self.body.routes:
            if route.label:
                one = route.label
                self.taken.append((one.x, one.y, one.width, one.height))

    def take(self, at: Spot, wide: float, tall: float) -> Spot:
        """Keep others off that place."""
        self.taken.append((*at, wide, tall))
        return at

    def along(self, route: Route, wide: float, tall: float, *, near_end: bool = False) -> Spot:
        """A free place on the route, near its middle or its end; the best one if all are taken."""
        points = list(_walk(route))
        wish = max(0, len(points) - _BEFORE_HEAD) if near_end else len(points) // 2
        order = sorted(range(len(points)), key=lambda i: abs(i - wish))
        free = (points[i] for i in order if self._is_free(points[i], wide, tall))
        return self.take(next(free, points[wish]), wide, tall)

    def beside(self, route: Route, wide: float, tall: float) -> Spot:
        """A free place to the right or the left of the route, above it or below; else on it."""
        points = list(_walk(route))
        order = sorted(points, key=lambda point: abs(points.index(point) - len(points) // 2))
        away = ((wide / 2 + 5, 0.0), (-wide / 2 - 5, 0.0), (0.0, -tall), (0.0, tall))
        near = ((x + dx, y + dy) for x, y in order for dx, dy in away)
        free = next((at for at in near if self._is_free(at, wide, tall)), None)
        return self.along(route, wide, tall) if free is None else self.take(free, wide, tall)

    def first_free(self, places: Sequence[Spot], wide: float, tall: float) -> Spot:
        """The first of the places that is free, else the first."""
        free = (at for at in places if self._is_free(at, wide, tall))
        return self.take(next(free, places[0]), wide, tall)

    def _is_free(self, at: Spot, wide: float, tall: float) -> bool:
        return not any(
            abs(at[0] - x) < (wide + w) / 2 + _CLEAR and abs(at[1] - y) < (tall + h) / 2 + _CLEAR
            for x, y, w, h in self.taken
        )


def _walk(route: Route) -> Iterator[Spot]:
    """Points along the route, a few apart."""
    for a, b in zip(route.points, route.points[1:], strict=False):
        count = max(1, round((abs(a[0] - b[0]) + abs(a[1] - b[1])) / _STEP))
        yield from (
            (a[0] + (b[0] - a[0]) * i / count, a[1] + (b[1] - a[1]) * i / count)
            for i in range(count)
        )
    yield route.points[-1]
