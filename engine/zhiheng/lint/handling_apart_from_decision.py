"""LNT022 handling-apart-from-decision."""

from collections.abc import Iterator

from zhiheng.lint.kit.roles import (
    PENALTY,
    Step,
    accepts,
    decides,
    investigates,
    is_a,
    penalises,
    reviews,
    tasks,
    together,
)
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import listed, name_of
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text


@rule(
    "LNT022",
    "handling-apart-from-decision",
    Severity.ERROR,
    message=Text(
        "在“{task}”作决定的人也可以办{others}：承办和决定没有分开，一个人能从头办到底。",
        "Who decides at '{task}' may also do {others}: handling and deciding are not separated, "
        "and one person can carry it through.",
    ),
    cure=Text(
        "加 zh:separation，a 写承办环节，b 写决定环节；由别的机关决定的，写 zh:external。",
        "Add zh:separation with the handling steps in a and the decision in b; where another "
        "authority decides, write zh:external.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents the person who handled a case from deciding it.

    Accepting and reviewing in a permit, investigating in a penalty; deciding is told by its
    outcome, in a penalty also by its name. A decision on the spot in one step (许可法 34-2) is
    let be. Law: 处罚法 57 (the head reviews the result of the enquiry); 000 (不相容职务 2).
    Error: decision, execution and supervision in one hand is what the engine is there to prevent.
    """
    penalty = is_a(chart, PENALTY)
    deciding: Step = penalises if penalty else decides
    handling = investigates if penalty else _handles
    for task in tasks(chart, deciding):
        others = [t for t in together(chart, task, chart.tasks) if handling(t) and not deciding(t)]
        if others:
            yield hit(
                task.path,
                *(t.path for t in others),
                task=name_of(chart, task.path),
                others=listed(t.name for t in others),
            )


_handles = Step(reviews.words, reviews.but, also=accepts)
