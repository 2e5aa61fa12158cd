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
        task = LeanTask(self.workflow, task_spec, self, state, self.workflow.next_id())
        task.thread_id = self.thread_id
        if state == TaskState.READY:
            task._ready()
        return task


class LeanWorkflow(BpmnWorkflow):  # type: ignore[misc]  # untyped base
    """A workflow of lean tasks, numbered as they are made."""

    def __init__(self, spec: Any, script_engine: Any) -> None:
        self._ids = itertools.count(1)
        # "Deserialising" only keeps it from planting a tree of stock tasks.
        super().__init__(spec, script_engine=script_engine, deserializing=True)
        root = self.task_tree = LeanTask(self, spec.start, None, TaskState.FUTURE, self.next_id())
        root.task_spec._predict(root, mask=TaskState.NOT_FINISHED_MASK)  # noqa: SLF001 - as the stock constructor does
        root._ready()  # noqa: SLF001

    def next_id(self) -> int:
        """The id of the next task; no id of a task ever leaves the wall."""
        return next(self._ids)

    def update_waiting_tasks(self) -> None:
        """As the stock one, but not down the tree, whose search ends at depth 1000."""
        for task in list(self.tasks.values()):
            if task.state == TaskState.WAITING:
                task.task_spec._update(task)  # noqa: SLF001 - as the stock method does
