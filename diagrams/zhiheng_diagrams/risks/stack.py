"""The risk chart in points: steps one below the other, as tall as what stands beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.notation.cards import Card, Form
from zhiheng_diagrams.placing.placed import Placed, Spot
from zhiheng_diagrams.risks.brackets import PORT, Side, Sorted
from zhiheng_diagrams.risks.column import Column
from zhiheng_diagrams.risks.panels import Panel

Pair = tuple[Panel, Panel]
"""A risk, and what holds it."""
_BETWEEN = 6.0
_GAP = 17.0
_NAMED_GAP = 24.0
_APART = 12.0
_EDGE = 5.0
_CORNER = 9.0


@dataclass(frozen=True, slots=True)
class Stack:
    """placed: about x = 0. middles: of the risks of each step."""

    placed: Mapping[ElementPath, Placed]
    middles: Mapping[ElementPath, tuple[float, ...]]
    height: float


def stack(
    one: Column,
    lines: Sorted,
    size: Mapping[ElementPath, Card],
    pairs: Mapping[ElementPath, Sequence[Pair]],
) -> Stack:
    """Where each step stands."""
    gap_after = {tie.source: _NAMED_GAP if tie.label else _GAP for tie in lines.straight}
    wide = max((card.width for card in size.values() if card.form is Form.BOX), default=0.0)
    placed: dict[ElementPath, Placed] = {}
    middles: dict[ElementPath, tuple[float, ...]] = {}
    y = _APART
    for path in one.steps:
        beside = [max(left.height, right.height) for left, right in pairs.get(path, ())]
        full = sum(beside) + _BETWEEN * max(0, len(beside) - 1)
        card = _sized(size[path], wide, full, max(lines.ports(path, side) for side in Side))
        tall = max(card.height, full)
        placed[path] = Placed(0.0, y + tall / 2, card)
        middles[path] = _middles(beside, y + (tall - full) / 2)
        y += tall + gap_after.get(path, _APART)
    return Stack(placed, middles, y)


def _sized(card: Card, wide: float, beside: float, ports: int) -> Card:
    """A step is as tall as its risks, and has room for each line that meets its side."""
    room = PORT * ports + 2 * _EDGE
    if card.form is Form.BOX:
        return replace(card, width=wide, height=max(card.height, beside, room))
    return replace(card, height=max(card.height, room)) if ports > 1 else card


def _middles(beside: Sequence[float], top: float) -> tuple[float, ...]:
    found = []
    for tall in beside:
        found.append(top + tall / 2)
        top += tall + _BETWEEN
    return tuple(found)


def port(placed: Placed, side: Side, nth: int, count: int, *, comes: bool) -> Spot:
    """Where the nth of so many lines meets that side; the uppermost is the one that comes in.

    Beside a box the middle is left to its risks.
    """
    half = placed.card.width / 2
    if placed.card.form is Form.BOX:
        below = PORT * (count - 1 - nth) + _CORNER
        away = -placed.card.height / 2 + _CORNER if comes else placed.card.height / 2 - below
    else:
        away = PORT * (nth - (count - 1) / 2)
    if placed.card.form is Form.DIAMOND:
        half *= 1 - abs(away) / (placed.card.height / 2)
    return (placed.x + side * half, placed.y + away)
