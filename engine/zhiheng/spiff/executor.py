"""One running instance on SpiffWorkflow: complete a task, learn what closed and opened."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from SpiffWorkflow.bpmn.exceptions import WorkflowTaskException
from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent, EventBasedGateway
from SpiffWorkflow.bpmn.specs.event_definitions import SignalEventDefinition
from SpiffWorkflow.bpmn.util import BpmnEvent
from SpiffWorkflow.util.task import TaskState

from zhiheng.expr import EvaluationError
from zhiheng.facts import Scalar
from zhiheng.model.chart import Node, NodeKind, Trigger
from zhiheng.model.ids import ElementPath
from zhiheng.spiff.compile import CompiledChart
from zhiheng.spiff.environment import script_engine
from zhiheng.spiff.lean import LeanWorkflow
from zhiheng.spiff.prune import prune

PATCH_LEVEL = 4
"""Raised when the wall changes what an execution does; named in each entry."""
EXECUTOR = f"SpiffWorkflow 3.2.0 + {PATCH_LEVEL}"


@dataclass(frozen=True, slots=True)
class Moved:
    """What one completion or one timer did, as element paths in the order of the chart.

    fired: the timer, where one did it. armed: timers that begin to wait. disarmed: those that
    wait no longer; one that begins anew at once is in both.
    """

    closed: tuple[str, ...]
    opened: tuple[str, ...]
    ended: str | None
    fired: str | None = None
    armed: tuple[str, ...] = ()
    disarmed: tuple[str, ...] = ()


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
        opened = self._sorted(self.open_tasks())
        return Moved((), opened, ended, armed=self._sorted(self.timers()))

    def complete(self, path: str, variables: Mapping[str, Scalar]) -> Moved:
        """Complete the open task at `path`.

        SpiffWorkflow would run a finished or a future task again without a word
        (notes/spiff.md §0.3), so only a ready one is found here. Raises KeyError if none is,
        and EvaluationError when no flow can be chosen.
        """
        task = self.open_tasks()[path]
        moved = self._step(path, task, variables)
        others = tuple(p for p in moved.closed if p != path)
        return replace(moved, closed=(path, *others))

    def fire(self, path: str, variables: Mapping[str, Scalar]) -> Moved:
        """Let the timer at `path` occur. Raises as `complete` does."""
        moved = self._step(path, self.timers()[path], variables)
        return replace(moved, fired=path)

    def open_tasks(self) -> dict[str, Any]:
        """By path: the ready user tasks, and what waits for a message."""
        ready = {
            task.task_spec.bpmn_id: task
            for task in self._tasks()
            if task.state == TaskState.READY and task.task_spec.manual
        }
        return ready | self._awaited(Trigger.MESSAGE)

    def timers(self) -> dict[str, Any]:
        """By path: what waits for a time."""
        return self._awaited(Trigger.TIMER)

    def _awaited(self, trigger: Trigger) -> dict[str, Any]:
        """An event-based gateway waits for the events behind it."""
        waits, found = self._chart.waits, dict[str, Any]()
        for task in self._tasks() if waits else ():
            if task.state != TaskState.WAITING:
                continue
            spec = task.task_spec
            for event in spec.outputs if isinstance(spec, EventBasedGateway) else (spec,):
                if waits.get(event.bpmn_id or "") is trigger:
                    found[event.bpmn_id] = task
        return found

    def _step(self, path: str, task: Any, variables: Mapping[str, Scalar]) -> Moved:
        """Bring about what `task` waits for, and run on to the next tasks."""
        open_before, timers_before = self.open_tasks(), self.timers()
        self._variables = variables
        try:
            if path in self._chart.waits:
                task.task_spec.catch(task, BpmnEvent(SignalEventDefinition(path)))
                task.task_spec._update(task)  # noqa: SLF001 - as the stock event manager does
            else:
                task.run()
            ended = self._run()
        except WorkflowTaskException as error:
            # It wraps what one of our own conditions said; that is what counts.
            if isinstance(error.__context__, EvaluationError):
                raise error.__context__ from None
            raise
        opened, timers = self.open_tasks(), self.timers()
        return Moved(
            closed=self._other(open_before, opened),
            opened=self._other(opened, open_before),
            ended=ended,
            armed=self._other(timers, timers_before),
            disarmed=self._other(timers_before, timers),
        )

    def _other(self, these: Mapping[str, Any], those: Mapping[str, Any]) -> tuple[str, ...]:
        """What of these is not there, or there as another visit."""
        return self._sorted(p for p, task in these.items() if those.get(p) is not task)

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
