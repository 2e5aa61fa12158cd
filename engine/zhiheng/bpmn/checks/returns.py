"""Whether a return goes back to an earlier task, and leaves no token of a parallel block."""

from collections.abc import Iterator
from dataclasses import dataclass

from zhiheng.bpmn.draft import Draft
from zhiheng.bpmn.findings import finding
from zhiheng.bpmn.graph import Arcs, Graph, graph_of, inverse, reached, without_loops
from zhiheng.bpmn.marks import Mark, first
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
    """The flow without its loops, forth and back."""

    graph: Graph
    forth: Arcs
    back: Arcs


def _way(graph: Graph) -> _Way:
    forth = without_loops(graph)
    return _Way(graph, forth, inverse(forth))


def _return(draft: Draft, way: _Way, task: ElementPath, mark: Mark) -> Iterator[Finding]:
    to = draft.places.path(mark.values["to"])
    if mark.number("rounds") == 0:
        yield finding("BPM084", (task,), mark.line, owner=task)
    if not _earlier(way, to, task):
        yield finding("BPM082", (task, to), mark.line, task=task, to=to)
    elif (gateway := _crossed(way, to, task)) is not None:
        yield finding("BPM083", (task, gateway), mark.line, task=task, to=to, gateway=gateway)
    if not _decided_here(draft, task, mark.values["when"]):
        yield finding("BPM085", (task,), mark.line, task=task, when=mark.values["when"])


def _earlier(way: _Way, to: ElementPath, task: ElementPath) -> bool:
    """Whether `to` is another task, of the same scope, from which the case comes to `task`."""
    nodes = way.graph.nodes
    if to == task or to not in nodes or nodes[to].kind is not NodeKind.TASK:
        return False
    return task in reached(way.forth, [to])


def _crossed(way: _Way, to: ElementPath, task: ElementPath) -> ElementPath | None:
    """A parallel gateway that stands between the two, with only some of its branches."""
    after, before = reached(way.forth, [to]), reached(way.back, [task])
    between = (p for p, n in way.graph.nodes.items() if n.kind is NodeKind.PARALLEL and p in after)
    for path in between:
        whole = before.issuperset(way.forth[path]) and after.issuperset(way.back[path])
        if path in before and not whole:
            return path
    return None


def _decided_here(draft: Draft, task: ElementPath, when: str) -> bool:
    """Whether the task writes what its return turns on; a wrong condition is told elsewhere."""
    variables = draft.chart.variables
    try:
        condition = compile_condition(when, {name: v.type for name, v in variables.items()})
    except ExpressionError:
        return True
    return any(variables[name].writer == task for name in condition.names)
