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
        "高风险环节“{task}”写着集体讨论，但没有画成集体决定，一个人就能登记办完。",
        "The high-risk step '{task}' is said to be held by a meeting, but is not drawn as one: "
        "one person can record it.",
    ),
    cure=Text(
        '写 zh:signOff kind="collective"：应到、签到、表决、纪要由引擎执行。',
        'Write zh:signOff kind="collective": members, quorum, votes and minutes are then kept.',
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents trust in a meeting that nobody checks was held.

    Law: 处罚法 57-2 (heads discuss grave cases together). Warning: minutes of a meeting held
    elsewhere are a check, if a weaker one.
    """
    for task in chart.tasks:
        risks = high_risks(task)
        if risks and not gated(chart, task) and held_by_meeting(risks):
            yield hit(task.path, task=name_of(chart, task.path))
