"""Which elements of its chart a case has passed (走过的路), gateways and flows among them.

The log names the tasks that closed and opened; what lies between follows from the chart and from
the variables as they stood.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from zhiheng import facts as f
from zhiheng.model.chart import Flow, Node, NodeKind
from zhiheng.model.ids import ElementPath
from zhiheng.runtime import Runtime
from zhiheng.spiff import CompiledChart
from zhiheng.store.log import read_stream
from zhiheng.verify.scopes import Structure, structure

_WAITS = frozenset({NodeKind.TASK, NodeKind.CATCH, NodeKind.EVENT_GATEWAY})


@dataclass(frozen=True, slots=True)
class Way:
    """Paths of nodes, and ids of flows."""

    nodes: frozenset[str]
    flows: frozenset[str]


def way_taken(compiled: CompiledChart, entries: Iterable[f.Entry]) -> Way:
    """The way of a case so far. What was taken back stays on it: it was walked."""
    walk = _Walk(compiled, structure(compiled.chart))
    for entry in entries:
        walk.take(entry.facts)
    return Way(frozenset(walk.nodes), frozenset(walk.flows))


def way_of_case(rt: Runtime, agency: str, case: str) -> Way:
    """The way of a case in the database, by the chart that it started on."""
    with rt.db.reading() as connection:
        entries = [entry for entry, _ in read_stream(connection, agency, f"case/{case}")]
        chart = next(entry.digests.chart for entry in entries if entry.digests.chart)
        return way_taken(rt.chart(connection, agency, chart), entries)


@dataclass(slots=True)
class _Walk:
    compiled: CompiledChart
    built: Structure
    nodes: set[str] = field(default_factory=set)
    flows: set[str] = field(default_factory=set)
    variables: dict[str, f.Scalar] = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)
    arrived: dict[ElementPath, set[str]] = field(default_factory=dict)

    def take(self, facts: Iterable[f.AnyFact]) -> None:
        """One entry: its variables are set before its tokens move."""
        moves = []
        for fact in facts:
            if isinstance(fact, f.VariablesSet):
                self._set(fact.task, fact.values)
            elif isinstance(fact, f.TokensMoved):
                moves.append(fact)
        for moved in moves:
            self.waiting -= {_path(task) for task in moved.closed}
            self.waiting |= {_path(task) for task in moved.opened}
            self._move(moved)

    def _set(self, task: str, values: Mapping[str, f.Scalar]) -> None:
        writer = _path(task)
        for name, variable in self.compiled.chart.variables.items():
            if variable.writer == writer:
                self.variables.pop(name, None)
        self.variables |= values

    def _move(self, moved: f.TokensMoved) -> None:
        done = moved.fired or next(iter(moved.closed), None)
        if done is None:
            for start in self.built.starts(None):
                self._enter(start.path)
            return
        path = ElementPath(_path(done))
        self.nodes.add(path)
        for flow in self.built.entering[path]:
            if self._node(flow.source).kind is NodeKind.EVENT_GATEWAY:
                self.flows.add(flow.id)  # it was chosen by what happened
        self._leave(path)

    def _node(self, path: ElementPath) -> Node:
        return self.compiled.chart.nodes[path]

    def _leave(self, path: ElementPath) -> None:
        for flow in self._chosen(path):
            self.flows.add(flow.id)
            if self._node(flow.target).kind is NodeKind.PARALLEL:
                self.arrived.setdefault(flow.target, set()).add(flow.id)
            self._enter(flow.target)

    def _chosen(self, path: ElementPath) -> tuple[Flow, ...]:
        leaving = self.built.leaving[path]
        if self._node(path).kind is not NodeKind.EXCLUSIVE or not leaving[1:]:
            return leaving
        asked = (x for x in leaving if x.condition is not None)
        first = next((x for x in asked if self.compiled.holds(x.id, self.variables)), None)
        return (first,) if first else tuple(x for x in leaving if x.condition is None)

    def _enter(self, path: ElementPath) -> None:
        node = self._node(path)
        self.nodes.add(path)
        if node.kind in _WAITS:
            return
        if node.kind is NodeKind.SUB_PROCESS:
            for start in self.built.starts(path):
                self._enter(start.path)
        elif node.kind is NodeKind.PARALLEL:
            self._join(path)
        elif node.kind is NodeKind.ERROR_END:
            self._catch(self.built.catcher(node))
        elif node.kind in (NodeKind.END, NodeKind.TERMINATE):
            self._end(node.parent)
        else:
            self._leave(path)

    def _join(self, path: ElementPath) -> None:
        entering = {flow.id for flow in self.built.entering[path]}
        if self.arrived.get(path, set()) >= entering:
            self.arrived.pop(path, None)
            self._leave(path)

    def _catch(self, catcher: Node | None) -> None:
        if catcher is not None:
            self.nodes.add(catcher.path)
            self._leave(catcher.path)

    def _end(self, scope: ElementPath | None) -> None:
        if scope is not None and not self._busy(scope):
            self._leave(scope)

    def _busy(self, scope: ElementPath) -> bool:
        """Whether something in the sub-process is still open."""
        return any(task.startswith(f"{scope}/") for task in self.waiting)


def _path(task: str) -> str:
    return task.partition("@")[0]
