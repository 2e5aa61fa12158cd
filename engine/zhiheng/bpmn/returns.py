"""Returns (退回): `zh:return` on a task, drawn as the gateway and the flow that it is.

So the proof, the chart and the marking see it as they see any other flow.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from zhiheng.bpmn.draft import Draft, bare
from zhiheng.bpmn.marks import Mark
from zhiheng.model.chart import Flow, Node, NodeKind, Return
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
        self._flows = list(draft.chart.flows)
        self._leaving: dict[ElementPath, list[int]] = defaultdict(list)
        for at, flow in enumerate(self._flows):
            self._leaving[flow.source].append(at)
        self._returns: list[Return] = []
        self._lines = dict(draft.lines)

    def joined(self, by_task: Mapping[ElementPath, list[Mark]]) -> Draft:
        nodes: dict[ElementPath, Node] = {}
        for path, node in self._draft.chart.nodes.items():
            nodes[path] = node
            if path in by_task and len(self._leaving[path]) == 1:
                gateway = self._gateway(node, by_task[path])
                nodes[gateway.path] = gateway
        chart = replace(
            self._draft.chart, nodes=nodes, flows=tuple(self._flows), returns=tuple(self._returns)
        )
        return replace(self._draft, chart=chart, lines=self._lines)

    def _gateway(self, task: Node, marks: list[Mark]) -> Node:
        path = ElementPath(self._ids.fresh(f"{task.path}_return"))
        self._lines[bare(path)] = self._draft.line(task.path)
        onward = self._leaving[task.path][0]
        self._flows[onward] = replace(self._flows[onward], source=path, default=True)
        self._flows.append(Flow(self._ids.fresh(f"{bare(path)}_in"), task.path, path))
        for mark in marks:
            self._back(task, path, mark)
        return Node(path, NodeKind.EXCLUSIVE, "", lane=task.lane, parent=task.parent)

    def _back(self, task: Node, gateway: ElementPath, mark: Mark) -> None:
        to = self._draft.places.path(mark.values["to"])
        name = self._ids.fresh(f"{bare(gateway)}_to_{bare(to)}")
        self._lines[name] = mark.line
        self._flows.append(Flow(name, gateway, to, BACK, mark.values["when"]))
        rounds = mark.number("rounds")
        cap = self._draft.chart.rounds if rounds is None else rounds
        self._returns.append(Return(task.path, to, name, cap))
