"""A page: its title, and blocks one below the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhiheng_diagrams.notation.drawing import Item, Picture, Words, moved

MARGIN = 28.0
_TITLE_ROOM = 44.0


@dataclass(frozen=True, slots=True)
class Block:
    """Items drawn from y = 0 down, and how far they reach. above: what reaches over it."""

    items: Sequence[Item]
    height: float
    above: float = 0.0
    after: float = 14.0


def sheet(
    title: str, size: float, description: str, wide: float, blocks: Sequence[Block]
) -> Picture:
    """The page, as high as its blocks. size: of the letters of the title."""
    y = MARGIN + _TITLE_ROOM
    items: list[Item] = [Words(MARGIN + wide / 2, MARGIN + _TITLE_ROOM / 3, title, size, bold=True)]
    for block in blocks:
        y += block.above
        items += [moved(item, MARGIN, y) for item in block.items]
        y += block.height + block.after
    last = blocks[-1].after if blocks else 0.0
    return Picture(wide + 2 * MARGIN, y - last + MARGIN, title, description, tuple(items))
