"""SpiffWorkflow's own tasks and workflow, without the work that nobody looks at.

Measured on the permit case, stock tasks spend half of a completion's time on three things: log
records with extras for loggers nobody listens to, random ids that are hashed in Python, and a
search of the whole tree for waiting tasks after each completion. What tasks do and in which
order is the library's; `test_lean.py` compares the two step by step.
"""

import itertools
import time
from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.exceptions import WorkflowException
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState


class LeanTask(Task):  # type: ignore[misc]  # untyped base
    """A task that changes state without a log record, and whose children do so too."""

    def _set_state(self, value: int) -> None:
        if value != self.state:
            self.last_state_change = time.time()  # noqa: TID251 - the library's own stamp, never in an entry
            self._state = value

    def _add_child(self, task_spec: Any, state: int = TaskState.MAYBE) -> Task:
        if self.has_state(TaskState.PREDICTED_MASK) and not state & TaskState.PREDICTED_MASK:
            raise WorkflowException(
                "a definite child of a predicted task", task_spec=self.task_spec
            )
        top = self.workflow.top_workflow
        task = LeanTask(self.workflow, task_spec, self, state, top.next_id())
        task.thread_id = self.thread_id
        if state == TaskState.READY:
            task._ready()
        return task


class LeanWorkflow(BpmnWorkflow):  # type: ignore[misc]  # untyped base
    """A workflow of lean tasks, numbered as they are made; so are those in its sub-processes."""

    def __init__(self, spec: Any, script_engine: Any, bodies: Any = None) -> None:
        self._ids = itertools.count(1)
        # "Deserialising" only keeps it from planting a tree of stock tasks.
        super().__init__(spec, bodies, script_engine=script_engine, deserializing=True)
        _plant(self, self.next_id())

    def next_id(self) -> int:
        """The id of the next task; no id of a task ever leaves the wall."""
        return next(self._ids)

    def create_subprocess(self, my_task: Any, spec_name: str) -> Any:
        """The running body of a sub-process."""
        spec = self.subprocess_specs[spec_name]
        body = self.subprocesses[my_task.id] = LeanBody(spec, my_task.id, self)
        return body

    def update_waiting_tasks(self) -> None:
        """As the stock one, but not down the tree, whose search ends at depth 1000."""
        _update_waiting(self)


class LeanBody(BpmnSubWorkflow):  # type: ignore[misc]  # untyped base
    """The body of a sub-process as a workflow of lean tasks."""

    def __init__(self, spec: Any, parent_task_id: int, top: LeanWorkflow) -> None:
        super().__init__(spec, parent_task_id, top, deserializing=True)
        _plant(self, top.next_id())

    def update_waiting_tasks(self) -> None:
        """As in the workflow around it."""
        _update_waiting(self)


def _plant(workflow: Any, number: int) -> None:
    """The root task, and what is foreseen after it, as the stock constructor does."""
    root = workflow.task_tree = LeanTask(
        workflow, workflow.spec.start, None, TaskState.FUTURE, number
    )
    root.task_spec._predict(root, mask=TaskState.NOT_FINISHED_MASK)  # noqa: SLF001
    root._ready()  # noqa: SLF001


def _update_waiting(workflow: Any) -> None:
    for task in list(workflow.tasks.values()):
        if task.state == TaskState.WAITING:
            task.task_spec._update(task)  # noqa: SLF001 - as the stock method does
