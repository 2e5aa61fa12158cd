"""The charts that are shipped: neither an error nor a warning."""

import pytest
from support.shipped import chart_of

from zhiheng.lint import lint
from zhiheng.model.finding import Severity

PERMITS = ("site-opinion", "land-permit", "construction-permit")


@pytest.mark.parametrize("permit", PERMITS)
def test_the_permits_have_no_error_and_no_warning(permit: str) -> None:
    assert [f for f in lint(chart_of(permit)) if f.severity is not Severity.INFO] == []
