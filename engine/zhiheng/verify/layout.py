"""Which places a chart needs, and which of them lie in which body."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zhiheng.model.chart import Chart, Flow, Node, NodeKind
from zhiheng.model.ids import ElementPath
from zhiheng.verify.choice import choice_of, steps_of
from zhiheng.verify.net import Place
from zhiheng.verify.scopes import Scope, Structure

ACTIVE = "active"
"""The activity is going on; only of those with a body or boundary events."""
ARMED = "armed"
"""An event that may happen once for each time that its activity or body is entered."""
ENTERED = "entered"
"""A body before its start event."""
UNCALLED = "uncalled"
"""The way into a node to which no flow leads."""
END = "end"
"""Where the flows into one end event meet."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Bits of places.

    held: all places in a body, inner bodies included; None stands for the process.
    own: all places of an activity: going on, its waiting events, its body.
    idle, ends: as in `Net`.
    """

    places: tuple[Place, ...]
    at: Mapping[Place, int]
    held: Mapping[Scope, int]
    own: Mapping[ElementPath, int]
    idle: int
    ends: int

    @property
    def begin(self) -> int:
        """The process before its start event: the first place."""
        return 1

    def bit(self, element: str, role: str = "") -> int:
        """The bit of a place; 0 when the chart has no such place."""
        return self.at.get(Place(element, role), 0)

    def flows(self, flows: Iterable[Flow]) -> int:
        """The places of the flows."""
        return sum(self.bit(flow.id) for flow in flows)

    def armed(self, events: Iterable[Node]) -> int:
        """The places where the events wait."""
        return sum(self.bit(event.path, ARMED) for event in events)


def lay_out(chart: Chart, built: Structure) -> Layout:
    """Give each place its bit, in the order of the chart."""
    scopes: dict[Place, Scope] = {Place(chart.key, ENTERED): None}
    for node in chart.nodes.values():
        for place, scope in _places(node, built):
            scopes.setdefault(place, scope)
    for flow in chart.flows:
        if flow.source in built.nodes and flow.target in built.nodes:
            scopes.setdefault(Place(flow.id), built.nodes[flow.source].parent)
    at = {place: 1 << number for number, place in enumerate(scopes)}
    held: dict[Scope, int] = {}
    for place, scope in scopes.items():
        for outer in built.around(scope):
            held[outer] = held.get(outer, 0) | at[place]
    return Layout(
        places=tuple(scopes),
        at=at,
        held=held,
        own={path: _own(path, built, at, held) for path in built.nodes},
        idle=sum(bit for place, bit in at.items() if place.role == ARMED),
        ends=sum(bit for place, bit in at.items() if place.role == END),
    )


def _places(node: Node, built: Structure) -> Iterator[tuple[Place, Scope]]:
    scope = node.parent
    if node.kind in _BODIES:
        yield Place(node.path, ENTERED), node.path
    if is_lasting(node, built):
        yield Place(node.path, ACTIVE), scope
    if node.kind is NodeKind.EVENT_SUB_PROCESS or may_repeat(node):
        yield Place(node.path, ARMED), scope
    if built.is_rootless(node):
        yield Place(node.path, UNCALLED), scope
    if node.kind is NodeKind.END and len(built.entering[node.path]) > 1:
        yield Place(node.path, END), scope
    choice = choice_of(node, built.leaving[node.path])
    if choice is not None:
        for role in steps_of(choice):
            yield Place(node.path, role), scope


def is_lasting(node: Node, built: Structure) -> bool:
    """Whether being at work on the node is a state of its own."""
    return node.kind is NodeKind.SUB_PROCESS or node.path in built.boundaries


def may_repeat(node: Node) -> bool:
    """Whether the event leaves what it sits on going on."""
    return node.kind is NodeKind.BOUNDARY and not node.interrupting


def _own(
    path: ElementPath, built: Structure, at: Mapping[Place, int], held: Mapping[Scope, int]
) -> int:
    events = built.boundaries.get(path, ())
    waiting = sum(at.get(Place(event.path, ARMED), 0) for event in events)
    return at.get(Place(path, ACTIVE), 0) | waiting | held.get(path, 0)


_BODIES = (NodeKind.SUB_PROCESS, NodeKind.EVENT_SUB_PROCESS)
