"""Whether it is plain who acts, who may not, and with what legal effect."""

from collections import Counter
from collections.abc import Iterator

from zhiheng.bpmn.draft import Draft
from zhiheng.bpmn.findings import finding
from zhiheng.model.chart import Outcome, Separation, Task, VariableType
from zhiheng.model.finding import Finding


def check_duties(draft: Draft) -> Iterator[Finding]:
    """Findings on posts, separations, outcomes, papers and risks."""
    for task in draft.chart.tasks:
        yield from _task(draft, task)
    for separation in draft.chart.separations:
        yield from _separation(draft, separation)


def _task(draft: Draft, task: Task) -> Iterator[Finding]:
    if (task.post is None) == (task.qualification is None):
        yield _of(draft, "BPM061", task)
    for name, count in Counter(paper.name for paper in task.documents).items():
        if count > 1:
            yield _of(draft, "BPM066", task, name=name)
    for outcome in task.outcomes:
        if not _written(draft, task, outcome):
            yield _of(draft, "BPM080", task, variable=outcome.variable, value=outcome.value)
    for (variable, value), count in Counter((o.variable, o.value) for o in task.outcomes).items():
        if count > 1:
            yield _of(draft, "BPM081", task, variable=variable, value=value)


def _written(draft: Draft, task: Task, outcome: Outcome) -> bool:
    variable = draft.chart.variables.get(outcome.variable)
    return (
        variable is not None
        and variable.writer == task.path
        and variable.type is VariableType.CHOICE
        and outcome.value in (value for value, _ in variable.choices)
    )


def _separation(draft: Draft, separation: Separation) -> Iterator[Finding]:
    line = draft.line(f"zh:{separation.id}")
    for path in sorted(separation.a | separation.b):
        node = draft.chart.nodes.get(path)
        if node is None or node.task is None:
            yield finding("BPM070", (path,), line, separation=separation.id, element=path)
    for path in sorted(separation.a & separation.b):
        yield finding("BPM071", (path,), line, separation=separation.id, element=path)


def _of(draft: Draft, rule: str, task: Task, **facts: object) -> Finding:
    return finding(rule, (task.path,), draft.line(task.path), task=task.path, **facts)
