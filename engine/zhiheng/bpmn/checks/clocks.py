"""Whether what moves a limit says on which ground of law, and who is told of it."""

from collections.abc import Iterator

from zhiheng.bpmn.elements.draft import Draft
from zhiheng.bpmn.telling.findings import finding
from zhiheng.model.chart import Chart, Meaning, Node, NodeKind, Task, Trigger
from zhiheng.model.finding import Finding
from zhiheng.model.limit import ClockEffect, ClockRule, Limit, LimitUnit


def check_clocks(draft: Draft) -> Iterator[Finding]:
    """Findings on stops, restarts, deemed results and extensions."""
    for task in draft.chart.tasks:
        if task.clock is not None:
            yield from _of_task(draft, task, task.clock)
    for node in draft.chart.nodes.values():
        if node.task is None and node.clock is not None:
            yield from _of_node(draft, node, node.clock)
    yield from _not_counted(draft)
    yield from _run_on(draft)
    for owner, limit in _limits(draft.chart):
        if limit.extension is not None and not _may_be_extended(limit):
            yield finding("BPM142", (owner,), draft.line(owner), owner=owner)


def _of_task(draft: Draft, task: Task, rule: ClockRule) -> Iterator[Finding]:
    if rule.effect is ClockEffect.DEEMED:
        yield draft.at("BPM143", task.path)
    elif rule.effect is ClockEffect.STOP and not _whole(rule):
        yield draft.at("BPM140", task.path)
    elif rule.effect is ClockEffect.STOP and not _told_before(draft.chart, task, rule):
        yield draft.at("BPM141", task.path, document=rule.document)


def _of_node(draft: Draft, node: Node, rule: ClockRule) -> Iterator[Finding]:
    """A sub-process may stop the clock, for all its steps; a timer may decide by silence."""
    stops = node.kind in (NodeKind.SUB_PROCESS, NodeKind.CALL) and rule.effect is ClockEffect.STOP
    if stops and not _whole(rule):
        yield draft.at("BPM140", node.path)
    elif not stops and not _deems(node, rule):
        yield draft.at("BPM143", node.path)


def _not_counted(draft: Draft) -> Iterator[Finding]:
    """Hours, which run through and are stopped by no rule (强制法 19; 民法典 201)."""
    moves = [x for x in draft.chart.tasks if x.clock and x.clock.effect is not ClockEffect.DEEMED]
    for limit in draft.chart.limits:
        if limit.unit is LimitUnit.HOUR:
            for task in moves:
                yield draft.at("BPM144", task.path, kind=limit.kind.value)


def _run_on(draft: Draft) -> Iterator[Finding]:
    """Timers, which would count time that the law does not (许可法 45; 强制法 25-3)."""
    nodes = draft.chart.nodes.values()
    stops = [x for x in draft.chart.tasks if x.clock and x.clock.effect is ClockEffect.STOP]
    beside = any(x.kind is NodeKind.PARALLEL for x in nodes)
    for node in (x for x in nodes if x.trigger is Trigger.TIMER):
        for task in stops:
            if node.attached_to is not None and task.path.startswith(f"{node.attached_to}/"):
                yield draft.at("BPM145", node.path, step=task.path)
            elif beside and node.attached_to is None and _grants(node.clock):
                yield draft.at("BPM146", node.path, step=task.path)


def _grants(rule: ClockRule | None) -> bool:
    return rule is not None and rule.means == Meaning.GRANT


def _whole(rule: ClockRule) -> bool:
    return None not in (rule.ground, rule.when, rule.document)


def _told_before(chart: Chart, task: Task, rule: ClockRule) -> bool:
    """Whether another step gives out the notice: the step itself begins with the stop."""
    return any(
        paper.name == rule.document and paper.direction == "out"
        for other in chart.tasks
        if other.path != task.path
        for paper in other.documents
    )


def _deems(node: Node, rule: ClockRule) -> bool:
    deems = rule.effect is ClockEffect.DEEMED and rule.means is not None and rule.basis is not None
    return deems and node.trigger is Trigger.TIMER


def _limits(chart: Chart) -> Iterator[tuple[str, Limit]]:
    yield from ((chart.key, limit) for limit in chart.limits)
    yield from ((task.path, limit) for task in chart.tasks for limit in task.limits)
    yield from ((node.path, node.wait) for node in chart.nodes.values() if node.wait is not None)


def _may_be_extended(limit: Limit) -> bool:
    known = limit.extension
    return (
        known is not None
        and known.n > 0
        and known.times > 0
        and bool(known.approver and known.document)
    )
