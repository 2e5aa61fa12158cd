"""The pairs of variable and value that branches, forms and decision tables tell apart."""

from collections.abc import Iterator

from zhiheng.bpmn.elements.graph import Graph
from zhiheng.lint.kit import required
from zhiheng.lint.kit.conditions import names_in, values_of
from zhiheng.lint.kit.ways import read_at, splits
from zhiheng.model.chart import Chart

MAX_WORK = 100_000
"""Nodes times pairs of variable and value; above it, branches teach nothing."""


def pairs(chart: Chart, graph: Graph) -> tuple[tuple[str, object], ...]:
    """By variable; None stands for one without a value. None at all where there are too many."""
    found = tuple(_pairs(chart, graph))
    return found if len(found) * len(graph.nodes) <= MAX_WORK else ()


def _pairs(chart: Chart, graph: Graph) -> Iterator[tuple[str, object]]:
    asked = {name for split in splits(graph) for name in read_at(graph, split.path)}
    asked |= {c.field for task in chart.tasks for c in required.clauses(task.form)}
    asked |= {n for task in chart.tasks for use in task.decisions for n in names_in(use.when)}
    for name in sorted(asked & chart.variables.keys()):
        values = values_of(chart.variables[name])
        if values:
            yield from ((name, value) for value in (None, *values))
