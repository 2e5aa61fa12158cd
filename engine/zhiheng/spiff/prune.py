"""Forget the finished part of SpiffWorkflow's task tree whenever one token is left.

Stock behaviour keeps every finished task: the search stops at depth 1000, so that a task
reached by 500 rounds of rework is never found again; each join looks through all earlier
generations; and every step costs more than the one before. Our log is the history, so where a
case stands at exactly one task, the tree is cut down to it.
"""

from typing import Any

from SpiffWorkflow.util.task import TaskState


def prune(workflow: Any) -> None:
    """Cut the tree to the root and the one ready task, if there is exactly one token."""
    tasks = workflow.tasks
    alive = [t for t in tasks.values() if t.has_state(_ALIVE)]
    if len(alive) != 1 or alive[0].parent is workflow.task_tree:
        return
    token = alive[0]
    keep = {workflow.task_tree.id} | _below(token, tasks)
    for dead in [i for i in tasks if i not in keep]:
        del tasks[dead]
    root = workflow.task_tree
    root._children = [token.id]  # noqa: SLF001 - there is no public way to shorten a tree
    token.parent = root


def _below(token: Any, tasks: Any) -> set[Any]:
    """The ids of a task and of all that is foreseen after it."""
    found, waiting = set(), [token.id]
    while waiting:
        found.add(place := waiting.pop())
        waiting += tasks[place]._children  # noqa: SLF001 - `children` would look each of them up twice
    return found


_ALIVE = TaskState.READY | TaskState.WAITING | TaskState.STARTED
