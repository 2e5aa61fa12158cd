"""The ways of a span with the spots left out that take no time, for what is asked many times.

A spot with one way in, or one way out, is passed just when its neighbour is: leaving it out
changes neither how long a way takes nor whether a way comes to any spot twice.
"""

from collections.abc import Collection

from zhiheng.model.ids import ElementPath
from zhiheng.verify.deadlines.time_arcs import Span, Spot


def contracted(between: Span, timed: Collection[ElementPath]) -> Span:
    """The same begins and ends, and the same times; timed: the nodes that take time."""
    onward = {spot: dict.fromkeys(targets) for spot, targets in between.arcs.items()}
    back: dict[Spot, dict[Spot, None]] = {spot: {} for spot in onward}
    for source, targets in onward.items():
        for target in targets:
            back[target][source] = None
    fixed = between.begins | between.ends
    for spot in between.arcs:
        works = spot[1] and spot[0] in timed
        if not works and spot not in fixed and 1 in (len(onward[spot]), len(back[spot])):
            _leave_out(spot, onward, back)
    return Span(between.begins, between.ends, {s: tuple(t) for s, t in onward.items()})


def _leave_out(
    spot: Spot, onward: dict[Spot, dict[Spot, None]], back: dict[Spot, dict[Spot, None]]
) -> None:
    targets, sources = onward.pop(spot), back.pop(spot)
    for source in sources:
        del onward[source][spot]
    for target in targets:
        del back[target][spot]
    for source in sources:
        for target in targets:
            if source != target:
                onward[source][target] = None
                back[target][source] = None
