"""LNT002 condition-names-a-real-choice."""

from collections.abc import Iterator

from zhiheng.lint.kit.conditions import compared
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import flow_name, listed, name_of
from zhiheng.model.chart import Chart, Task, VariableType
from zhiheng.model.finding import Severity, Text


@rule(
    "LNT002",
    "condition-names-a-real-choice",
    Severity.ERROR,
    message=Text(
        "{owner}的条件把“{variable}”和“{value}”相比，而它没有这个选项；条件永远不会按字面成立。",
        "The condition of {owner} compares '{variable}' with '{value}', which is none of its "
        "choices; it never comes true as written.",
    ),
    cure=Text("可用的选项：{choices}。", "Its choices: {choices}."),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents a branch that no one can take, and a paper that is never asked for, by a typo.

    Law: 许可法 38-2, 处罚法 57 (which decision follows which finding). Error: that part of the
    chart does not run.
    """
    for element, owner, source in _conditions(chart):
        for name, value in dict.fromkeys(compared(source)):
            variable = chart.variables.get(name)
            if variable is None or variable.type is not VariableType.CHOICE:
                continue
            choices = [choice for choice, _ in variable.choices]
            if value not in choices:
                yield hit(
                    element,
                    owner=owner,
                    variable=variable.title,
                    value=value,
                    choices=listed(choices),
                )


def _conditions(chart: Chart) -> Iterator[tuple[str, Text, str]]:
    """Each condition with the element it stands on, and what to call it."""
    for flow in chart.flows:
        if flow.condition:
            name = flow_name(chart, flow)
            yield flow.id, Text(f"分支{name.zh}", f"branch {name.en}"), flow.condition
    for task in chart.tasks:
        yield from _of_time(chart, task)
        for paper in task.documents:
            if paper.when:
                zh, en = listed([paper.name]), name_of(chart, task.path)
                yield task.path, Text(f"文书{zh.zh}", f"the paper {zh.en} of '{en}'"), paper.when


def _of_time(chart: Chart, task: Task) -> Iterator[tuple[str, Text, str]]:
    """When a clock stops, and when what is forbidden at that hour is urgent."""
    name = name_of(chart, task.path)
    if task.clock is not None and task.clock.when:
        yield task.path, Text(f"“{name}”的停钟", f"the stop of '{name}'"), task.clock.when
    for forbid in task.forbids:
        if forbid.unless:
            told = Text(f"“{name}”的紧急条件", f"the urgency of '{name}'")
            yield task.path, told, forbid.unless
