"""Whether each amount (zh:amount) and each parameter (zh:parameter) says what can be judged."""

from collections.abc import Iterator

from zhiheng.bpmn.elements.draft import Draft
from zhiheng.bpmn.elements.marks import named
from zhiheng.bpmn.telling.findings import finding
from zhiheng.model.amount import AmountRule
from zhiheng.model.chart import Task, VariableType
from zhiheng.model.finding import Finding

_NUMBERS = (VariableType.DECIMAL, VariableType.INTEGER)
_NAMES = (VariableType.TEXT, VariableType.CHOICE)
_SUMMED = ("supplier", "project")


def check_amounts(draft: Draft) -> Iterator[Finding]:
    """Findings on amounts, and on the names of parameters."""
    seen: set[str] = set()
    for mark in named(draft.process, "parameter"):
        name = mark.values["name"]
        if name in seen or name in draft.chart.variables:
            yield finding("BPM123", (), mark.line, parameter=name)
        seen.add(name)
    for task in draft.chart.tasks:
        if task.amount is not None:
            yield from _amount(draft, task, task.amount)


def _amount(draft: Draft, task: Task, amount: AmountRule) -> Iterator[Finding]:
    variables = draft.chart.variables
    variable = variables.get(amount.variable)
    if variable is None or variable.type not in _NUMBERS:
        yield draft.at("BPM124", task.path, task=task.path, variable=amount.variable)
    key = variables.get(amount.key or "")
    wanted = amount.by in _SUMMED
    if wanted != (amount.key is not None) or (wanted and (key is None or key.type not in _NAMES)):
        yield draft.at("BPM125", task.path, task=task.path, by=amount.by or "")
