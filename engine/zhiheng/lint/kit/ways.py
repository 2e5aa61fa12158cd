"""Ways through a chart: branches, what comes next, and what can be reached without a step."""

from collections.abc import Callable, Collection, Iterable, Iterator

from zhiheng.bpmn.elements.graph import ENDS, Graph
from zhiheng.lint.kit.conditions import Known, names_in, truth
from zhiheng.lint.kit.course import course
from zhiheng.model.chart import Chart, Flow, Node, NodeKind
from zhiheng.model.ids import ElementPath

Takes = Callable[[Flow], bool]
_STEPS = (NodeKind.TASK, *ENDS)


def is_split(graph: Graph, path: ElementPath) -> bool:
    """Whether one of several branches is chosen there."""
    return graph.nodes[path].kind is NodeKind.EXCLUSIVE and len(graph.leaving[path]) > 1


def splits(graph: Graph) -> Iterator[Node]:
    """The gateways where one branch is chosen."""
    return (node for path, node in graph.nodes.items() if is_split(graph, path))


def conditions(flows: Iterable[Flow]) -> tuple[str, ...]:
    """The conditions of these flows."""
    return tuple(flow.condition for flow in flows if flow.condition)


def read_at(graph: Graph, gateway: ElementPath) -> frozenset[str]:
    """The variables that the branches of a gateway ask for."""
    names = (names_in(source) for source in conditions(graph.leaving[gateway]))
    return frozenset().union(*names)


def possible(graph: Graph, flow: Flow, known: Known) -> bool:
    """Whether the flow may be taken for these values, the rest unknown."""
    if not is_split(graph, flow.source):
        return True
    if flow.condition:
        return truth(flow.condition, known) is not False
    others = conditions(graph.leaving[flow.source])
    return not any(truth(source, known) is True for source in others)


def given(graph: Graph, known: Known) -> Takes:
    """The flows that may be taken for these values."""
    return lambda flow: possible(graph, flow, known)


def next_steps(graph: Graph, path: ElementPath, takes: Takes) -> set[ElementPath]:
    """The tasks and ends that come next after a node."""
    waiting, seen, steps = [path], set[ElementPath](), set[ElementPath]()
    while waiting:
        for target in (f.target for f in graph.leaving[waiting.pop()] if takes(f)):
            if graph.nodes[target].kind in _STEPS:
                steps.add(target)
            elif target not in seen:
                seen.add(target)
                waiting.append(target)
    return steps


def after(graph: Graph, path: ElementPath, takes: Takes = lambda _: True) -> set[ElementPath]:
    """The nodes that directly follow one."""
    return {flow.target for flow in graph.leaving[path] if takes(flow)}


def before(chart: Chart, goals: Iterable[ElementPath]) -> set[ElementPath]:
    """The nodes from which one of the goals can be reached, themselves included."""
    return _spread(course(chart).backward.__getitem__, goals)


def unpassed(
    graph: Graph,
    sources: Collection[ElementPath],
    marks: Collection[ElementPath],
    takes: Takes = lambda _: True,
) -> set[ElementPath]:
    """The nodes that can be entered from the sources without having passed a mark.

    A parallel join has passed what any of its branches has; elsewhere the worst way counts.
    """
    onward = {p: after(graph, p, takes) for p in graph.nodes}
    there = _spread(onward.__getitem__, sources)
    come = {p: _come(graph, p, there, takes) for p in there}
    missed = set(sources)
    waiting = [p for p in missed if p not in marks]
    while waiting:
        for target in onward[waiting.pop()] - missed:
            joins = graph.nodes[target].kind is NodeKind.PARALLEL
            if not joins or all(p in missed and p not in marks for p in come[target]):
                missed.add(target)
                if target not in marks:
                    waiting.append(target)
    return missed


def starts(chart: Chart) -> set[ElementPath]:
    """The start events of the case itself."""
    nodes = chart.nodes.items()
    return {p for p, node in nodes if node.kind is NodeKind.START and node.parent is None}


def _come(
    graph: Graph, path: ElementPath, there: set[ElementPath], takes: Takes
) -> set[ElementPath]:
    return {f.source for f in graph.entering[path] if f.source in there and takes(f)}


def _spread(
    arcs: Callable[[ElementPath], Iterable[ElementPath]], sources: Iterable[ElementPath]
) -> set[ElementPath]:
    seen = set(sources)
    waiting = list(seen)
    while waiting:
        fresh = set(arcs(waiting.pop())) - seen
        seen |= fresh
        waiting += fresh
    return seen
