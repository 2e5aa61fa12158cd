"""The lean workflow does what the stock one does, task by task, in the same order."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState
from support.charts import parallel, parallel_in_loop, rework

from zhiheng.model.chart import Chart
from zhiheng.spiff import compile_chart
from zhiheng.spiff.compile import CompiledChart
from zhiheng.spiff.environment import script_engine
from zhiheng.spiff.lean import LeanWorkflow

CHARTS = [rework(), parallel(), parallel_in_loop()]


def both(compiled: CompiledChart, variables: Mapping[str, Any]) -> tuple[Any, Any]:
    engine = script_engine(lambda flow: compiled.holds(flow, variables))
    return BpmnWorkflow(compiled.spec, script_engine=engine), LeanWorkflow(compiled.spec, engine)


def tree(task: Any) -> tuple[Any, ...]:
    """A task and all below it: name, state, children in order."""
    below = tuple(tree(child) for child in task.children)
    return task.task_spec.name, TaskState.get_name(task.state), below


def ready(workflow: Any) -> list[Any]:
    return [t for t in workflow.get_tasks(state=TaskState.READY) if t.task_spec.manual]


@given(
    chart=st.sampled_from(CHARTS), choices=st.lists(st.integers(0, 1), max_size=12), data=st.data()
)
def test_every_tree_is_the_stock_tree_after_every_step(
    chart: Chart, choices: list[int], data: st.DataObject
) -> None:
    variables: dict[str, Any] = {}
    stock, lean = both(compile_chart(chart), variables)
    for choice in choices:
        for workflow in (stock, lean):
            workflow.do_engine_steps()
        assert tree(stock.task_tree) == tree(lean.task_tree)
        assert stock.completed == lean.completed
        waiting = ready(stock)
        assert [t.task_spec.name for t in ready(lean)] == [t.task_spec.name for t in waiting]
        if not waiting:
            return
        variables["result"] = data.draw(st.sampled_from(["back", "agree"]))
        place = choice % len(waiting)
        for task in (waiting[place], ready(lean)[place]):
            task.run()
        assert tree(stock.task_tree) == tree(lean.task_tree)


def test_a_lean_task_never_goes_back_to_an_earlier_state() -> None:
    _, lean = both(compile_chart(rework()), {})
    lean.do_engine_steps()
    task = ready(lean)[0]
    task.run()
    with pytest.raises(Exception, match="state went from COMPLETED to READY"):
        task.state = TaskState.READY


def test_no_task_of_the_lean_workflow_is_a_stock_task() -> None:
    """One stock task would bring the log records back for all below it."""
    _, lean = both(compile_chart(parallel()), {})
    lean.do_engine_steps()
    assert {type(t).__name__ for t in lean.tasks.values()} == {"LeanTask"}
    assert all(isinstance(i, int) for i in lean.tasks)
