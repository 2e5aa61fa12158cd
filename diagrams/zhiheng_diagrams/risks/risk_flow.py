"""The middle of the risk chart: steps, the lines between them, and those that run beside."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.notation import palette, text
from zhiheng_diagrams.notation.drawing import Arrow, Item, Shape, Words
from zhiheng_diagrams.placing.branches import SIZE as NAME_SIZE
from zhiheng_diagrams.placing.placed import Placed, Spot
from zhiheng_diagrams.risks.brackets import Side, Sorted, channels
from zhiheng_diagrams.risks.column import Tie
from zhiheng_diagrams.risks.stack import Stack, port

_CHANNEL = 9.0
_FIRST = 16.0
_LAST = 12.0
_NEAR = 8.0
_CLEAR = 4.0
_RAISED = 6.0


@dataclass(frozen=True, slots=True)
class Beside:
    """A bracket: its port at the source, and the place where it comes in."""

    tie: Tie
    side: Side
    leaves: Spot
    comes: Spot


def brackets(one: Sorted, built: Stack) -> list[Beside]:
    """All lines that run beside the column."""
    found = []
    for (side, target), ties in one.aside.items():
        comes = port(built.placed[target], side, 0, one.ports(target, side), comes=True)
        for tie in ties:
            leaving = one.leaving(tie.source, side)
            count = one.ports(tie.source, side)
            nth = leaving.index(tie) + count - len(leaving)
            leaves = port(built.placed[tie.source], side, nth, count, comes=False)
            found.append(Beside(tie, side, leaves, comes))
    return found


@dataclass(frozen=True, slots=True)
class Lanes:
    """The channels of one side, and how far from the middle of the column they reach."""

    at: Mapping[ElementPath, float]
    reach: float


def lanes_of(side: Side, found: list[Beside], built: Stack) -> Lanes:
    """Channels begin where the names of branches end."""
    mine = [one for one in found if one.side is side]
    half = max(placed.card.width / 2 for placed in built.placed.values())
    spans = {
        one.tie.target: (
            min(min(x.leaves[1], x.comes[1]) for x in mine if x.tie.target == one.tie.target),
            max(max(x.leaves[1], x.comes[1]) for x in mine if x.tie.target == one.tie.target),
        )
        for one in mine
    }
    given = channels(spans)
    named = (
        built.placed[x.tie.source].card.width / 2 + text.width(x.tie.label, NAME_SIZE) + _NEAR
        for x in mine
    )
    first = max((half + _FIRST, *named))
    last = first + _CHANNEL * max(given.values(), default=0) if given else half
    return Lanes(
        {path: side * (first + _CHANNEL * n) for path, n in given.items()}, last + _LAST + _FIRST
    )


def lines(
    one: Sorted, built: Stack, found: list[Beside], sides: Mapping[Side, Lanes]
) -> Iterator[Item]:
    """Straight lines, brackets, then the names of branches over them."""
    for tie in one.straight:
        source, target = built.placed[tie.source], built.placed[tie.target]
        ends = ((source.x, source.bottom), (target.x, target.top))
        yield Arrow(ends, tie.id, "flow", _title(built, tie))
    for each in found:
        yield _bracket(each, sides[each.side].at[each.tie.target], _title(built, each.tie))
    for tie in one.straight:
        if tie.label:
            source = built.placed[tie.source]
            y = source.bottom + (built.placed[tie.target].top - source.bottom) / 2 - 3
            yield Words(source.x + 5, y, tie.label, NAME_SIZE, bold=True, left=True)
    for each in found:
        if each.tie.label:
            yield _name(each, built.placed[each.tie.source])


def _bracket(each: Beside, x: float, title: str) -> Arrow:
    points = (each.leaves, (x, each.leaves[1]), (x, each.comes[1]), each.comes)
    if each.side is Side.LEFT:
        return Arrow(points, each.tie.id, "flow back", title, palette.BACK, dashed=True)
    return Arrow(points, each.tie.id, "flow", title)


def _name(each: Beside, source: Placed) -> Shape:
    """Above its line, clear of the step that it leaves; on white, for lines of risks run below."""
    wide = text.width(each.tie.label, NAME_SIZE)
    border = source.right if each.side is Side.RIGHT else source.left - wide
    x, y = border + each.side * _CLEAR, each.leaves[1] - _RAISED
    said = (Words(x, y, each.tie.label, NAME_SIZE, bold=True, left=True),)
    return Shape(
        x + wide / 2, y, wide, NAME_SIZE, stroke=palette.WHITE, weight=0.0, css="branch", words=said
    )


def _title(built: Stack, tie: Tie) -> str:
    ends = ("".join(built.placed[p].card.lines) or p for p in (tie.source, tie.target))
    return " → ".join(ends) + (f" ({tie.label})" if tie.label else "")
