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
    """Where there is a condition, it alone: what it guards is asked for only where it holds."""
    for use in task.decisions:
        table = chart.tables[use.table]
        inputs = frozenset(use.asked_with(column.name) for column in table.inputs)
        yield inputs if use.when is None else names_in(use.when)
    for bound in task.bounds:
        numbers = frozenset(filter(None, bound.numbers)) | names_in(bound.ground)
        yield numbers if bound.when is None else names_in(bound.when)
    if (rule := task.surcharge) is not None:
        known = (rule.fine, rule.due, rule.paid, rule.suspended, rule.served)
        named = frozenset(filter(None, known))
        held = named | names_in(rule.announced)
        yield held if rule.when is None else names_in(rule.when)
