"""A chart in one column: its steps from top to bottom, and how each leads to others."""

from collections.abc import Iterator
from dataclasses import dataclass

from zhiheng.model.chart import Chart, NodeKind
from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.graph.ranks import Ranks


@dataclass(frozen=True, slots=True)
class Tie:
    """One step leads to another; `label` is the name of the branch."""

    source: ElementPath
    target: ElementPath
    label: str

    @property
    def id(self) -> str:
        """Of its line in the picture: a step leads to another by one line only."""
        return f"{self.source}-to-{self.target}"


@dataclass(frozen=True, slots=True)
class Column:
    """steps: from top to bottom, in the order in which risks are numbered."""

    steps: tuple[ElementPath, ...]
    ties: tuple[Tie, ...]


def column(chart: Chart, ranked: Ranks) -> Column:
    """All nodes but the choices of one way: what is chosen is told on the lines past them."""
    steps = [p for p in ranked.order if not _is_choice(chart, p)]
    leaving: dict[ElementPath, list[tuple[ElementPath, str]]] = {}
    for flow in chart.flows:
        leaving.setdefault(flow.source, []).append((flow.target, flow.name))
    ties: dict[tuple[ElementPath, ElementPath], list[str]] = {}
    for source in steps:
        for target, names in _led(chart, leaving, source, ()):
            ties.setdefault((source, target), []).append("，".join(names))
    return Column(
        tuple(sorted(steps, key=ranked.row.__getitem__)),
        tuple(Tie(*ends, "／".join(filter(None, said))) for ends, said in ties.items()),
    )


def _is_choice(chart: Chart, path: ElementPath) -> bool:
    return chart.nodes[path].kind is NodeKind.EXCLUSIVE


def _led(
    chart: Chart,
    leaving: dict[ElementPath, list[tuple[ElementPath, str]]],
    source: ElementPath,
    passed: tuple[ElementPath, ...],
) -> Iterator[tuple[ElementPath, tuple[str, ...]]]:
    """Where `source` leads to past choices, with the names of the branches on the way."""
    for target, name in leaving.get(source, ()):
        said = (name,) if name else ()
        if not _is_choice(chart, target):
            yield target, said
        elif target not in passed:
            for end, further in _led(chart, leaving, target, (*passed, target)):
                yield end, (*said, *further)
