"""A return (zh:return) is drawn by the reader, and lint must not scold for the drawing."""

from pathlib import Path

from zhiheng.bpmn.reader import read_chart
from zhiheng.lint import lint
from zhiheng.model.chart import Chart

CHARTS = Path(__file__).with_name("charts")
_SHORT = '<zh:return to="register" when="result == \'back\'" /></bpmn:extensionElements>'


def with_return() -> Chart:
    """The chart of LNT005.good, whose check also returns by zh:return."""
    text = (CHARTS / "LNT005.good.bpmn").read_text(encoding="utf-8")
    before, task, after = text.partition('<bpmn:userTask id="check"')
    after = after.replace("</bpmn:extensionElements>", _SHORT, 1)
    chart = read_chart((before + task + after).encode()).chart
    assert chart is not None
    return chart


def test_neither_its_gateway_nor_its_flows_need_a_name() -> None:
    chart = with_return()
    assert len(chart.returns) == 1
    assert lint(chart) == ()
