"""Returns (退回): `zh:return` on a task, drawn as the gateway and the flow that it is.

So the proof, the chart and the marking see it as they see any other flow. Out of a sub-process
it is an error end behind the gateway, and an event with an error of its own on the edge of the
sub-process: it breaks off whatever else is open inside.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from zhiheng.bpmn.elements.draft import Draft, bare
from zhiheng.bpmn.elements.graph import host_beside
from zhiheng.bpmn.elements.marks import Mark
from zhiheng.bpmn.markup.synthetic import Ids
from zhiheng.model.chart import Flow, Node, NodeKind, Return, Trigger
from zhiheng.model.ids import ElementPath

BACK = "退回"
"""What the chart writes on a flow that goes back."""


def join_returns(draft: Draft) -> Draft:
    """The draft with a gateway behind each task that may return the case.

    `task -> next` becomes `task -> task_return -> next`, the default, and `task_return -> to`
    for each return. A task that leads on to nowhere, or to several, is left as it is.
    """
    if not draft.returns:
        return draft
    by_task: dict[ElementPath, list[Mark]] = defaultdict(list)
    for path, mark in draft.returns:
        by_task[path].append(mark)
    return _Joining(draft).joined(by_task)


class _Joining:
    """Nodes, flows, returns and lines while gateways are put in."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._ids = draft.ids()
        self._codes = Ids(node.code for node in draft.chart.nodes.values() if node.code)
        self._nodes: dict[ElementPath, Node] = {}
        self._edges: dict[ElementPath, list[Node]] = defaultdict(list)
        self._flows = list(draft.chart.flows)
        self._leaving: dict[ElementPath, list[int]] = defaultdict(list)
        for at, flow in enumerate(self._flows):
            self._leaving[flow.source].append(at)
        self._returns: list[Return] = []
        self._lines = dict(draft.lines)

    def joined(self, by_task: Mapping[ElementPath, list[Mark]]) -> Draft:
        for path, node in self._draft.chart.nodes.items():
            self._nodes[path] = node
            if path in by_task and len(self._leaving[path]) == 1:
                self._gateway(node, by_task[path])
        chart = replace(
            self._draft.chart,
            nodes=dict(self._ordered()),
            flows=tuple(self._flows),
            returns=tuple(self._returns),
        )
        return replace(self._draft, chart=chart, lines=self._lines)

    def _ordered(self) -> list[tuple[ElementPath, Node]]:
        """Each event on an edge behind the sub-process that it sits on."""
        found = list[tuple[ElementPath, Node]]()
        for path, node in self._nodes.items():
            found.append((path, node))
            found += ((edge.path, edge) for edge in self._edges[path])
        return found

    def _gateway(self, task: Node, marks: list[Mark]) -> None:
        path = self._fresh(f"{task.path}_return", self._draft.line(task.path))
        self._nodes[path] = Node(path, NodeKind.EXCLUSIVE, "", lane=task.lane, parent=task.parent)
        onward = self._leaving[task.path][0]
        self._flows[onward] = replace(self._flows[onward], source=path, default=True)
        self._flows.append(Flow(self._ids.fresh(f"{bare(path)}_in"), task.path, path))
        for mark in marks:
            to = self._draft.places.path(mark.values["to"])
            rounds = mark.number("rounds")
            cap = self._draft.chart.rounds if rounds is None else rounds
            flow = self._back(task, path, to, mark)
            self._returns.append(Return(task.path, to, flow, cap))

    def _back(self, task: Node, gateway: ElementPath, to: ElementPath, mark: Mark) -> str:
        """Draw the way back; returns its last flow."""
        nodes = self._draft.chart.nodes
        host = host_beside(nodes, task.path, nodes[to]) if to in nodes else None
        if host is None:
            return self._flow(gateway, to, mark)
        edge = self._fresh(f"{host}_to_{bare(to)}", mark.line)
        end = self._fresh(f"{gateway}_error", mark.line)
        code = self._codes.fresh(bare(edge))
        around = nodes[host]
        event = Node(
            edge,
            NodeKind.BOUNDARY,
            BACK,
            lane=around.lane,
            parent=around.parent,
            trigger=Trigger.ERROR,
            attached_to=host,
            code=code,
        )
        self._edges[host].append(event)
        self._nodes[end] = Node(
            end,
            NodeKind.ERROR_END,
            BACK,
            lane=task.lane,
            parent=task.parent,
            trigger=Trigger.ERROR,
            code=code,
        )
        self._flow(gateway, end, mark)
        name = self._ids.fresh(f"{bare(edge)}_back")
        self._lines[name] = mark.line
        self._flows.append(Flow(name, edge, to, BACK))
        return name

    def _flow(self, gateway: ElementPath, target: ElementPath, mark: Mark) -> str:
        name = self._ids.fresh(f"{bare(gateway)}_to_{bare(target)}")
        self._lines[name] = mark.line
        self._flows.append(Flow(name, gateway, target, BACK, mark.values["when"]))
        return name

    def _fresh(self, base: str, line: int) -> ElementPath:
        path = ElementPath(self._ids.fresh(base))
        self._lines[bare(path)] = line
        return path
