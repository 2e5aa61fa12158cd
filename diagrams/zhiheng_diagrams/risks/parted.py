"""A column of steps over several pages: where it is cut, and what is told at the cut."""

from collections.abc import Mapping, Sequence

from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.risks.column import Column

Steps = tuple[ElementPath, ...]


def cut(steps: Steps, heights: Sequence[float], room: float) -> tuple[Steps, ...]:
    """As few pages as can be, about equally full; at least one step on each."""
    few = max(1, -(-sum(heights) // room))
    even = sum(heights) / few
    pages: list[list[ElementPath]] = [[]]
    filled = 0.0
    for path, tall in zip(steps, heights, strict=True):
        over = filled + tall > room or filled + tall / 2 > even
        if pages[-1] and over:
            pages.append([])
            filled = 0.0
        pages[-1].append(path)
        filled += tall
    return tuple(map(tuple, pages))


def within(one: Column, steps: Steps) -> Column:
    """The part of a column that stands on one page."""
    kept = set(steps)
    return Column(steps, tuple(t for t in one.ties if t.source in kept and t.target in kept))


def told(
    one: Column, pages: Sequence[Steps], names: Mapping[ElementPath, str]
) -> dict[ElementPath, tuple[str, ...]]:
    """At each end of a line that leaves its page, where it goes on or comes from."""
    page = {path: n for n, steps in enumerate(pages, start=1) for path in steps}
    found: dict[ElementPath, tuple[str, ...]] = {}
    for tie in one.ties:
        here, there = page[tie.source], page[tie.target]
        if here != there:
            named = f"（{tie.label}）" if tie.label else ""
            onward = f"→第{there}页 {names[tie.target]}{named}"
            found[tie.source] = (*found.get(tie.source, ()), onward)
            found[tie.target] = (
                *found.get(tie.target, ()),
                f"←第{here}页 {names[tie.source]}{named}",
            )
    return found
