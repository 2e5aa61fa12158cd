"""Small counts are not told (k-匿名): a count of one is a person.

Where the sum of a row is told, hiding one cell would tell it by subtraction; so enough cells are
hidden that the hidden ones are two at least and make up `SMALLEST` together. What is told this
month minus what was told last month must be no single case either; so counts grow by whole batches.
"""

from collections.abc import Mapping

SMALLEST = 5
"""Counts from one up to this are hidden (trust.md §4.5); nought tells of nobody."""
Month = tuple[int, int]
"""Year and month."""


def small(count: int) -> bool:
    """Whether a count tells of too few."""
    return 0 < count < SMALLEST


def told(count: int) -> int | None:
    """The count, or None where it is too small."""
    return None if small(count) else count


def batches(counts: Mapping[Month, int]) -> dict[Month, int]:
    """The months that are told, each with the year in whose figures it counts.

    A month waits until `SMALLEST` have come together, and then counts in the year in which they
    did; those that still wait are left out.
    """
    found: dict[Month, int] = {}
    waiting: list[Month] = []
    for month in sorted(counts):
        waiting.append(month)
        if sum(counts[x] for x in waiting) >= SMALLEST:
            found |= dict.fromkeys(waiting, month[0])
            waiting = []
    return found


def row(cells: Mapping[str, int]) -> dict[str, int | None]:
    """The cells of a row whose sum is told as well; None where one is hidden."""
    hidden = {name for name, count in cells.items() if small(count)}
    open_ = sorted((n, name) for name, n in cells.items() if n and name not in hidden)
    while hidden and open_ and (len(hidden) == 1 or sum(cells[x] for x in hidden) < SMALLEST):
        hidden.add(open_.pop(0)[1])
    return {name: None if name in hidden else count for name, count in cells.items()}


def share(part: int, whole: int) -> int | None:
    """Of a hundred; None where the part, or what it leaves, is too small."""
    if whole == 0 or small(whole) or small(part) or small(whole - part):
        return None
    return round(part * 100 / whole)
