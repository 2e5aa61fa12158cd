"""The chart that is shipped: neither an error nor a warning."""

from pathlib import Path

from zhiheng.bpmn.reader import read_chart
from zhiheng.lint import lint
from zhiheng.model.finding import Severity

PERMIT = Path(__file__).resolve().parents[3] / "processes" / "planning" / "construction-permit.bpmn"


def test_the_construction_permit_has_no_error_and_no_warning() -> None:
    chart = read_chart(PERMIT.read_bytes()).chart
    assert chart is not None
    assert [f for f in lint(chart) if f.severity is not Severity.INFO] == []
