"""A chart and its places together: what transitions are drawn between."""

from dataclasses import dataclass

from zhiheng.model.chart import Flow, Node, NodeKind
from zhiheng.model.ids import ElementPath
from zhiheng.verify.choice import choice_of, entry_of
from zhiheng.verify.layout import ENTERED, UNCALLED, Layout
from zhiheng.verify.scopes import Scope, Structure


@dataclass(frozen=True, slots=True)
class Drawing:
    """Questions that every kind of node asks."""

    built: Structure
    layout: Layout

    def ins(self, node: Node) -> tuple[int, ...]:
        """The places in front of a node, one for each way in."""
        flows = self.built.entering[node.path]
        if flows:
            return tuple(self.layout.bit(flow.id) for flow in flows)
        return (self.layout.bit(node.path, UNCALLED),)

    def leave(self, node: Node) -> int:
        """The places marked on leaving a node, where that is no exclusive choice."""
        leaving = self.built.leaving[node.path]
        choice = choice_of(node, leaving)
        if choice is None:
            return self.layout.flows(leaving)
        return self.layout.flows(choice.always) | self.layout.bit(node.path, entry_of(choice))

    def entered(self, scope: Scope) -> int:
        """The place before the start event of a body."""
        return self.layout.begin if scope is None else self.layout.bit(scope, ENTERED)

    def begin_body(self, scope: Scope) -> int:
        """The places marked on entering a body."""
        if self.built.starts(scope):
            return self.entered(scope)
        return sum(self.layout.bit(n.path, UNCALLED) for n in self.built.rootless(scope))

    def event(self, flow: Flow) -> ElementPath | None:
        """The event that an event-based gateway waits for on this flow."""
        gateway = self.built.nodes[flow.source].kind is NodeKind.EVENT_GATEWAY
        return flow.target if gateway else None

    def chosen_before(self, node: Node) -> bool:
        """Whether an event-based gateway has already waited for this event."""
        entering = self.built.entering[node.path]
        return bool(entering) and all(self.event(flow) is not None for flow in entering)
