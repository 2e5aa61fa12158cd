"""Pages of paper: a picture scaled to fill one, upright or across, and several as one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from zhiheng_diagrams.notation.drawing import Picture, moved, scaled

Paper = Literal["a4", "a3"]
SIZES: dict[Paper, tuple[float, float]] = {"a4": (595.28, 841.89), "a3": (841.89, 1190.55)}
"""Upright, in points (ISO 216)."""
READABLE = 0.57
"""Below this scale the letters of a box are smaller than 6.5 points, too small for a notice board.

A page that would be scaled further is parted first, where it can be.
"""


def fit(picture: Picture, paper: Paper) -> float:
    """The scale at which it fills the paper, upright or across, whichever is larger."""
    narrow, long = SIZES[paper]
    upright = min(narrow / picture.width, long / picture.height)
    return max(upright, min(long / picture.width, narrow / picture.height))


def on_paper(picture: Picture, paper: Paper) -> Picture:
    """The picture in the middle of a page of exactly that paper, at the top."""
    narrow, long = SIZES[paper]
    scale = min(1.0, fit(picture, paper))
    across = scale * picture.width > narrow or (
        picture.width > picture.height and scale * picture.height <= narrow
    )
    wide, tall = (long, narrow) if across else (narrow, long)
    left = (wide - scale * picture.width) / 2
    items = tuple(moved(scaled(item, scale), left, 0.0) for item in picture.items)
    return replace(picture, width=wide, height=tall, items=items)


def stacked(pages: Sequence[Picture]) -> Picture:
    """Several pages one below the other, for the kinds of file that know no pages."""
    first = pages[0]
    if len(pages) == 1:
        return first
    wide, y = max(page.width for page in pages), 0.0
    items = []
    for page in pages:
        left = (wide - page.width) / 2
        items += [moved(item, left, y) for item in page.items]
        y += page.height
    return replace(first, width=wide, height=y, items=tuple(items))
