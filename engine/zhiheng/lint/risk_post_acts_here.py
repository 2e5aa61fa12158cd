"""LNT019 risk-post-acts-here."""

from collections.abc import Iterator

from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import name_of
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text


@rule(
    "LNT019",
    "risk-post-acts-here",
    Severity.WARNING,
    message=Text(
        "“{task}”的风险“{risk}”由岗位“{post}”负责，但图里没有哪个环节或泳道是这个岗位的。",
        "The risk '{risk}' of '{task}' is answered for by the post '{post}', which has no step "
        "and no lane in this chart.",
    ),
    cure=Text(
        "改成在图里办事的岗位；由上级领导负责的，给他一个环节或泳道。",
        "Name a post that acts in the chart; if it is a leader's, give him a step or a lane.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents a responsible post that is mistyped, or has nothing to do with the case.

    Law: none; 003 and 000 (each risk point has a person who answers for it). Warning: a leader
    may answer for it from outside.
    """
    acting = {task.post for task in chart.tasks} | {lane.post for lane in chart.lanes}
    for task in chart.tasks:
        for risk in task.risks:
            if risk.post is not None and risk.post not in acting:
                yield hit(
                    task.path,
                    task=name_of(chart, task.path),
                    risk=risk.manifestation,
                    post=risk.post,
                )
