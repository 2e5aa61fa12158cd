"""Whether the flow can be walked: ends, splits, joins, defaults."""

from collections.abc import Iterator

from zhiheng.bpmn.draft import Draft
from zhiheng.bpmn.findings import finding
from zhiheng.bpmn.flow_elements import read_defaults
from zhiheng.bpmn.graph import ENDS, Graph, graph_of, looping, reached
from zhiheng.model.chart import Flow, Node, NodeKind
from zhiheng.model.finding import Finding


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


def _events(draft: Draft) -> Iterator[Finding]:
    kinds = [node.kind for node in draft.chart.nodes.values()]
    starts = [p for p, node in draft.chart.nodes.items() if node.kind is NodeKind.START]
    if len(starts) != 1:
        yield finding("BPM020", starts, draft.line(draft.chart.key), count=len(starts))
    if not any(kind in ENDS for kind in kinds):
        yield finding("BPM021", (), draft.line(draft.chart.key))


def _loose_flows(draft: Draft) -> Iterator[Finding]:
    nodes = draft.chart.nodes
    for flow in draft.chart.flows:
        for path in (flow.source, flow.target):
            if path not in nodes:
                yield _of_flow(draft, "BPM022", flow, missing=path)
        source, target = nodes.get(flow.source), nodes.get(flow.target)
        leaves_end = source is not None and source.kind in ENDS
        if leaves_end or (target is not None and target.kind is NodeKind.START):
            yield _of_flow(draft, "BPM023", flow)


def _around(draft: Draft, graph: Graph, node: Node) -> Iterator[Finding]:
    leaving = graph.leaving[node.path]
    if not leaving and node.kind not in ENDS:
        yield _of_node(draft, "BPM024", node)
    if node.kind is NodeKind.EXCLUSIVE and len(leaving) > 1:
        yield from _exclusive_split(draft, node, leaving)
        return
    for flow in leaving:
        if flow.condition is not None:
            yield _of_flow(draft, "BPM026", flow)
    if node.kind is not NodeKind.PARALLEL and len(leaving) > 1:
        yield _of_node(draft, "BPM025", node, count=len(leaving))
    if node.kind is NodeKind.PARALLEL and len(leaving) > 1 and len(graph.entering[node.path]) > 1:
        yield _of_node(draft, "BPM030", node)


def _exclusive_split(draft: Draft, node: Node, leaving: tuple[Flow, ...]) -> Iterator[Finding]:
    if not any(flow.default for flow in leaving):
        yield _of_node(draft, "BPM027", node)
    for flow in leaving:
        if not flow.default and not flow.condition:
            yield _of_flow(draft, "BPM028", flow)


def _defaults(draft: Draft) -> Iterator[Finding]:
    flows = {flow.id: flow for flow in draft.chart.flows}
    for gateway, named in read_defaults(draft.process).items():
        flow = flows.get(named)
        if flow is None or flow.source != gateway or flow.condition is not None:
            yield finding(
                "BPM029", (gateway, named), draft.line(gateway), element=gateway, flow=named
            )


def _ways(draft: Draft, graph: Graph) -> Iterator[Finding]:
    nodes = draft.chart.nodes
    forth = reached(graph.onward, (p for p, n in nodes.items() if n.kind is NodeKind.START))
    back = reached(graph.backward, (p for p, n in nodes.items() if n.kind in ENDS))
    for path, node in nodes.items():
        if path not in forth:
            yield _of_node(draft, "BPM031", node)
        elif path not in back and graph.leaving[path]:
            yield _of_node(draft, "BPM032", node)


def _parallel_loops(draft: Draft, graph: Graph) -> Iterator[Finding]:
    """SpiffWorkflow's joins let an old token through after a return (notes/spiff.md §0.2)."""
    loops = looping(graph)
    for path, node in draft.chart.nodes.items():
        if node.kind is NodeKind.PARALLEL and path in loops:
            yield _of_node(draft, "BPM033", node)


def _of_node(draft: Draft, rule: str, node: Node, **facts: object) -> Finding:
    return finding(rule, (node.path,), draft.line(node.path), element=node.path, **facts)


def _of_flow(draft: Draft, rule: str, flow: Flow, **facts: object) -> Finding:
    return finding(rule, (flow.id,), draft.line(flow.id), flow=flow.id, **facts)
