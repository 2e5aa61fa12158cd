"""The charts that are shipped: neither an error nor a warning."""

import pytest

from zhiheng.bpmn.reader import read_chart
from zhiheng.chart_files import assembled
from zhiheng.lint import lint
from zhiheng.model.finding import Severity
from zhiheng.share import share

PERMITS = ("site-opinion", "land-permit", "construction-permit")


@pytest.mark.parametrize("permit", PERMITS)
def test_the_permits_have_no_error_and_no_warning(permit: str) -> None:
    chart = read_chart(assembled(share("processes") / f"planning/{permit}.bpmn")).chart
    assert chart is not None
    assert [f for f in lint(chart) if f.severity is not Severity.INFO] == []
