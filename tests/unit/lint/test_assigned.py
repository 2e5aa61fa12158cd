"""The must-analysis of variables, against every run of small charts."""

from hypothesis import given, settings
from support.charts import rework
from unit.lint.acyclic import charts, gaps

from zhiheng.lint.kit.assigned import unset
from zhiheng.model.chart import Chart


def proved(chart: Chart) -> set[tuple[str, str]]:
    return {(reading.variable, reading.at) for reading in unset(chart)}


@settings(max_examples=60, deadline=None)
@given(charts(mixed=False, parallel=False))
def test_where_all_branches_turn_on_one_variable_it_finds_just_what_some_run_finds(
    chart: Chart,
) -> None:
    assert proved(chart) == gaps(chart)


@settings(max_examples=60, deadline=None)
@given(charts(mixed=True, parallel=True))
def test_it_never_calls_set_what_some_run_leaves_unset(chart: Chart) -> None:
    assert gaps(chart) <= proved(chart)


def test_a_loop_is_no_excuse_and_no_hindrance() -> None:
    """In `rework` the check writes `result`, but its form demands nothing."""
    assert proved(rework()) == {("result", "gate")}
