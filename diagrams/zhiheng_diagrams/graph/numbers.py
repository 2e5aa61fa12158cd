"""The numbers of risks: the same on every picture of a chart."""

from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.graph.ranks import Ranks


def of_risks(chart: Chart, ranked: Ranks) -> dict[ElementPath, tuple[int, ...]]:
    """The risks of all tasks, numbered down the page."""
    found: dict[ElementPath, tuple[int, ...]] = {}
    n = 1
    for path in sorted(ranked.order, key=ranked.row.__getitem__):
        task = chart.nodes[path].task
        if task is not None and task.risks:
            found[path] = tuple(range(n, n + len(task.risks)))
            n += len(task.risks)
    return found
