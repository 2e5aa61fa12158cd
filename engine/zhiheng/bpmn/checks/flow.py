"""Whether the flow can be walked: ends, splits, joins, defaults."""

from collections import Counter
from collections.abc import Iterator

from zhiheng.bpmn.elements.draft import Draft, bare
from zhiheng.bpmn.elements.flow_elements import read_defaults
from zhiheng.bpmn.elements.graph import ENDS, Graph, entered, graph_of, looping, reached
from zhiheng.bpmn.markup.kinds import SCOPES
from zhiheng.bpmn.telling.findings import finding
from zhiheng.model.chart import Flow, Node, NodeKind
from zhiheng.model.finding import Finding
from zhiheng.model.ids import ElementPath


def check_flow(draft: Draft) -> Iterator[Finding]:
    """Findings on the flow of control."""
    graph = graph_of(draft.chart)
    yield from _events(draft)
    yield from _loose_flows(draft)
    for node in draft.chart.nodes.values():
        yield from _around(draft, graph, node)
    yield from _defaults(draft)
    yield from _ways(draft, graph)
    yield from _parallel_loops(draft, graph)


_CHOOSING = (NodeKind.EXCLUSIVE, NodeKind.INCLUSIVE)
"""Gateways whose branches have conditions."""
_SPLITTING = (*_CHOOSING, NodeKind.PARALLEL, NodeKind.EVENT_GATEWAY)
_JOINING = (NodeKind.PARALLEL, NodeKind.INCLUSIVE)
"""Gateways that wait for several tokens."""
_ENTRIES = (NodeKind.START, NodeKind.BOUNDARY, NodeKind.EVENT_SUB_PROCESS)
_OPENINGS = (NodeKind.START, NodeKind.EVENT_SUB_PROCESS)
_EXITS = (*ENDS, NodeKind.EVENT_SUB_PROCESS)


def _events(draft: Draft) -> Iterator[Finding]:
    """Of the process itself, and of each sub-process."""
    nodes = draft.chart.nodes.values()
    scopes = [None, *(node.path for node in nodes if node.kind in SCOPES)]
    starts = {scope: list[ElementPath]() for scope in scopes}
    ends = Counter(node.parent for node in nodes if node.kind in ENDS)
    for node in nodes:
        if node.kind is NodeKind.START:
            starts[node.parent].append(node.path)
    for scope, found in starts.items():
        line = draft.line(scope or draft.chart.key)
        if len(found) != 1:
            yield finding("BPM020", map(bare, found), line, count=len(found))
        if not ends[scope]:
            yield finding("BPM021", () if scope is None else (bare(scope),), line)


def _loose_flows(draft: Draft) -> Iterator[Finding]:
    nodes = draft.chart.nodes
    for flow in draft.chart.flows:
        for path in (flow.source, flow.target):
            if path not in nodes:
                yield _of_flow(draft, "BPM022", flow, missing=path)
        source, target = nodes.get(flow.source), nodes.get(flow.target)
        if source is None or target is None:
            continue
        if source.kind in _EXITS or target.kind in _ENTRIES:
            yield _of_flow(draft, "BPM023", flow)
        if source.parent != target.parent:
            yield _of_flow(draft, "BPM037", flow)


def _around(draft: Draft, graph: Graph, node: Node) -> Iterator[Finding]:
    leaving = graph.leaving[node.path]
    if not leaving and node.kind not in _EXITS:
        yield _of_node(draft, "BPM024", node)
    if node.kind in _JOINING and len(leaving) > 1 and len(graph.entering[node.path]) > 1:
        yield _of_node(draft, "BPM030", node)
    if node.kind in _CHOOSING and len(leaving) > 1:
        yield from _choice(draft, node, leaving)
        return
    for flow in leaving:
        if flow.condition is not None:
            yield _of_flow(draft, "BPM026", flow)
    if node.kind not in _SPLITTING and len(leaving) > 1:
        yield _of_node(draft, "BPM025", node, count=len(leaving))


def _choice(draft: Draft, node: Node, leaving: tuple[Flow, ...]) -> Iterator[Finding]:
    certain = [flow for flow in leaving if not flow.default and not flow.condition]
    if node.kind is NodeKind.INCLUSIVE and certain:
        return  # a branch without a condition is always taken
    if not any(flow.default for flow in leaving):
        yield _of_node(draft, "BPM027", node)
    for flow in certain:
        yield _of_flow(draft, "BPM028", flow)


def _defaults(draft: Draft) -> Iterator[Finding]:
    flows = {flow.id: flow for flow in draft.chart.flows}
    for gateway, named in read_defaults(draft.places).items():
        flow = flows.get(named)
        if flow is None or not flow.default or flow.condition is not None:
            element = bare(gateway)
            yield finding(
                "BPM029", (element, named), draft.line(gateway), element=element, flow=named
            )


def _ways(draft: Draft, graph: Graph) -> Iterator[Finding]:
    nodes = draft.chart.nodes
    entries = (p for p, n in nodes.items() if n.kind in _OPENINGS and n.parent is None)
    forth = reached(entered(graph), entries)
    back = reached(graph.backward, (p for p, n in nodes.items() if n.kind in ENDS))
    for path, node in nodes.items():
        if path not in forth:
            yield _of_node(draft, "BPM031", node)
        elif path not in back and graph.leaving[path]:
            yield _of_node(draft, "BPM032", node)


def _parallel_loops(draft: Draft, graph: Graph) -> Iterator[Finding]:
    """Told, not refused: our joins count by generation (zhiheng.spiff.join)."""
    loops = looping(graph)
    for path, node in draft.chart.nodes.items():
        if node.kind is NodeKind.PARALLEL and path in loops:
            yield _of_node(draft, "BPM033", node)


def _of_node(draft: Draft, rule: str, node: Node, **facts: object) -> Finding:
    return draft.at(rule, node.path, **facts)


def _of_flow(draft: Draft, rule: str, flow: Flow, **facts: object) -> Finding:
    return finding(rule, (flow.id,), draft.line(flow.id), flow=flow.id, **facts)
