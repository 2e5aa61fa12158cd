"""A chart in DOT for graphviz to lay out: sizes by our own rule, bodies as clusters."""

from collections.abc import Iterator, Mapping

from zhiheng.model.chart import Chart, Flow, NodeKind
from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.notation import signs, text
from zhiheng_diagrams.notation.cards import NAME_SIZE, Card, Form
from zhiheng_diagrams.placing.branches import SIZE, STEP

BRANCH_LIMIT = 96.0
_INCH = 72
_NAME_LIMIT = 220.0
_HEADER = (
    "digraph chart {",
    "graph [splines=polyline, compound=true, ranksep=0.45, nodesep=0.4, pad=0, margin=0];",
    "graph [nslimit=2, nslimit1=2, mclimit=0.5];",
    'node [fixedsize=true, label=""];',
)
_ATTACHED = "attached:"
"""Before the path of an event on a border, the id of the line that ties it to its step."""


class Plan:
    """A chart in DOT. Names in it are our own numbers; no word of the chart stands in it."""

    def __init__(self, chart: Chart, size: Mapping[ElementPath, Card]) -> None:
        self.chart = chart
        self.size = size
        self.key = {path: f"n{i}" for i, path in enumerate(chart.nodes)}
        self.bodies: dict[ElementPath, list[ElementPath]] = {}
        for path, node in chart.nodes.items():
            if node.parent is not None:
                self.bodies.setdefault(node.parent, []).append(path)
        ties = (
            Flow(f"{_ATTACHED}{path}", node.attached_to, path)
            for path, node in chart.nodes.items()
            if node.attached_to in chart.nodes and node.attached_to is not None
        )
        self.lines = (*chart.flows, *ties)

    def source(self) -> Iterator[str]:
        """The lines of the graph."""
        yield from _HEADER
        top = [path for path, node in self.chart.nodes.items() if node.parent is None]
        yield from self._scope(top)
        yield from (self._edge(i, flow) for i, flow in enumerate(self.lines))
        yield "}"

    def frames(self) -> list[ElementPath]:
        """Those that hold others, the outer ones first."""
        return [path for path in self.chart.nodes if path in self.bodies]

    def _scope(self, paths: list[ElementPath]) -> Iterator[str]:
        for path in paths:
            if path in self.bodies:
                lines = frame_name(self.chart, path)
                yield f"subgraph cluster_{self.key[path]} {{"
                yield f"graph [margin=14, label={_room(lines, NAME_SIZE, NAME_SIZE + 4)}];"
                yield from self._scope(self.bodies[path])
                yield "}"
            else:
                card = self.size[path]
                shape = "diamond" if card.form is Form.DIAMOND else "box"
                size = f"width={card.width / _INCH:.4f}, height={card.height / _INCH:.4f}"
                yield f"{self.key[path]} [shape={shape}, {size}];"

    def _edge(self, number: int, flow: Flow) -> str:
        lines = text.wrap(flow.name, SIZE, BRANCH_LIMIT)
        facts = [f'id="e{number}"', *([f"label={_room(lines, SIZE, STEP)}"] if lines else ())]
        if flow.source in self.bodies:
            facts.append(f'ltail="cluster_{self.key[flow.source]}"')
        if flow.target in self.bodies:
            facts.append(f'lhead="cluster_{self.key[flow.target]}"')
        ends = self._inner(flow.source, -1), self._inner(flow.target, 0)
        return f"{ends[0]} -> {ends[1]} [{', '.join(facts)}];"

    def _inner(self, path: ElementPath, which: int) -> str:
        """A node in the body, for an edge that shall end at the frame."""
        wanted = NodeKind.START if which == 0 else NodeKind.END
        while path in self.bodies:
            inner = self.bodies[path]
            fit = [p for p in inner if self.chart.nodes[p].kind is wanted]
            path = (fit or inner)[which]
        return self.key[path]


def frame_name(chart: Chart, path: ElementPath) -> tuple[str, ...]:
    """The name of a sub-process in lines."""
    return text.wrap(signs.name(chart.nodes[path]), NAME_SIZE, _NAME_LIMIT)


def _room(lines: tuple[str, ...], size: float, step: float) -> str:
    """An empty table, as large as the lines by our own rule: no font is asked."""
    wide = max((text.width(line, size) for line in lines), default=0.0) + 8
    tall = step * len(lines)
    cell = f'<TD FIXEDSIZE="TRUE" WIDTH="{wide:.0f}" HEIGHT="{tall:.0f}"></TD>'
    table = '<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="0" CELLSPACING="0">'
    return f"<{table}<TR>{cell}</TR></TABLE>>"
