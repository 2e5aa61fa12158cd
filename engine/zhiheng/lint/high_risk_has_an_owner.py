"""LNT020 high-risk-has-an-owner."""

from collections.abc import Iterator

from zhiheng.lint.kit.held import high_risks
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import name_of
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text


@rule(
    "LNT020",
    "high-risk-has-an-owner",
    Severity.WARNING,
    message=Text(
        "“{task}”的高风险“{risk}”没有写由哪个岗位负责。",
        "The high risk '{risk}' of '{task}' names no post that answers for it.",
    ),
    cure=Text("在 zh:risk 上写 post。", "Put `post` on the zh:risk."),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents a grave risk for which nobody answers.

    Steps of another authority are left out: its risks are its own.
    Law: none; 000, 003 and 004 (each level has one who manages and one who supervises). Warning:
    the case runs.
    """
    for task in chart.tasks:
        for risk in high_risks(task):
            if risk.post is None and not task.external:
                yield hit(task.path, task=name_of(chart, task.path), risk=risk.manifestation)
