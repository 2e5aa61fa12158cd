"""A flow while it is being mended: nodes and flows that may change, and what was found."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from zhiheng.bpmn.elements.draft import Draft, bare
from zhiheng.bpmn.markup.kinds import SCOPES
from zhiheng.model.chart import Flow, Node, NodeKind, Trigger
from zhiheng.model.finding import Finding
from zhiheng.model.ids import ElementPath

Scope = ElementPath | None
"""The path of a sub-process, None for the process itself."""


class Sketch:
    """Made from a draft, mended step by step, and made a draft again."""

    def __init__(self, draft: Draft) -> None:
        self._ids = draft.ids()
        self._lines = dict(draft.lines)
        self._draft = replace(draft, lines=self._lines)
        self.nodes = dict(draft.chart.nodes)
        self.flows = {flow.id: flow for flow in draft.chart.flows}
        self.findings: list[Finding] = []

    def draft(self) -> Draft:
        """The draft as mended."""
        chart = replace(self._draft.chart, nodes=self.nodes, flows=tuple(self.flows.values()))
        return replace(self._draft, chart=chart)

    @property
    def key(self) -> str:
        """The id of the process."""
        return self._draft.chart.key

    def scopes(self) -> Mapping[Scope, list[Node]]:
        """The nodes of the process and of each sub-process."""
        found: dict[Scope, list[Node]] = {None: []}
        found |= {node.path: [] for node in self.nodes.values() if node.kind in SCOPES}
        for node in self.nodes.values():
            found[node.parent].append(node)
        return found

    def leaving(self) -> Mapping[ElementPath, list[Flow]]:
        """The flows out of each node."""
        return self._by(lambda flow: flow.source)

    def entering(self) -> Mapping[ElementPath, list[Flow]]:
        """The flows into each node."""
        return self._by(lambda flow: flow.target)

    def _by(self, end: Callable[[Flow], ElementPath]) -> Mapping[ElementPath, list[Flow]]:
        found: dict[ElementPath, list[Flow]] = defaultdict(list)
        for flow in self.flows.values():
            found[end(flow)].append(flow)
        return found

    def add(self, base: str, kind: NodeKind, near: Node | None, parent: Scope) -> ElementPath:
        """A new node, in the lane of another; base: what its id is to be like."""
        path = ElementPath(self._ids.fresh(base if parent is None else f"{parent}/{base}"))
        self.nodes[path] = Node(
            path, kind, "", lane=near.lane if near else None, parent=parent, trigger=Trigger.NONE
        )
        self._lines[bare(path)] = self._draft.line(near.path if near else parent or self.key)
        return path

    def join(self, source: ElementPath, target: ElementPath, *, default: bool = False) -> None:
        """A new flow."""
        name = self._ids.fresh(f"{bare(source)}_to_{bare(target)}")
        self.flows[name] = Flow(name, source, target, default=default)
        self._lines[name] = self._draft.line(source)

    def change(self, flow: Flow) -> None:
        """Put a changed flow in the place of the one with its id."""
        self.flows[flow.id] = flow

    def tell(self, rule: str, name: str, **facts: object) -> None:
        """A finding on the element of that id or path."""
        self.findings.append(self._draft.at(rule, name, **facts))

    def tell_all(self, rule: str, names: Iterable[str]) -> None:
        """One finding on several elements of a kind, if there are any."""
        found = list(names)
        if found:
            first = self._draft.at(rule, found[0], count=len(found))
            self.findings.append(replace(first, elements=tuple(map(bare, found[:20]))))
