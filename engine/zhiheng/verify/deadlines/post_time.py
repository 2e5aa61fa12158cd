"""What each step of a chart may take: its own limit, or why it has none that counts.

The office answers for its own posts. What an outside party does (`zh:external`) is told apart,
and so are the steps whose time the law itself does not count (许可法 45, 强制法 25-3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from zhiheng.bpmn.expansion.enclosing import stop_around
from zhiheng.model.chart import Chart, Node, NodeKind, Task, Trigger
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import ClockEffect, Limit, LimitKind

NOT_COUNTED: Mapping[str, str] = {
    "行政许可法": "第四十五条",
    "行政强制法": "第二十五条第三款",
}
"""The articles that take a step's time out of the limit, by law: hearing, test, expert review."""
APPLICANT = "applicant"


class Count(StrEnum):
    """How the time of a step is counted against the office."""

    COUNTED = "counted"
    OUTSIDE = "outside"
    """An outside party's act."""
    STOPPED = "stopped"
    """By law the time does not count."""
    OPEN = "open"
    """Nobody has said how long it may take."""


@dataclass(frozen=True, slots=True)
class Step:
    """A node that takes time. limit: how long; None where nothing says so."""

    node: Node
    count: Count
    limit: Limit | None = None

    @property
    def of_authority(self) -> bool:
        """Whether another authority acts, whose time the statute counts all the same."""
        task = self.node.task
        return self.count is Count.OUTSIDE and task is not None and task.external != APPLICANT


def steps(chart: Chart) -> dict[ElementPath, Step]:
    """The nodes that take time; gateways and the like take none."""
    found = {path: _step(chart, node) for path, node in chart.nodes.items()}
    return {path: step for path, step in found.items() if step is not None}


def _step(chart: Chart, node: Node) -> Step | None:
    if node.task is not None:
        if stop_around(chart.nodes, node) is not None:
            return Step(node, Count.STOPPED, _limit(node.task))
        return _task(node, node.task)
    if node.kind in (NodeKind.CATCH, NodeKind.BOUNDARY) and node.trigger is Trigger.TIMER:
        host = chart.nodes[node.attached_to].task if node.attached_to is not None else None
        if host is not None and _stops(host):
            return Step(node, Count.STOPPED, node.wait)
        return Step(node, Count.OPEN if node.wait is None else Count.COUNTED, node.wait)
    return Step(node, Count.OPEN) if node.kind in (NodeKind.CATCH, NodeKind.CALL) else None


def _task(node: Node, task: Task) -> Step:
    limit = _limit(task)
    if task.external is not None:
        return Step(node, Count.OUTSIDE, limit)
    if _stops(task) and (limit is None or limit.kind is not LimitKind.POST):
        return Step(node, Count.STOPPED, limit)
    return Step(node, Count.OPEN if limit is None else Count.COUNTED, limit)


def _limit(task: Task) -> Limit | None:
    """The limit of the post; else the law's for this step, which binds it as well.

    One that counts back (倒算) sets a last day, and says nothing of how long the step may take.
    """
    forward = [x for x in task.limits if not x.backward]
    own = [x for x in forward if x.start != "decision" and x.n is not None]
    return next((x for x in own if x.kind is LimitKind.POST), own[0] if own else None)


def _stops(task: Task) -> bool:
    if task.clock is not None and task.clock.effect is ClockEffect.STOP:
        return True
    return any(
        basis.law.strip("《》 ").endswith(law) and article in basis.article
        for basis in task.bases
        for law, article in NOT_COUNTED.items()
    )
