"""The ways that time takes from acceptance to the decision, sub-processes laid open.

A node is two spots, entered and left, so that a timer on its edge counts from the entering and
not after the node's own limit.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zhiheng.expr import ExpressionError, compile_condition
from zhiheng.model.chart import Chart, Flow, Meaning, Node, NodeKind, Task, Trigger
from zhiheng.model.ids import ElementPath
from zhiheng.verify.decisions import DECISIVE
from zhiheng.verify.scopes import Structure, structure

Spot = tuple[ElementPath, bool]
"""A node, and whether it is left; its time passes on leaving."""
Arcs = Mapping[Spot, tuple[Spot, ...]]


@dataclass(frozen=True, slots=True)
class Span:
    """What lies between two events. arcs: only spots on some way from a begin to an end."""

    begins: frozenset[Spot]
    ends: frozenset[Spot]
    arcs: Arcs

    def without(self, flows: Iterable[Flow]) -> "Span":
        """The same, these flows left out."""
        cut = {((flow.source, True), (flow.target, False)) for flow in flows}
        kept = {
            s: tuple(t for t in targets if (s, t) not in cut) for s, targets in self.arcs.items()
        }
        return Span(self.begins, self.ends, kept)


def span(chart: Chart, end: str) -> Span:
    """From acceptance to `end`, which is `decision`, or `leave` for the end of the case."""
    built = structure(chart)
    accepting = [t for t in chart.tasks if any(o.means is Meaning.ACCEPTANCE for o in t.outcomes)]
    deciding = [t for t in chart.tasks if any(o.means in DECISIVE for o in t.outcomes)]
    closed = _closed(chart, accepting)
    arcs: dict[Spot, list[Spot]] = {(p, left): [] for p in chart.nodes for left in (False, True)}
    for source, target in _arcs(built, closed):
        arcs[source].append(target)
    begins = {target for task in accepting for target in arcs[task.path, True]}
    ends = {(task.path, True) for task in deciding}
    if end != "decision":
        ends = {(n.path, True) for n in built.body.get(None, ()) if not built.leaving[n.path]}
    else:
        for task in deciding:
            if not _goes_on(chart, task):
                arcs[task.path, True] = []
    for task in accepting:
        arcs[task.path, False] = []
    begins -= {(task.path, False) for task in accepting}
    return _between(begins, ends, arcs)


def _between(begins: set[Spot], ends: set[Spot], arcs: Mapping[Spot, list[Spot]]) -> Span:
    back: dict[Spot, list[Spot]] = {spot: [] for spot in arcs}
    for source, targets in arcs.items():
        for target in targets:
            back[target].append(source)
    on = _reached(arcs, begins) & _reached(back, ends)
    kept = {s: tuple(dict.fromkeys(t for t in arcs[s] if t in on)) for s in arcs if s in on}
    return Span(frozenset(begins & on), frozenset(ends & on), kept)


def _reached(arcs: Mapping[Spot, list[Spot]], starts: Iterable[Spot]) -> set[Spot]:
    seen = set(starts)
    waiting = list(seen)
    while waiting:
        for target in arcs[waiting.pop()]:
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


def _arcs(built: Structure, closed: frozenset[str]) -> Iterator[tuple[Spot, Spot]]:
    for path, node in built.nodes.items():
        yield from _inside(built, node)
        for flow in built.leaving[path]:
            if flow.id not in closed:
                yield (path, True), (flow.target, False)
        for event in built.boundaries.get(path, ()):
            if event.trigger is Trigger.TIMER:
                yield (path, False), (event.path, False)
            elif event.trigger is not Trigger.ERROR or not _holds(node):
                yield (path, True), (event.path, False)


def _inside(built: Structure, node: Node) -> Iterator[tuple[Spot, Spot]]:
    path = node.path
    if not _holds(node):
        yield (path, False), (path, True)
        if not built.leaving[path] and node.parent is not None:
            caught = built.catcher(node) if node.kind is NodeKind.ERROR_END else None
            yield (path, True), (node.parent, True) if caught is None else (caught.path, False)
        return
    body = (*built.starts(path), *built.rootless(path), *built.event_bodies(path))
    for first in body:
        yield (path, False), (first.path, False)
    if not body:
        yield (path, False), (path, True)
    if node.kind is NodeKind.EVENT_SUB_PROCESS and node.parent is not None:
        yield (path, True), (node.parent, True)


def _holds(node: Node) -> bool:
    return node.kind in (NodeKind.SUB_PROCESS, NodeKind.EVENT_SUB_PROCESS)


def _goes_on(chart: Chart, task: Task) -> bool:
    """Whether the task may also end otherwise than by a decision, as by sending back."""
    decisive = {(o.variable, o.value) for o in task.outcomes if o.means in DECISIVE}
    return any(
        (name, value) not in decisive
        for name in {variable for variable, _ in decisive}
        if name in chart.variables
        for value, _ in chart.variables[name].choices
    )


def _closed(chart: Chart, accepting: list[Task]) -> frozenset[str]:
    """The flows that no accepted case takes: those of a case sent back, or not accepted.

    The value stays, for a variable has one writer, who is not passed again.
    """
    if len(accepting) != 1:
        return frozenset()
    taken = [o for o in accepting[0].outcomes if o.means is Meaning.ACCEPTANCE]
    variable = taken[0].variable
    values = [o.value for o in taken if o.variable == variable]
    holding = {f.id: _holding(chart, f, variable, values) for f in chart.flows}
    never = {i for i, held in holding.items() if held == 0}
    for flow in chart.flows:
        others = [f for f in chart.flows if f.source == flow.source and f.id != flow.id]
        if flow.default and any(holding[f.id] == len(values) for f in others):
            never.add(flow.id)
    return frozenset(never)


def _holding(chart: Chart, flow: Flow, variable: str, values: list[str]) -> int | None:
    """With how many of the values a condition on that variable alone holds; None: no such one."""
    if flow.condition is None:
        return None
    try:
        condition = compile_condition(flow.condition, chart.types)
    except ExpressionError:
        return None
    if condition.names != {variable}:
        return None
    return sum(condition.holds({variable: value}) for value in values)
