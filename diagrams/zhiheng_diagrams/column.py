"""A chart in one column: its steps from top to bottom, and how each leads to others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zhiheng.model.chart import Chart, Flow, NodeKind
from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.ranks import Ranks


@dataclass(frozen=True, slots=True)
class Tie:
    """One step leads to another; `label` is the name of the branch."""

    id: str
    source: ElementPath
    target: ElementPath
    label: str


@dataclass(frozen=True, slots=True)
class Column:
    """steps: from top to bottom, in the order in which risks are numbered."""

    steps: tuple[ElementPath, ...]
    ties: tuple[Tie, ...]


def column(chart: Chart, ranked: Ranks) -> Column:
    """All nodes but those that only bring branches together, whose lines go on to what follows."""
    passed = {path: flow for path in chart.nodes if (flow := _only_way(chart, path))}
    steps = [p for p in ranked.order if p not in passed]
    ties = tuple(_ties(chart, passed))
    return Column(tuple(sorted(steps, key=ranked.row.__getitem__)), ties)


def _only_way(chart: Chart, path: ElementPath) -> Flow | None:
    """The one flow out of a gateway that decides nothing and waits for nothing."""
    node = chart.nodes[path]
    leaving = [flow for flow in chart.flows if flow.source == path]
    if node.kind is NodeKind.EXCLUSIVE and len(leaving) == 1 and leaving[0].target != path:
        return leaving[0]
    return None


def _ties(chart: Chart, passed: Mapping[ElementPath, Flow]) -> Iterator[Tie]:
    for flow in chart.flows:
        if flow.source in passed:
            continue
        names, target = [flow.name], flow.target
        while target in passed and len(names) <= len(passed):
            names.append(passed[target].name)
            target = passed[target].target
        yield Tie(flow.id, flow.source, target, "，".join(filter(None, names)))
