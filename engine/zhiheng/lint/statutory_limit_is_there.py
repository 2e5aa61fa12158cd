"""LNT011 statutory-limit-is-there."""

from collections.abc import Iterator

from zhiheng.lint.kit.law import LIMITS
from zhiheng.lint.kit.roles import is_a
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text
from zhiheng.model.limit import LimitKind
from zhiheng.model.limit_words import UNITS


@rule(
    "LNT011",
    "statutory-limit-is-there",
    Severity.ERROR,
    message=Text(
        "“{chart}”是{category}，流程上却没有法定时限；{law}{article}定了期限。",
        "'{chart}' is {category}, but has no statutory limit of the whole case; {law} {article} "
        "sets one.",
    ),
    cure=Text(
        '在流程上加 zh:limit kind="statutory"，写明依据；一般是{n}{unit_zh}。',
        'Add zh:limit kind="statutory" with its basis to the process; as a rule {n} {unit_en}.',
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents a case whose statutory clock never starts.

    Only where the law itself sets a limit for the whole class of powers: permits and penalties.
    Law: 许可法 42, 处罚法 60. Error: nobody would see that it is late.
    """
    if any(limit.kind is LimitKind.STATUTORY for limit in chart.limits):
        return
    for row in LIMITS:
        if row.step is None and is_a(chart, row.category):
            unit = UNITS[row.unit]
            yield hit(
                chart.key,
                chart=chart.name,
                category=row.category,
                law=row.law,
                article=row.article,
                n=str(row.n),
                unit_zh=unit.zh,
                unit_en=unit.en,
            )
