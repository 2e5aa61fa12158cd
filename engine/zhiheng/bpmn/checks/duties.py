"""Whether it is plain who acts, who may not, and with what legal effect."""

from collections import Counter
from collections.abc import Iterator

from zhiheng.bpmn.elements.draft import Draft
from zhiheng.bpmn.telling.findings import finding
from zhiheng.model.chart import Outcome, Task, VariableType
from zhiheng.model.finding import Finding
from zhiheng.model.separation import WIDE_KINDS, Separation


def check_duties(draft: Draft) -> Iterator[Finding]:
    """Findings on posts, separations, outcomes, papers and risks."""
    for task in draft.chart.tasks:
        yield from _task(draft, task)
    for separation in draft.chart.separations:
        yield from _separation(draft, separation)


def _task(draft: Draft, task: Task) -> Iterator[Finding]:
    yield from _who(draft, task)
    for name, count in Counter(paper.name for paper in task.documents).items():
        if count > 1:
            yield _of(draft, "BPM066", task, name=name)
    for outcome in task.outcomes:
        if not _written(draft, task, outcome):
            yield _of(draft, "BPM080", task, variable=outcome.variable, value=outcome.value)
    for (variable, value), count in Counter((o.variable, o.value) for o in task.outcomes).items():
        if count > 1:
            yield _of(draft, "BPM081", task, variable=variable, value=value)


def _who(draft: Draft, task: Task) -> Iterator[Finding]:
    if (task.post is None) == (task.qualification is None):
        yield _of(draft, "BPM061", task)
    if task.crosscheck is not None and (task.post is None or task.sign_off is not None):
        yield _of(draft, "BPM075", task)


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
    yield from _meaning(draft, separation)


def _meaning(draft: Draft, s: Separation) -> Iterator[Finding]:
    """Whether the separation separates anything, and as strictly as it must."""
    line = draft.line(f"zh:{s.id}")
    shared = s.wide and s.rule != f"{draft.chart.key}:{s.id}"
    if not (s.a or s.b) or not ((s.a and s.b) or shared):
        yield finding("BPM072", (), line, separation=s.id)
    wide = s.kind in WIDE_KINDS and s.hard
    if (s.wide and not wide) or (s.window is not None and not s.wide):
        kind = f"{s.kind.value}（window {s.window}）" if s.window is not None else s.kind.value
        yield finding("BPM073", (), line, separation=s.id, kind=kind, scope=s.scope.value)
    for path in sorted(s.a | s.b) if not s.hard else ():
        node = draft.chart.nodes.get(path)
        if node is not None and node.task is not None and _high(node.task):
            yield finding("BPM074", (path,), line, separation=s.id, element=path)


def _high(task: Task) -> bool:
    return any(risk.inherent == "high" for risk in task.risks)


def _of(draft: Draft, rule: str, task: Task, **facts: object) -> Finding:
    return finding(rule, (task.path,), draft.line(task.path), task=task.path, **facts)
