"""What an inclusive join waits for: the places from which a token could still come to an input.

Paths through the join itself do not count (BPMN 2.0.2, 13.4.3), nor does what lies outside the
body in which it stands: that could only come in with a new instance of the body.
"""

from collections.abc import Sequence
from dataclasses import replace

from zhiheng.model.ids import ElementPath
from zhiheng.verify.drawing import Drawing
from zhiheng.verify.net import Transition, bits


def with_upstream(
    join: Transition, transitions: Sequence[Transition], drawing: Drawing
) -> Transition:
    """The transition, with its upstream places if it is an inclusive join."""
    if not join.waits:
        return join
    before: dict[int, int] = {}
    for transition in transitions:
        if transition is not join:
            for bit in bits(transition.post):
                before[bit] = before.get(bit, 0) | transition.pre | transition.some
    inside = drawing.layout.held[drawing.built.nodes[ElementPath(join.elements[0])].parent]
    return replace(
        join, waits=tuple((place, _closure(place, before) & inside) for place, _ in join.waits)
    )


def _closure(place: int, before: dict[int, int]) -> int:
    reached = place
    fresh = place
    while fresh:
        sources = 0
        for bit in bits(fresh):
            sources |= before.get(bit, 0)
        fresh = sources & ~reached
        reached |= fresh
    return reached
