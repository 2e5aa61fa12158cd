"""LNT032 statutory-limit-as-in-the-law."""

from collections.abc import Iterator

from zhiheng.lint.kit.law import bound, length
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text
from zhiheng.model.limit_words import UNITS


@rule(
    "LNT032",
    "statutory-limit-as-in-the-law",
    Severity.WARNING,
    message=Text(
        "“{owner}”的法定时限写成 {given_zh}，{law}{article}是 {allowed_zh}。",
        "The statutory limit of '{owner}' is given as {given_en}; {law} {article} says "
        "{allowed_en}.",
    ),
    cure=Text(
        '照法条写；自己缩短的写成 kind="promised"，别的法律另有规定的写明依据。',
        'Write what the article says; a limit of your own is kind="promised", and that of another '
        "law names it as its basis.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents a promise, or a count of the wrong days, from passing for the law.

    Whether days are working days turns on the article. Law: 处罚法 60, 85 (90 natural days, as
    only 2, 3, 5 and 7 days are working days); 许可法 42, 82 (20 working days). Warning: shorter
    is lawful, only the label is wrong; longer is LNT031.
    """
    for found in bound(chart):
        n, unit, row = found.limit.n, found.limit.unit, found.row
        if row.step is not None or n is None or (n, unit) == (found.n, row.unit):
            continue
        longer = n > found.n if unit is row.unit else length(n, unit) > length(found.n, row.unit)
        if not longer:
            given, allowed = UNITS[unit], UNITS[row.unit]
            yield hit(
                found.owner,
                owner=found.name,
                given_zh=f"{n} {given.zh}",
                given_en=f"{n} {given.en}",
                allowed_zh=f"{found.n} {allowed.zh}",
                allowed_en=f"{found.n} {allowed.en}",
                law=row.law,
                article=row.article,
            )
