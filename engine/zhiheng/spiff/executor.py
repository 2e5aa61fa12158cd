"""One running instance on SpiffWorkflow: complete a task, learn what closed and opened."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.exceptions import WorkflowTaskException
from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent
from SpiffWorkflow.util.task import TaskState

from zhiheng.expr import EvaluationError
from zhiheng.facts import Scalar
from zhiheng.model.chart import Node, NodeKind
from zhiheng.model.ids import ElementPath
from zhiheng.spiff.compile import CompiledChart
from zhiheng.spiff.environment import script_engine
from zhiheng.spiff.lean import LeanWorkflow
from zhiheng.spiff.prune import prune

PATCH_LEVEL = 3
"""Raised when the wall changes what an execution does; named in each entry."""
EXECUTOR = f"SpiffWorkflow 3.2.0 + {PATCH_LEVEL}"


@dataclass(frozen=True, slots=True)
class Moved:
    """What one completion did, as element paths in the order of the chart."""

    closed: tuple[str, ...]
    opened: tuple[str, ...]
    ended: str | None


class Executor:
    """A live instance. Not thread-safe: the case's lock guards it.

    Evict it on any exception, for SpiffWorkflow cannot undo a half-made step.
    """

    __slots__ = ("_chart", "_order", "_variables", "_workflow")

    def __init__(self, chart: CompiledChart) -> None:
        self._chart = chart
        self._order = {path: i for i, path in enumerate(chart.chart.nodes)}
        self._variables: Mapping[str, Scalar] = {}
        self._workflow = LeanWorkflow(chart.spec, script_engine(self._holds), chart.bodies)

    def start(self) -> Moved:
        """Run from the start event to the first tasks."""
        self._variables = {}
        ended = self._run()
        return Moved((), self._sorted(self.open_tasks()), ended)

    def complete(self, path: str, variables: Mapping[str, Scalar]) -> Moved:
        """Complete the open task at `path`.

        SpiffWorkflow would run a finished or a future task again without a word
        (notes/spiff.md §0.3), so only a ready one is found here. Raises KeyError if none is,
        and EvaluationError when no flow can be chosen.
        """
        before = self.open_tasks()
        task = before.pop(path)
        self._variables = variables
        try:
            task.run()
            ended = self._run()
        except WorkflowTaskException as error:
            # It wraps what one of our own conditions said; that is what counts.
            if isinstance(error.__context__, EvaluationError):
                raise error.__context__ from None
            raise
        after = self.open_tasks()
        gone = self._sorted(p for p in before if p not in after)
        return Moved((path, *gone), self._sorted(p for p in after if p not in before), ended)

    def open_tasks(self) -> dict[str, Any]:
        """The ready user tasks by path."""
        return {
            task.task_spec.bpmn_id: task
            for task in self._tasks()
            if task.state == TaskState.READY and task.task_spec.manual
        }

    def _tasks(self) -> Iterator[Any]:
        """Of the case and of the sub-processes going on."""
        yield from self._workflow.tasks.values()
        for body in self._workflow.subprocesses.values():
            yield from body.tasks.values()

    def _run(self) -> str | None:
        """Run what needs no person. Returns the end event when no token is left.

        Over the flat task tables, not the tree: the search of `get_tasks` stops at depth 1000 and
        its cost grows with each step of the case.
        """
        reached = None
        while ready := [t for t in self._tasks() if _automatic(t)]:
            for task in ready:
                if _automatic(task):
                    task.run()
                    node = self._node(task)
                    if node is not None and node.kind is NodeKind.ERROR_END:
                        self._break_off()
                    elif node is not None and node.kind in _ENDS and node.parent is None:
                        reached = node.path
        ended = reached if self._workflow.completed else None
        if ended is None:
            prune(self._workflow)
        return ended

    def _break_off(self) -> None:
        """Let an event that has caught an error end its sub-process before anything else runs.

        Else a second error, thrown in the same step, would be caught as well (two tokens).
        """
        for task in [t for t in self._tasks() if isinstance(t.task_spec, BoundaryEvent)]:
            if task.state == TaskState.READY:
                task.run()

    def _node(self, task: Any) -> Node | None:
        """The element of the chart that the task stands for; none for what the library adds."""
        path = getattr(task.task_spec, "bpmn_id", None) or ""
        return self._chart.chart.nodes.get(ElementPath(path))

    def _holds(self, flow: str) -> bool:
        return self._chart.holds(flow, self._variables)

    def _sorted(self, paths: Any) -> tuple[str, ...]:
        return tuple(sorted(paths, key=self._order.__getitem__))


_ENDS = (NodeKind.END, NodeKind.TERMINATE)


def _automatic(task: Any) -> bool:
    return task.state == TaskState.READY and not task.task_spec.manual
