"""Nodes, branches and lanes of a layout as shapes."""

from collections.abc import Mapping
from dataclasses import replace

from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.notation import cards, palette
from zhiheng_diagrams.notation.cards import Card, Form
from zhiheng_diagrams.notation.drawing import Arrow, Figure, Item, Shape, Words, block
from zhiheng_diagrams.placing.branches import SIZE as BRANCH_SIZE
from zhiheng_diagrams.placing.branches import STEP as BRANCH_STEP
from zhiheng_diagrams.placing.geometry import LANE_NAME_SIZE
from zhiheng_diagrams.placing.placed import Layout, Placed, Route

_FIGURES = {
    Form.BOX: Figure.BOX,
    Form.ROUND: Figure.ROUND,
    Form.DIAMOND: Figure.DIAMOND,
    Form.CIRCLE: Figure.OVAL,
}
_HEAD_STEP = 17.0


def head_height(body: Layout) -> float:
    """Height of the band with the names of the lanes."""
    return 18 + _HEAD_STEP * max(len(strip.lines) for strip in body.lanes)


def lanes(body: Layout) -> list[Item]:
    """The grounds of the lanes and, above y = 0, their heads."""
    tall = head_height(body)
    found: list[Item] = []
    for i, strip in enumerate(body.lanes):
        x, wide = (strip.left + strip.right) / 2, strip.right - strip.left
        ground = palette.WHITE if i % 2 else palette.LANE_PALE
        found.append(Shape(x, body.height / 2, wide, body.height, fill=ground, stroke=palette.RULE))
        head = block(
            strip.lines, x, -tall / 2, LANE_NAME_SIZE, _HEAD_STEP, colour="#FFFFFF", bold=True
        )
        found.append(
            Shape(
                x,
                -tall / 2,
                wide,
                tall,
                fill=palette.HEAD,
                stroke=palette.RULE,
                css="lane",
                title=" ".join(strip.lines),
                words=head,
            )
        )
    return found


def arrows(body: Layout, names: Mapping[str, str]) -> list[Item]:
    """All routes, then the names of branches. names: what each flow is called when pointed at."""
    routes = sorted(body.routes, key=lambda route: not route.back)
    found: list[Item] = [_arrow(route, names) for route in routes]
    for route in body.routes:
        if route.label:
            label = route.label
            found += block(label.lines, label.x, label.y, BRANCH_SIZE, BRANCH_STEP, bold=True)
    for said in body.captions.values():
        found += block(said.lines, said.x, said.y, BRANCH_SIZE, BRANCH_STEP, colour=palette.GREY)
    return found


def clock(x: float, y: float, size: float) -> Shape:
    """A timer: a dial with two hands."""
    hands = (
        Shape(x, y - size / 7, 1.4, size / 3.2, fill=palette.LINE, stroke=palette.LINE, weight=0.3),
        Shape(x + size / 8, y, size / 3.6, 1.4, fill=palette.LINE, stroke=palette.LINE, weight=0.3),
    )
    return Shape(x, y, size, size, figure=Figure.OVAL, weight=1.3, css="clock", parts=hands)


def _arrow(route: Route, names: Mapping[str, str]) -> Arrow:
    title = names.get(route.id, "")
    if route.back:
        return Arrow(route.points, route.id, "flow back", title, palette.BACK, dashed=True)
    return Arrow(route.points, route.id, "flow", title)


def node(path: ElementPath, placed: Placed) -> Shape:
    """A node with all that is written in it."""
    card = placed.card
    if card.form is Form.CIRCLE:
        return replace(clock(placed.x, placed.y, card.width), id=path, css=card.css)
    tone = palette.LEVELS.get(card.level or "")
    return Shape(
        placed.x,
        placed.y,
        card.width,
        card.height,
        figure=_FIGURES[card.form],
        fill=_ground(card),
        stroke=tone.strong if tone else palette.LINE,
        weight=_weight(card),
        dashed=tone is not None,
        id=path,
        css=card.css,
        title="".join(card.lines),
        words=_writing(placed),
        parts=_strip(placed),
    )


def _weight(card: Card) -> float:
    """As in the modeller, a box that stands for a diagram has a thick border."""
    if "call" in card.css.split():
        return 2.2
    return 1.6 if card.level else 1.1


def _ground(card: Card) -> str:
    if card.level:
        return palette.LEVELS[card.level].pale
    if card.form is Form.ROUND:
        return palette.EVENT
    return palette.OUTSIDE if card.external else palette.WHITE


def _writing(placed: Placed) -> tuple[Words, ...]:
    card = placed.card
    size, step = cards.line_step(card)
    used = step * len(card.lines) + cards.NOTE_STEP * len(card.notes)
    strip = cards.PILL_HEIGHT + 1 if card.has_strip else 0.0
    top = placed.top + strip + (card.height - strip - used) / 2
    name = step * len(card.lines)
    return (
        *block(card.lines, placed.x, top + name / 2, size, step, bold=card.form is Form.ROUND),
        *block(
            card.notes,
            placed.x,
            top + name + (used - name) / 2,
            cards.NOTE_SIZE,
            cards.NOTE_STEP,
            colour=palette.GREY,
        ),
    )


def _strip(placed: Placed) -> tuple[Shape, ...]:
    """Badge at the top left, tags at the top right, both inside the box."""
    card = placed.card
    y = placed.top + cards.PILL_HEIGHT / 2 + 1
    found: list[Shape] = []
    if card.badge and card.level:
        wide = cards.pill_width(card.badge)
        tone = palette.LEVELS[card.level]
        found.append(pill(card.badge, placed.left + wide / 2 + 1, y, tone.strong, "badge"))
    right = placed.right - 1
    for tag in reversed(card.tags):
        wide = cards.pill_width(tag)
        found.append(pill(tag, right - wide / 2, y, palette.CONTROL, "tag"))
        right -= wide + 2
    return tuple(found)


def pill(word: str, x: float, y: float, colour: str, css: str) -> Shape:
    """A word in white on a filled ground."""
    words = (Words(x, y, word, cards.PILL_SIZE, colour=palette.WHITE, bold=True),)
    wide = cards.pill_width(word)
    return Shape(x, y, wide, cards.PILL_HEIGHT, fill=colour, stroke=colour, css=css, words=words)
