"""The shipped permit, with steps declared internal, for tests of its public edition."""

from dataclasses import replace
from functools import cache

from zhiheng.bpmn.reader import read_chart
from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng.share import share

WHY = "内部审核（测试）"


def permit(*withheld: str) -> Chart:
    """The chart, with these steps left out of its public edition."""
    chart = _permit()
    nodes = dict(chart.nodes)
    for step in withheld:
        path = ElementPath(step)
        nodes[path] = replace(nodes[path], task=replace(chart.task(path), withheld=WHY))
    return replace(chart, nodes=nodes)


@cache
def _permit() -> Chart:
    reading = read_chart((share("processes") / "planning/construction-permit.bpmn").read_bytes())
    assert reading.chart is not None, reading.findings
    return reading.chart
