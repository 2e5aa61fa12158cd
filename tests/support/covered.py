"""Which nodes and flows of a chart the log of a case has executed.

The log keeps what a step closed and opened; the way between the two is walked again, by the
variables of then. Bodies of sub-processes stand in the place of their boxes.
"""

from collections.abc import Iterator, Mapping

from zhiheng.bpmn.graph import ENDS, Graph
from zhiheng.facts import Entry, TokensMoved, VariablesSet
from zhiheng.lint.kit.conditions import truth
from zhiheng.lint.kit.course import course
from zhiheng.model.chart import Chart, Flow, NodeKind
from zhiheng.model.ids import ElementPath

_WAITS = (NodeKind.TASK, NodeKind.CATCH)


def to_execute(chart: Chart) -> set[str]:
    """All nodes and flows of a chart, by id."""
    return {*chart.nodes, *(flow.id for flow in chart.flows)}


def executed(chart: Chart, entries: list[Entry]) -> set[str]:
    """Those that one case has passed."""
    graph, seen = course(chart), set[str]()
    known: dict[str, object] = {}
    for entry in entries:
        for fact in entry.facts:
            if isinstance(fact, VariablesSet):
                written = {v.name for v in chart.variables.values() if v.writer == fact.task}
                known = {k: v for k, v in known.items() if k not in written} | dict(fact.values)
            elif isinstance(fact, TokensMoved):
                seen |= set(_moved(graph, fact, known))
    return seen & to_execute(chart)


def _moved(graph: Graph, moved: TokensMoved, known: Mapping[str, object]) -> Iterator[str]:
    at = [ElementPath(p.partition("@")[0]) for p in (*moved.closed, moved.fired or "") if p]
    if not moved.closed and not moved.fired:
        at = [p for p, n in graph.nodes.items() if n.kind is NodeKind.START and n.parent is None]
    if moved.fired:  # the timer takes the token; what it broke off is left and goes nowhere
        at = at[-1:]
    came = {p.partition("@")[0] for p in moved.opened}
    for begin in at:
        yield begin
        yield from (f.id for f in graph.entering[begin] if _raced(graph, f))
        for flow in graph.leaving[begin]:
            yield from _along(graph, flow, came, known)


def _raced(graph: Graph, flow: Flow) -> bool:
    """Whether the flow leads from a race to the event that won it."""
    return graph.nodes[flow.source].kind is NodeKind.EVENT_GATEWAY


def _along(
    graph: Graph, flow: Flow, came: set[str], known: Mapping[str, object]
) -> Iterator[str]:
    yield from (flow.id, flow.target)
    node = graph.nodes[flow.target]
    if node.parent is not None:
        yield node.parent
    if node.kind in _WAITS or node.kind is NodeKind.EVENT_GATEWAY:
        return
    for onward in _taken(graph, node.path, known):
        if len(graph.entering[node.path]) == 1 or node.kind is not NodeKind.PARALLEL or came & _next(graph, node.path, known):
            yield from _along(graph, onward, came, known)


def _taken(graph: Graph, path: ElementPath, known: Mapping[str, object]) -> list[Flow]:
    flows = list(graph.leaving[path])
    if graph.nodes[path].kind is not NodeKind.EXCLUSIVE or len(flows) == 1:
        return flows
    true = [f for f in flows if f.condition is not None and truth(f.condition, known) is True]
    return true[:1] or [f for f in flows if f.default]


def _next(graph: Graph, path: ElementPath, known: Mapping[str, object]) -> set[str]:
    """The steps and ends that stand next behind a node."""
    found: set[str] = set()
    for flow in _taken(graph, path, known):
        kind = graph.nodes[flow.target].kind
        stops = kind in _WAITS or kind in ENDS
        found |= {flow.target} if stops else _next(graph, flow.target, known)
    return found
