"""Lines beside a column: steps that lead not to the next one, but further down or back up.

Those that go down run at the right, those that go back at the left; lines to the same step share
one channel and come in at one place.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.risks.column import Column, Tie

_CLEAR = 7.0
PORT = 15.0
"""Between two lines that leave on the same side, so that their names do not touch."""


class Side(IntEnum):
    """Where a line runs."""

    LEFT = -1
    RIGHT = 1


@dataclass(frozen=True, slots=True)
class Sorted:
    """straight: to the very next step. aside: all others, by side and target."""

    straight: tuple[Tie, ...]
    aside: Mapping[tuple[Side, ElementPath], tuple[Tie, ...]]

    def leaving(self, path: ElementPath, side: Side) -> list[Tie]:
        """The lines that leave `path` on that side."""
        return [
            tie
            for (at, _), ties in self.aside.items()
            if at is side
            for tie in ties
            if tie.source == path
        ]

    def ports(self, path: ElementPath, side: Side) -> int:
        """How many lines meet `path` on that side; those that come in are one."""
        return len(self.leaving(path, side)) + ((side, path) in self.aside)


def sort(one: Column) -> Sorted:
    """Which ties are straight, and on which side the others run."""
    place = {path: i for i, path in enumerate(one.steps)}
    straight: dict[ElementPath, Tie] = {}
    aside: dict[tuple[Side, ElementPath], list[Tie]] = defaultdict(list)
    for tie in one.ties:
        far = place[tie.target] - place[tie.source]
        if far == 1 and tie.source not in straight:
            straight[tie.source] = tie
        else:
            aside[Side.RIGHT if far > 0 else Side.LEFT, tie.target].append(tie)
    return Sorted(tuple(straight.values()), {key: tuple(ties) for key, ties in aside.items()})


Span = tuple[float, float]


def channels(spans: Mapping[ElementPath, Span]) -> dict[ElementPath, int]:
    """A channel for each span, 0 the innermost: short ones inside, none over another."""
    taken: list[list[Span]] = []
    found: dict[ElementPath, int] = {}
    for path, (top, bottom) in sorted(spans.items(), key=lambda one: one[1][1] - one[1][0]):
        span = (top - _CLEAR, bottom + _CLEAR)
        free = (n for n, held in enumerate(taken) if not _meets(span, held))
        n = next(free, len(taken))
        if n == len(taken):
            taken.append([])
        taken[n].append(span)
        found[path] = n
    return found


def _meets(span: Span, held: Sequence[Span]) -> bool:
    return any(span[0] < bottom and top < span[1] for top, bottom in held)
