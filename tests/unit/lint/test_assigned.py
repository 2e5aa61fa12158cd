"""The must-analysis of variables, against every run of small charts."""

from dataclasses import replace

from hypothesis import given, settings
from support.charts import chart, rework
from unit.lint.acyclic import charts, gaps

from zhiheng.lint.kit.assigned import unset
from zhiheng.model.chart import Chart, NodeKind, Task, Trigger, Variable, VariableType
from zhiheng.model.ids import ElementPath, PostId


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


def on_the_edge(*, early: bool) -> Chart:
    """`w` is written before the task with the timer, or by that task itself; a gateway reads it."""
    kind = NodeKind
    built = chart(
        {
            "start": kind.START,
            "first": kind.TASK,
            "waits": kind.TASK,
            "over": kind.BOUNDARY,
            "gate": kind.EXCLUSIVE,
            "end": kind.END,
            "other": kind.END,
        },
        [
            ("start", "first", None),
            ("first", "waits", None),
            ("waits", "gate", None),
            ("over", "gate", None),
            ("gate", "end", "w == 'a'"),
            ("gate", "other", "*"),
        ],
        (
            Variable(
                "w",
                VariableType.CHOICE,
                "w",
                ElementPath("first" if early else "waits"),
                choices=(("a", "a"), ("b", "b")),
            ),
        ),
        tasks={
            name: Task(ElementPath(name), name, post=PostId("P"), form={"required": ["w"]})
            for name in ("first", "waits")
        },
    )
    edge = replace(
        built.nodes[ElementPath("over")],
        attached_to=ElementPath("waits"),
        trigger=Trigger.TIMER,
    )
    return replace(built, nodes={**built.nodes, edge.path: edge})


def test_when_a_time_is_over_what_was_filled_in_before_is_known_and_the_step_itself_is_not() -> (
    None
):
    assert proved(on_the_edge(early=True)) == set()
    assert proved(on_the_edge(early=False)) == {("w", "gate")}
