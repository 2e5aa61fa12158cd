"""LNT031 limit-within-the-law."""

from collections.abc import Iterator

from zhiheng.lint.kit.law import bound, length
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text
from zhiheng.model.limit import LimitUnit
from zhiheng.model.limit_words import UNITS


@rule(
    "LNT031",
    "limit-within-the-law",
    Severity.ERROR,
    message=Text(
        "“{owner}”的时限 {given_zh} 长于{law}{article}的 {allowed_zh}。",
        "The limit of '{owner}', {given_en}, is longer than the {allowed_en} of {law} {article}.",
    ),
    cure=Text(
        "改到法定时限以内；别的法律、法规另有规定的，把它写成这个时限的依据。",
        "Bring it within the law; where another law or regulation gives more, name that as the "
        "basis of this limit.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents a chart that is late by its own plan.

    From the table in kit/law.py. Law: permit 20 working days (许可法 42-1; 45 when handled jointly,
    42-2), supplement notice 5 (32-1(4)), hearing 20 (47-1), delivery 10 (44); penalty 90 days
    (处罚法 60), service 7 working days (61, 85), registered evidence 7 (56, 85); sealing 30 days
    (强制法 25-1), approval made up in 24 hours (19). Error: it would be unlawful.
    """
    for found in bound(chart):
        n, row = found.limit.n, found.row
        if n is not None and _longer(n, found.limit.unit, found.n, row.unit):
            given, allowed = UNITS[found.limit.unit], UNITS[row.unit]
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


def _longer(n: int, unit: LimitUnit, most: int, law_unit: LimitUnit) -> bool:
    return n > most if unit is law_unit else length(n, unit) > length(most, law_unit)
