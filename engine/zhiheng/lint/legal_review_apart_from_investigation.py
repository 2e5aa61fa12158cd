"""LNT024 legal-review-apart-from-investigation."""

from collections.abc import Iterator

from zhiheng.lint.kit.roles import investigates, reviews_law, tasks, together
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import listed, name_of
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text


@rule(
    "LNT024",
    "legal-review-apart-from-investigation",
    Severity.WARNING,
    message=Text(
        "办“{task}”的人也可以办{others}：查和审没有分开。",
        "Who does '{task}' may also do {others}: enquiry and legal review are not separated.",
    ),
    cure=Text(
        "用 zh:separation 把法制审核与调查分开；没有法制人员的，由外单位审核（zh:external）。",
        "Separate the review from the enquiry with zh:separation; a body without a lawyer takes "
        "one from outside (zh:external).",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents investigators from passing their own case.

    Law: 市场监督管理行政处罚程序规定 49-3 (case handlers may not review); 处罚法 58 asks for the
    review but names no person; 001-4 (查审分离). Warning: outside market supervision it is custom,
    and both steps are told by their names.
    """
    for task in tasks(chart, reviews_law):
        others = [
            t for t in together(chart, task, tasks(chart, investigates)) if not reviews_law(t)
        ]
        if others:
            yield hit(
                task.path,
                *(t.path for t in others),
                task=name_of(chart, task.path),
                others=listed(t.name for t in others),
            )
