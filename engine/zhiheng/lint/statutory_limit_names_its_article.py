"""LNT012 statutory-limit-names-its-article."""

from collections.abc import Iterator

from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text
from zhiheng.model.limit import LimitKind


@rule(
    "LNT012",
    "statutory-limit-names-its-article",
    Severity.WARNING,
    message=Text(
        "“{owner}”有法定时限，却没有写哪一条定的。",
        "'{owner}' has a statutory limit, but does not say which article sets it.",
    ),
    cure=Text(
        "在 zh:limit 里写 zh:basis；不是法律定的，kind 改为 promised 或 post。",
        "Put zh:basis into the zh:limit; if no law sets it, let kind be promised or post.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents a limit that claims to be the law's and cannot be checked.

    The unit, the days left out and the extension all turn on the article.
    Law: 许可法 30 (limits are published), 82 (which days count). Warning: the clock runs.
    """
    for limit in chart.limits:
        if limit.kind is LimitKind.STATUTORY and limit.basis is None:
            yield hit(chart.key, owner=chart.name)
    for task in chart.tasks:
        for limit in task.limits:
            if limit.kind is LimitKind.STATUTORY and limit.basis is None and not task.bases:
                yield hit(task.path, owner=task.name)
