"""Where numbers and pills may stand at a node."""

from dataclasses import dataclass

from zhiheng_diagrams.notation.cards import PILL_HEIGHT, Form
from zhiheng_diagrams.placing.placed import Layout, Placed, Spot

_HANG = 12.0
_AWAY = PILL_HEIGHT / 2 + 2.5


@dataclass(frozen=True, slots=True)
class Corner:
    """Where the numbers of a node begin, and where its pill may end: left ends and right ones."""

    numbers: Spot
    left: tuple[Spot, ...]
    right: tuple[Spot, ...]


def corners(body: Layout) -> dict[str, Corner]:
    """The corners of each node and of each frame."""
    found = {str(path): _corner(placed) for path, placed in body.nodes.items()}
    frames = {
        str(f.path): Corner((f.left, f.top), (), ((f.left + _HANG, f.top - _AWAY),))
        for f in body.frames
    }
    return found | frames


def _corner(one: Placed) -> Corner:
    """At the corners of a box; on the upper left side of a diamond, and beside its lower tip."""
    if one.card.form is Form.DIAMOND:
        out = 4.0
        numbers = (one.x - one.card.width / 4 - out, one.y - one.card.height / 4 - out)
        low = one.bottom + out
        return Corner(numbers, ((one.x - 2 * out, low),), ((one.x + 2 * out, low),))
    low, high = one.bottom + _AWAY, one.top - _AWAY
    left, right = one.left + _HANG, one.right - _HANG
    return Corner((one.left, one.top), ((left, low),), ((right, low), (right, high)))
