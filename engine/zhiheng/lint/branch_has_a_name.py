"""LNT013 branch-has-a-name."""

from collections.abc import Iterator

from zhiheng.lint.kit.course import course
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import name_of, returns_at
from zhiheng.lint.kit.ways import splits
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text


@rule(
    "LNT013",
    "branch-has-a-name",
    Severity.WARNING,
    message=Text(
        "网关“{gateway}”通往“{target}”的分支没有名称，看图的人不知道何时走这边。",
        "The branch of '{gateway}' to '{target}' has no name, so a reader cannot tell when it is "
        "taken.",
    ),
    cure=Text(
        "给分支写上条件的说法，如“同意”“退回”。", "Name it by its condition, such as 同意 or 退回."
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents a published chart that hides on what a decision turns.

    What the reader drew for zh:return is left out: it is named already.

    Law: 许可法 5-2, 30 (conditions and procedure are published). Warning: only the reader loses.
    """
    graph = course(chart)
    for gateway in splits(graph):
        if any(returns_at(chart, gateway.path)):
            continue
        for flow in graph.leaving[gateway.path]:
            if not flow.name:
                yield hit(
                    flow.id,
                    gateway=name_of(chart, gateway.path),
                    target=name_of(chart, flow.target),
                )
