"""What is laid over a finished picture: other colours, classes, and words that hang from boxes.

Nothing moves, so one drawing serves every case (ADR 0040).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from zhiheng_diagrams.notation.cards import PILL_HEIGHT, pill_width
from zhiheng_diagrams.notation.drawing import Figure, Picture, Shape
from zhiheng_diagrams.notation.palette import Tone
from zhiheng_diagrams.placing.boxes import pill


@dataclass(frozen=True, slots=True)
class Mark:
    """Of one element. right, left: words that hang from the lower corners of its box."""

    css: str
    tone: Tone
    right: str = ""
    left: str = ""
    weight: float = 1.1


def marked(picture: Picture, marks: Mapping[str, Mark], description: str) -> Picture:
    """The picture with its marks, drawn anew: for paper."""
    items = tuple(
        marked_shape(item, marks[item.id]) if isinstance(item, Shape) and item.id in marks else item
        for item in picture.items
    )
    return replace(picture, items=items, description=description)


def marked_shape(one: Shape, mark: Mark) -> Shape:
    """The words hang clear of the middle, where lines leave."""
    return replace(
        one,
        fill=mark.tone.pale,
        stroke=mark.tone.strong,
        weight=mark.weight,
        css=f"{one.css} {mark.css}",
        parts=(*one.parts, *pills(one, mark)),
    )


def pills(one: Shape, mark: Mark) -> tuple[Shape, ...]:
    """Only boxes have room for words below them."""
    if one.figure is not Figure.BOX:
        return ()
    y = one.y + one.height / 2 + PILL_HEIGHT / 2
    found = []
    for word, side in ((mark.left, -1), (mark.right, 1)):
        if word:
            x = one.x + side * (one.width - pill_width(word)) / 2
            found.append(pill(word, x, y, mark.tone.strong, f"state {mark.css}"))
    return tuple(found)
