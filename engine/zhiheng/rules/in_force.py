"""Whether the agency has what a chart names of it.

Parameters (PAR001, 002), ladders (PAR003), rules of meetings (PAR004).
"""

from collections.abc import Iterator

from zhiheng.model.chart import Chart, ParameterUse, Task
from zhiheng.model.finding import Finding, Severity, Text
from zhiheng.model.parameters import Parameters

_CURE = Text(
    "更正名称，或先由两名系统管理员使这一参数生效。",
    "Correct the name, or let two system officers bring it into force first.",
)


def not_in_force(chart: Chart, parameters: Parameters) -> Iterator[Finding]:
    """Prevents a chart whose cases would stop at a bound that nobody has set (R-155)."""
    for name, use in chart.parameters.items():
        known = parameters.values.get(name)
        if known is None:
            yield _finding("PAR001", (), _unknown(use))
        elif known.type is not use.type:
            zh = f"参数“{name}”在图中是 {use.type.value}，生效的是 {known.type.value}。"
            en = f"The parameter '{name}' is {use.type.value} here and {known.type.value} in force."
            yield _finding("PAR002", (), Text(zh, en))
    for task in chart.tasks:
        yield from _of_task(task, parameters)


def _of_task(task: Task, parameters: Parameters) -> Iterator[Finding]:
    if task.amount is not None and task.amount.ladder not in parameters.ladders:
        ladder = task.amount.ladder
        zh = f"“{task.name}”按审批权限“{ladder}”审批，生效的参数中没有这一权限。"
        en = f"The amount of '{task.name}' goes by the ladder '{ladder}', which is not in force."
        yield _finding("PAR003", (task.path,), Text(zh, en))
    rules = task.collective.rules if task.collective is not None else None
    if rules is not None and rules not in parameters.meetings:
        zh = f"“{task.name}”按议事规则“{rules}”开会，生效的参数中没有这一规则。"
        en = f"The meeting of '{task.name}' goes by the rules '{rules}', which are not in force."
        yield _finding("PAR004", (task.path,), Text(zh, en))


def _unknown(use: ParameterUse) -> Text:
    zh = f"参数“{use.title}”（{use.name}）没有生效。"
    return Text(zh, f"The parameter '{use.title}' ({use.name}) is not in force.")


def _finding(rule: str, elements: tuple[str, ...], message: Text) -> Finding:
    return Finding(rule, Severity.ERROR, elements, message, _CURE)
