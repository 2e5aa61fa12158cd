"""Whether a return goes back to an earlier task, and leaves no token of a parallel block."""

from collections.abc import Iterator
from dataclasses import dataclass

from zhiheng.bpmn.elements.draft import Draft
from zhiheng.bpmn.elements.graph import (
    Arcs,
    Graph,
    graph_of,
    host_beside,
    inverse,
    reached,
    with_edges,
    without_loops,
)
from zhiheng.bpmn.elements.marks import Mark, first
from zhiheng.bpmn.telling.findings import finding
from zhiheng.expr import ExpressionError, compile_condition
from zhiheng.model.chart import NodeKind
from zhiheng.model.finding import Finding
from zhiheng.model.ids import ElementPath

MAX_RETURNS = 100
"""Returns of one chart: each is followed through the flow."""


def check_returns(draft: Draft) -> Iterator[Finding]:
    """Findings on `zh:return`, and on how often a case may go round."""
    power = first(draft.process, "power")
    if draft.chart.rounds < 1 and power is not None:
        yield finding("BPM084", (draft.chart.key,), power.line, owner=draft.chart.key)
    if len(draft.returns) > MAX_RETURNS:
        yield draft.at("BPM086", draft.chart.key, limit=MAX_RETURNS)
    elif draft.returns:
        way = _way(graph_of(draft.chart))
        for path, mark in draft.returns:
            yield from _return(draft, way, path, mark)


@dataclass(frozen=True, slots=True)
class _Way:
    """The flow without its loops, forth and back, and its parallel gateways."""

    forth: Arcs
    back: Arcs
    parallel: tuple[ElementPath, ...]


def _way(graph: Graph) -> _Way:
    forth = without_loops(with_edges(graph))
    parallel = (p for p, node in graph.nodes.items() if node.kind is NodeKind.PARALLEL)
    return _Way(forth, inverse(forth), tuple(parallel))


def _return(draft: Draft, way: _Way, task: ElementPath, mark: Mark) -> Iterator[Finding]:
    to = draft.places.path(mark.values["to"])
    if mark.number("rounds") == 0:
        yield finding("BPM084", (task,), mark.line, owner=task)
    after = reached(way.forth, [to]) if to in way.forth else set[ElementPath]()
    leaver = _leaver(draft, task, to)
    if to == task or leaver not in after or draft.chart.nodes[to].kind is not NodeKind.TASK:
        yield finding("BPM082", (task, to), mark.line, task=task, to=to)
    elif (gateway := _crossed(way, after, leaver)) is not None:
        yield finding("BPM083", (task, gateway), mark.line, task=task, to=to, gateway=gateway)
    if not _decided_here(draft, task, mark.values["when"]):
        yield finding("BPM085", (task,), mark.line, task=task, when=mark.values["when"])


def _leaver(draft: Draft, task: ElementPath, to: ElementPath) -> ElementPath:
    """What goes back as a whole: the task, or the sub-process around it that is broken off."""
    nodes = draft.chart.nodes
    return host_beside(nodes, task, nodes[to]) or task if to in nodes else task


def _crossed(way: _Way, after: set[ElementPath], task: ElementPath) -> ElementPath | None:
    """A parallel gateway before the task and in `after`, with only some of its branches."""
    before = reached(way.back, [task])
    for path in way.parallel:
        within = path in after and path in before
        if within and not (before.issuperset(way.forth[path]) and after.issuperset(way.back[path])):
            return path
    return None


def _decided_here(draft: Draft, task: ElementPath, when: str) -> bool:
    """Whether the task writes what its return turns on; a wrong condition is told elsewhere."""
    variables = draft.chart.variables
    try:
        condition = compile_condition(when, draft.chart.types)
    except ExpressionError:
        return True
    return any(v.writer == task for v in map(variables.get, condition.names) if v is not None)
