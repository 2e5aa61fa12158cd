"""What holds what in a chart: bodies, boundary events, and who catches an error."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zhiheng.model.chart import Chart, Flow, Node, NodeKind, Trigger
from zhiheng.model.ids import ElementPath

Scope = ElementPath | None
"""A sub-process or an event sub-process; None is the process itself."""


@dataclass(frozen=True, slots=True)
class Structure:
    """A chart, indexed. Loose flows are left out: the reader reports them."""

    nodes: Mapping[ElementPath, Node]
    body: Mapping[Scope, tuple[Node, ...]]
    boundaries: Mapping[ElementPath, tuple[Node, ...]]
    leaving: Mapping[ElementPath, tuple[Flow, ...]]
    entering: Mapping[ElementPath, tuple[Flow, ...]]

    def starts(self, scope: Scope) -> tuple[Node, ...]:
        """The start events of a body."""
        return tuple(n for n in self.body.get(scope, ()) if n.kind is NodeKind.START)

    def is_rootless(self, node: Node) -> bool:
        """Whether no flow and no event brings the node about."""
        return not self.entering[node.path] and node.kind not in _BROUGHT_ABOUT

    def rootless(self, scope: Scope) -> tuple[Node, ...]:
        """The nodes of a body that no flow and no event brings about."""
        return tuple(node for node in self.body.get(scope, ()) if self.is_rootless(node))

    def event_bodies(self, scope: Scope) -> tuple[Node, ...]:
        """The event sub-processes of a body."""
        return tuple(n for n in self.body.get(scope, ()) if n.kind is NodeKind.EVENT_SUB_PROCESS)

    def around(self, scope: Scope) -> Iterator[Scope]:
        """The scope, and those around it, outwards to the process."""
        seen: set[Scope] = set()
        while scope is not None and scope in self.nodes and scope not in seen:
            seen.add(scope)
            yield scope
            scope = self.nodes[scope].parent
        yield None

    def catcher(self, end: Node) -> Node | None:
        """The boundary or start event that catches the error of an error end event."""
        inner: Scope = None
        for scope in self.around(end.parent):
            if inner is None or not self._is_event_body(inner):
                events = (start for e in self.event_bodies(scope) for start in self.starts(e.path))
                if found := _catches(end.code, events):
                    return found
            if scope is not None and (found := _catches(end.code, self.boundaries.get(scope, ()))):
                return found
            inner = scope
        return None

    def _is_event_body(self, scope: ElementPath) -> bool:
        return self.nodes[scope].kind is NodeKind.EVENT_SUB_PROCESS


def structure(chart: Chart) -> Structure:
    """Index a chart."""
    body: dict[Scope, list[Node]] = {}
    boundaries: dict[ElementPath, list[Node]] = {}
    leaving: dict[ElementPath, list[Flow]] = {path: [] for path in chart.nodes}
    entering: dict[ElementPath, list[Flow]] = {path: [] for path in chart.nodes}
    for node in chart.nodes.values():
        body.setdefault(node.parent, []).append(node)
        if node.kind is NodeKind.BOUNDARY and node.attached_to is not None:
            boundaries.setdefault(node.attached_to, []).append(node)
    for flow in chart.flows:
        if flow.source in chart.nodes and flow.target in chart.nodes:
            leaving[flow.source].append(flow)
            entering[flow.target].append(flow)
    return Structure(
        chart.nodes,
        {scope: tuple(nodes) for scope, nodes in body.items()},
        {path: tuple(nodes) for path, nodes in boundaries.items()},
        {path: tuple(flows) for path, flows in leaving.items()},
        {path: tuple(flows) for path, flows in entering.items()},
    )


def _catches(code: str | None, events: Iterator[Node] | tuple[Node, ...]) -> Node | None:
    """The event of that very code, else the first that catches every code."""
    errors = [e for e in events if e.trigger is Trigger.ERROR]
    exact = (e for e in errors if e.code == code)
    every = (e for e in errors if e.code is None)
    return next(exact, None) or next(every, None)


_BROUGHT_ABOUT = (NodeKind.START, NodeKind.BOUNDARY, NodeKind.EVENT_SUB_PROCESS)
