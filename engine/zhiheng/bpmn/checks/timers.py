"""Whether timers know how long to wait, and what comes from outside has somebody to record it."""

from collections.abc import Iterator

from zhiheng.bpmn.elements.draft import Draft
from zhiheng.bpmn.elements.graph import Graph, graph_of
from zhiheng.model.chart import Node, NodeKind, Trigger
from zhiheng.model.finding import Finding
from zhiheng.model.limit import LimitUnit

MIN_BRANCHES = 2
"""An event-based gateway with one branch waits for one event: that needs no gateway."""


def check_timers(draft: Draft) -> Iterator[Finding]:
    """Findings on timers, on messages, and on gateways that wait for the first of them."""
    graph = graph_of(draft.chart)
    for node in draft.chart.nodes.values():
        if node.trigger is Trigger.TIMER and not _runs(node):
            yield draft.at("BPM130", node.path)
        message = node.kind is NodeKind.CATCH and node.trigger is Trigger.MESSAGE
        if message and node.task is None:
            yield draft.at("BPM131", node.path)
        if node.kind is NodeKind.EVENT_GATEWAY:
            yield from _gateway(draft, graph, node)


def _gateway(draft: Draft, graph: Graph, gateway: Node) -> Iterator[Finding]:
    leaving = graph.leaving[gateway.path]
    if len(leaving) < MIN_BRANCHES:
        yield draft.at("BPM132", gateway.path, count=len(leaving))
    for flow in leaving:
        if len(graph.entering.get(flow.target, ())) > 1:
            yield draft.at("BPM133", flow.target, gateway=gateway.path)


def _runs(node: Node) -> bool:
    """Whether it waits a number of units, from the moment of its entering or from a day."""
    wait = node.wait
    if wait is None or wait.n is None or wait.n < 1 or wait.variable is not None:
        return False
    known = wait.start == "enter" or (wait.from_a_day and wait.unit is not LimitUnit.HOUR)
    return known and wait.end == "leave"
