"""LNT021 acceptance-apart-from-review."""

from collections.abc import Iterator

from zhiheng.lint.kit.roles import accepts, reviews, tasks, together
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import listed, name_of
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text


@rule(
    "LNT021",
    "acceptance-apart-from-review",
    Severity.WARNING,
    message=Text(
        "“{task}”的受理人也可以办{others}：受理和审查没有分开。",
        "Who accepts at '{task}' may also do {others}: acceptance and review are not separated.",
    ),
    cure=Text(
        "加 zh:separation，a 写受理环节，b 写审查环节。",
        "Add zh:separation with the accepting step in a and the reviewing steps in b.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents one clerk from taking an application in and judging it as well.

    Reviewing steps are told by their names (审查, 初审, 踏勘, 核查 and the like).
    Law: 许可法 26-1 (one window accepts and serves for all); 000, 001 (不相容职务 1). Warning:
    no article forbids it, and small bureaus have few hands.
    """
    for task in tasks(chart, accepts):
        others = [t for t in together(chart, task, tasks(chart, reviews)) if not accepts(t)]
        if others:
            yield hit(
                task.path,
                *(t.path for t in others),
                task=name_of(chart, task.path),
                others=listed(t.name for t in others),
            )
