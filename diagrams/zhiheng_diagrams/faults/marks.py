"""A finding laid over a chart: its way numbered and bold, what is at fault filled and named."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from zhiheng.model.finding import Finding
from zhiheng_diagrams.faults.corners import Corner, corners
from zhiheng_diagrams.faults.fault_words import AT_FAULT, AWAITED, fault_word
from zhiheng_diagrams.faults.spots import Spots
from zhiheng_diagrams.faults.way import Way
from zhiheng_diagrams.notation import palette
from zhiheng_diagrams.notation.cards import PILL_HEIGHT, pill_width
from zhiheng_diagrams.notation.drawing import Arrow, Figure, Item, Shape, Words
from zhiheng_diagrams.placing.boxes import pill
from zhiheng_diagrams.placing.placed import Layout

_STEP_HEIGHT = 15.0
_STEP_SIZE = 9.5
_TOKEN = 9.0
_BOLD = 2.4


def coloured(items: Sequence[Item], way: Way) -> list[Item]:
    """The items of a chart, those on the way and those at fault made to stand out."""
    return [_coloured(item, way) for item in items]


def _coloured(item: Item, way: Way) -> Item:
    if isinstance(item, Words):
        return item
    css = " ".join((item.css, *_classes(item.id, way)))
    if isinstance(item, Arrow):
        return _arrow(replace(item, css=css), way)
    if item.id in way.guilty:
        tone = palette.FAULT
        return replace(item, fill=tone.pale, stroke=tone.strong, weight=2.6, dashed=False, css=css)
    return replace(item, stroke=palette.WAY, weight=1.8, css=css) if item.id in way.steps else item


def _arrow(line: Arrow, way: Way) -> Arrow:
    if line.id in way.walked:
        return replace(line, colour=palette.WAY, weight=_BOLD, dashed=False)
    if line.id in way.awaited:
        return replace(line, colour=palette.AWAITED, weight=_BOLD, dashed=True)
    return line


def _classes(element: str, way: Way) -> Iterator[str]:
    if element in way.walked or element in way.steps:
        yield "walked"
    if element in way.awaited:
        yield "awaited"
    if element in way.guilty:
        yield "guilty"


def marks(body: Layout, way: Way, finding: Finding, names: Mapping[str, str]) -> list[Item]:
    """Numbers, tokens and pills over the body. names: what each element is called."""
    spots = Spots(body)
    places = corners(body)
    word = fault_word(finding.rule).zh
    pills = [_hung(word, places[e], spots) for e in sorted(way.guilty) if e in places]
    return [
        *pills,
        *_steps(body, way, names, spots),
        *_tokens(body, way, spots),
        *_awaited(body, way, spots),
    ]


def _hung(word: str, corner: Corner, spots: Spots) -> Shape:
    """A pill at a free corner, clear of what leaves from the middle."""
    wide = pill_width(word)
    places = [
        *((x - wide / 2, y) for x, y in corner.left),
        *((x + wide / 2, y) for x, y in corner.right),
    ]
    x, y = spots.first_free(places, wide, PILL_HEIGHT)
    return pill(word, x, y, palette.FAULT.strong, AT_FAULT)


def _steps(body: Layout, way: Way, names: Mapping[str, str], spots: Spots) -> Iterator[Shape]:
    """A number for each step of the trace; those of one node stand side by side."""
    places = corners(body)
    routes = {route.id: route for route in body.routes}
    used: dict[str, float] = defaultdict(float)
    for n, element in enumerate(way.steps, start=1):
        wide = _STEP_HEIGHT if n < 10 else _STEP_HEIGHT + 5.0 * (len(str(n)) - 1)  # noqa: PLR2004
        if element in places:
            left, top = places[element].numbers
            x = left + used[element] + wide / 2 - _STEP_HEIGHT / 2
            used[element] += wide + 1
            at = spots.take((x, top), wide, _STEP_HEIGHT)
        else:
            at = spots.along(routes[element], wide, _STEP_HEIGHT)
        yield _number(n, at, wide, f"{n}. {names.get(element, element)}")


def _number(n: int, at: tuple[float, float], wide: float, title: str) -> Shape:
    x, y = at
    return Shape(
        x,
        y,
        wide,
        _STEP_HEIGHT,
        figure=Figure.OVAL,
        fill=palette.WAY,
        stroke=palette.WHITE,
        id=f"step-{n}",
        css="step",
        title=title,
        words=(Words(x, y, str(n), _STEP_SIZE, colour=palette.WHITE, bold=True),),
    )


def _tokens(body: Layout, way: Way, spots: Spots) -> Iterator[Shape]:
    """A dot for each token that is left on a flow."""
    for route in body.routes:
        for _ in range(min(way.left.get(route.id, 0), 2)):
            x, y = spots.along(route, _TOKEN, _TOKEN, near_end=True)
            yield token(x, y)


def token(x: float, y: float) -> Shape:
    """Where a case stands: a dot, as in a net."""
    ink = palette.INK
    return Shape(x, y, _TOKEN, _TOKEN, Figure.OVAL, fill=ink, stroke=palette.WHITE, css="token")


def _awaited(body: Layout, way: Way, spots: Spots) -> Iterator[Shape]:
    for route in body.routes:
        if route.id in way.awaited:
            wide = pill_width(AWAITED.zh)
            x, y = spots.beside(route, wide, PILL_HEIGHT)
            yield pill(AWAITED.zh, x, y, palette.AWAITED, "missing")
