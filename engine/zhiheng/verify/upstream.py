"""What an inclusive join waits for: the places from which a token could still come to an input.

Paths through the join itself do not count (BPMN 2.0.2, 13.4.3), nor does what lies outside the
body in which it stands: that could only come in with a new instance of the body.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from zhiheng.model.ids import ElementPath
from zhiheng.verify.drawing import Drawing
from zhiheng.verify.net import Transition, bits


def with_upstream(transitions: Sequence[Transition], drawing: Drawing) -> Iterator[Transition]:
    """The transitions, the inclusive joins among them with their upstream places."""
    givers: dict[int, list[Transition]] = {}
    for transition in transitions:
        for bit in bits(transition.post):
            givers.setdefault(bit, []).append(transition)
    before = {bit: _needed(given) for bit, given in givers.items()}
    for transition in transitions:
        if not transition.waits:
            yield transition
            continue
        others = {
            bit: _needed([t for t in givers[bit] if t is not transition])
            for bit in bits(transition.post)
        }
        parent = drawing.built.nodes[ElementPath(transition.elements[0])].parent
        inside = drawing.layout.held[parent]
        arcs = {**before, **others}
        waits = ((place, _closure(place, arcs) & inside) for place, _ in transition.waits)
        yield replace(transition, waits=tuple(waits))


def _needed(transitions: Sequence[Transition]) -> int:
    needed = 0
    for transition in transitions:
        needed |= transition.pre | transition.some
    return needed


def _closure(place: int, before: Mapping[int, int]) -> int:
    reached = fresh = place
    while fresh:
        sources = 0
        for bit in bits(fresh):
            sources |= before.get(bit, 0)
        fresh = sources & ~reached
        reached |= fresh
    return reached
