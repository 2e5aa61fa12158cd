"""LNT008 task-leaves-a-trace."""

from collections.abc import Iterator

from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import name_of
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text


@rule(
    "LNT008",
    "task-leaves-a-trace",
    Severity.WARNING,
    message=Text(
        "“{task}”既没有文书，也没有表单；办完后案卷里看不出做了什么。",
        "'{task}' has neither a paper nor a form; the file will not show what was done.",
    ),
    cure=Text(
        "写上收或发的文书（zh:document），或加一张表单（zh:form）。",
        "Name a paper taken in or given out (zh:document), or add a form (zh:form).",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents a step of which nothing but a signature is left.

    Law: 处罚法 47 (the whole process in text or picture); 许可法 61-2 (what was checked and
    found is recorded). Warning: an opinion is recorded in any case.
    """
    for task in chart.tasks:
        if not task.documents and not task.form:
            yield hit(task.path, task=name_of(chart, task.path))
