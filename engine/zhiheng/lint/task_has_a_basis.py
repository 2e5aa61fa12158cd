"""LNT009 task-has-a-basis."""

from collections.abc import Iterator

from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import name_of
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text


@rule(
    "LNT009",
    "task-has-a-basis",
    Severity.ERROR,
    message=Text(
        "“{task}”没有写依据，流程也没有；没有依据的权力不能行使。",
        "'{task}' names no legal basis, and neither does the process; power without a basis may "
        "not be used.",
    ),
    cure=Text(
        "在流程或该环节上写 zh:basis：法律、条款、版本。",
        "Put zh:basis with law, article and version on the process or on the task.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents a power that no published rule gives.

    Law: 许可法 5-2, 处罚法 5-3 (an unpublished rule is no basis), 38-1 (no basis, no penalty).
    Error: the act would be unlawful.
    """
    if chart.bases:
        return
    for task in chart.tasks:
        if not task.bases:
            yield hit(task.path, task=name_of(chart, task.path))
