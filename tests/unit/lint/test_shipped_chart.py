"""The chart that is shipped: no error, and just the warnings that are true of it."""

from pathlib import Path

from zhiheng.bpmn.reader import read_chart
from zhiheng.lint import lint
from zhiheng.model.finding import Severity

PERMIT = Path(__file__).resolve().parents[3] / "processes" / "planning" / "construction-permit.bpmn"


def test_the_construction_permit_has_no_error_and_only_true_warnings() -> None:
    chart = read_chart(PERMIT.read_bytes()).chart
    assert chart is not None
    found = lint(chart)
    assert [f for f in found if f.severity is Severity.ERROR] == []
    assert {(f.rule, f.elements) for f in found} <= {
        ("LNT017", ("meeting",)),  # nobody is kept apart from recording the bureau meeting
    }
