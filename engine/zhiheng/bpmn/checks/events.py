"""Whether events stand where they can happen."""

from collections.abc import Iterator

from zhiheng.bpmn.elements.draft import Draft
from zhiheng.bpmn.elements.flow_elements import read_links
from zhiheng.bpmn.elements.graph import graph_of
from zhiheng.bpmn.markup.kinds import ACTIVITIES
from zhiheng.bpmn.markup.tags import ident, line
from zhiheng.bpmn.telling.findings import finding
from zhiheng.model.chart import Node, NodeKind, Trigger
from zhiheng.model.finding import Finding


def check_events(draft: Draft) -> Iterator[Finding]:
    """Findings on boundary events, event gateways, event sub-processes and links."""
    nodes = draft.chart.nodes
    leaving = graph_of(draft.chart).leaving
    for node in nodes.values():
        if node.kind is NodeKind.BOUNDARY and not _sits(draft, node):
            yield draft.at("BPM112", node.path)
        if node.kind is NodeKind.EVENT_GATEWAY:
            for flow in leaving[node.path]:
                if nodes[flow.target].kind is not NodeKind.CATCH:
                    yield draft.at("BPM113", node.path, target=flow.target)
    yield from _event_sub_processes(draft)
    yield from _links(draft)


def _sits(draft: Draft, event: Node) -> bool:
    host = draft.chart.nodes.get(event.attached_to) if event.attached_to else None
    return host is not None and host.kind in ACTIVITIES and host.parent == event.parent


def _event_sub_processes(draft: Draft) -> Iterator[Finding]:
    nodes = draft.chart.nodes.values()
    starts = {n.path: list[Node]() for n in nodes if n.kind is NodeKind.EVENT_SUB_PROCESS}
    for node in nodes:
        if node.kind is NodeKind.START and node.parent in starts:
            starts[node.parent].append(node)
    for path, found in starts.items():
        if [start.trigger is Trigger.NONE for start in found] != [False]:
            yield draft.at("BPM114", path)


def _links(draft: Draft) -> Iterator[Finding]:
    for throw, catch in read_links(draft.places):
        element = throw.element
        if catch is None:
            yield finding("BPM115", (ident(element),), line(element), element=ident(element))
        else:
            ends = (ident(element), ident(catch.element))
            yield finding("BPM116", ends, line(element), source=ends[0], target=ends[1])
