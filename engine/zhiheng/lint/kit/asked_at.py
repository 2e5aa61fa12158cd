"""What the completion of a task asks for, beside its flows: papers, measures, amounts, tables."""

from collections.abc import Iterator

from zhiheng.lint.kit.conditions import names_in
from zhiheng.model.chart import Chart, Task
from zhiheng.rules.risk import measures


def asked_at(chart: Chart, task: Task) -> Iterator[frozenset[str]]:
    """Sets of variables that must have a value as the task is completed."""
    for paper in task.documents:
        if paper.required:
            yield names_in(paper.when)
    for _, _, _, measure in measures(task):
        yield names_in(measure.holds if measure.when is None else measure.when)
    if (amount := task.amount) is not None:
        held = frozenset(filter(None, (amount.variable, amount.key)))
        yield held if amount.when is None else names_in(amount.when)
    yield from _of_tables(chart, task)


def _of_tables(chart: Chart, task: Task) -> Iterator[frozenset[str]]:
    for use in task.decisions:
        table = chart.tables[use.table]
        yield frozenset(use.asked_with(column.name) for column in table.inputs)
    for bound in task.bounds:
        named = (bound.minimum, bound.maximum, bound.low, bound.high, bound.noticed)
        yield frozenset(filter(None, named)) | names_in(bound.ground)
    if (rule := task.surcharge) is not None:
        named = (rule.fine, rule.announced, rule.due, rule.paid, rule.suspended)
        yield frozenset(filter(None, named))
