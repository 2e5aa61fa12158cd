"""Large charts of ten branches, for figures and for the counts of other tools."""

from support.nets import Loom
from zhiheng.model.chart import Chart, NodeKind, Trigger
from zhiheng.model.ids import ElementPath

K = NodeKind


def parallel(
    tasks: int, branches: int = 10, *, split: K = K.PARALLEL, join: K = K.PARALLEL
) -> Chart:
    """Branches of so many tasks each, `t0_0` to `t9_8`."""
    return _block(tasks, branches, split, join).made()


def inclusive(tasks: int) -> Chart:
    """The same, any of the branches."""
    return _block(tasks, 10, K.INCLUSIVE, K.INCLUSIVE).made()


def timed(tasks: int) -> Chart:
    """A timer on every second task ends it and leads to another task that does its work."""
    loom = _block(tasks, 10, K.PARALLEL, K.PARALLEL)
    for branch in range(10):
        for number in range(0, tasks, 2):
            _timer(loom, branch, number, merge=True)
    return loom.made()


def with_reminders(tasks: int) -> Chart:
    """On each branch one timer that ends a task, and one that only has somebody reminded."""
    loom = _block(tasks, 10, K.PARALLEL, K.PARALLEL)
    for branch in range(10):
        _timer(loom, branch, 0, merge=True)
        _timer(loom, branch, 1, merge=False)
    return loom.made()


def _block(tasks: int, branches: int, split: K, join: K) -> Loom:
    loom = Loom()
    for name, kind in (("start", K.START), ("split", split), ("join", join), ("end", K.END)):
        loom.add(kind, id=name)
    loom.way("start", "split")
    for branch in range(branches):
        names = [loom.add(K.TASK, id=f"t{branch}_{number}") for number in range(tasks)]
        loom.way("split", *names, "join")
    loom.way("join", "end")
    return loom


def _timer(loom: Loom, branch: int, number: int, *, merge: bool) -> None:
    host = f"t{branch}_{number}"
    event = loom.add(
        K.BOUNDARY, trigger=Trigger.TIMER, interrupting=merge, attached_to=ElementPath(host)
    )
    instead = loom.add(K.TASK)
    loom.link(event, instead)
    if merge:
        target = next(flow.target for flow in loom.flows if flow.source == host)
        loom.link(instead, target if target != "join" else _before_join(loom, host))
    else:
        loom.link(instead, loom.add(K.END))


def _before_join(loom: Loom, host: str) -> str:
    """A merge between the last task and the join, which would wait for both."""
    place = next(i for i, flow in enumerate(loom.flows) if flow.source == host)
    del loom.flows[place]
    merge = loom.add(K.EXCLUSIVE)
    loom.way(host, merge, "join")
    return merge
