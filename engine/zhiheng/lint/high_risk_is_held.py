"""LNT016 high-risk-is-held."""

from collections.abc import Iterator

from zhiheng.lint.kit.held import gated, held_by_meeting, high_risks
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import listed, name_of
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text


@rule(
    "LNT016",
    "high-risk-is-held",
    Severity.ERROR,
    message=Text(
        "高风险环节“{task}”（{risks}）没有职责分离、双人办理或集体决定，一个人就能办完。",
        "The high-risk step '{task}' ({risks}) has no separation, no second hand and no meeting: "
        "one person can do it all.",
    ),
    cure=Text(
        "加 zh:separation（与相邻环节分开）、zh:signOff（双人），或集体讨论的控制措施。",
        "Add zh:separation from its neighbours, zh:signOff, or a control that is a meeting.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents a risk point that is a badge and no check: power in one hand.

    Law: 处罚法 42 and 许可法 34-3 (two persons), 处罚法 57-2 (heads together); 000: important
    powers under cross-restraint. Error: the engine would have no gate to keep there.
    """
    for task in chart.tasks:
        risks = high_risks(task)
        if risks and not gated(chart, task) and not held_by_meeting(risks):
            yield hit(
                task.path,
                task=name_of(chart, task.path),
                risks=listed(risk.manifestation for risk in risks),
            )
