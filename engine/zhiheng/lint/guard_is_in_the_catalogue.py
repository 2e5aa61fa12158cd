"""LNT018 guard-is-in-the-catalogue."""

from collections.abc import Iterator
from difflib import get_close_matches

from zhiheng.lint.kit.guards import GUARDS
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import listed, name_of
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text
from zhiheng.model.finding_text import short


@rule(
    "LNT018",
    "guard-is-in-the-catalogue",
    Severity.ERROR,
    message=Text(
        "“{task}”的防控措施“{measure}”指向“{guard}”，控制目录里没有；这条措施落不了实。",
        "The measure '{measure}' of '{task}' names '{guard}', which the catalogue of controls "
        "does not have; nothing would keep it.",
    ),
    cure=Text(
        "改成目录里的编号；相近的：{near}。", "Name a control of the catalogue; near: {near}."
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents a measure that can never be discharged, since no such control exists.

    Law: none; design.md §8 (a risk point holds the task until its measures are discharged).
    Error: the task could not be completed.
    """
    for task in chart.tasks:
        for measure in (m for risk in task.risks for m in risk.measures):
            if measure.guard is not None and measure.guard not in GUARDS:
                near = get_close_matches(short(measure.guard), GUARDS, n=3)
                yield hit(
                    task.path,
                    task=name_of(chart, task.path),
                    measure=measure.text,
                    guard=measure.guard,
                    near=listed(near) if near else Text("无", "none"),
                )
