"""LNT017 high-risk-held-by-a-meeting-only."""

from collections.abc import Iterator

from zhiheng.lint.kit.held import gated, held_by_meeting, high_risks
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import name_of
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text


@rule(
    "LNT017",
    "high-risk-held-by-a-meeting-only",
    Severity.WARNING,
    message=Text(
        "高风险环节“{task}”只靠集体讨论；引擎还不能执行集体决定，目前一个人就能登记办完。",
        "The high-risk step '{task}' is held by a meeting only, which the engine cannot keep yet: "
        "for now one person can record it.",
    ),
    cure=Text(
        "先把登记人与承办人分开（zh:separation）或双人登记（zh:signOff），会议纪要列为必备文书。",
        "For now separate the recorder from the handler (zh:separation) or let two record it "
        "(zh:signOff), and require the minutes.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents trust in a meeting that nobody checks was held.

    Law: 处罚法 57-2 (heads discuss grave cases together). Warning: the minutes are a check, if a
    weaker one.
    """
    for task in chart.tasks:
        risks = high_risks(task)
        if risks and not gated(chart, task) and held_by_meeting(risks):
            yield hit(task.path, task=name_of(chart, task.path))
