"""Forget the finished part of SpiffWorkflow's task trees: all that lies before every token.

Stock behaviour keeps every finished task: the search stops at depth 1000, so that a task
reached by 500 rounds of rework is never found again; each join looks through all earlier
generations; and every step costs more than the one before. Our log is the history, so each
tree, that of the case and that of each sub-process going on, is cut down to the last task
from which all its tokens come.
"""

from typing import Any

from SpiffWorkflow.bpmn.specs.control import _EndJoin
from SpiffWorkflow.util.task import TaskState


def prune(workflow: Any) -> None:
    """Cut the trees, and drop the bodies of sub-processes that are over."""
    bodies = workflow.subprocesses
    for place, body in list(bodies.items()):
        if body.completed:
            del bodies[place]
    for tree in (workflow, *bodies.values()):
        _cut(tree)


def _cut(workflow: Any) -> None:
    tasks = workflow.tasks
    root = workflow.task_tree
    alive = [t for t in tasks.values() if _is_token(t)]
    origin = alive[0] if len(alive) == 1 else _origin(alive)
    if origin is None or origin is root or origin.parent is root:
        return
    keep = {root.id} | _below(origin, tasks)
    for dead in [i for i in tasks if i not in keep]:
        del tasks[dead]
    root._children = [origin.id]  # noqa: SLF001 - there is no public way to shorten a tree
    origin.parent = root


def _is_token(task: Any) -> bool:
    """A join before the end that waits is none: the token that comes last makes it anew."""
    return task.has_state(_ALIVE) and not isinstance(task.task_spec, _EndJoin)


def _origin(alive: list[Any]) -> Any:
    """The last task from which all of these come."""
    ways = [_way(task) for task in alive]
    common = None
    for step in zip(*ways, strict=False):
        if any(task is not step[0] for task in step):
            break
        common = step[0]
    return common


def _way(task: Any) -> list[Any]:
    """The tasks from the root to this one."""
    found = [task]
    while (task := task.parent) is not None:
        found.append(task)
    return found[::-1]


def _below(token: Any, tasks: Any) -> set[Any]:
    """The ids of a task and of all that is foreseen after it."""
    found, waiting = set(), [token.id]
    while waiting:
        found.add(place := waiting.pop())
        waiting += tasks[place]._children  # noqa: SLF001 - `children` would look each of them up twice
    return found


_ALIVE = TaskState.READY | TaskState.WAITING | TaskState.STARTED
