"""Limits and versions in force, as a table. Only articles that were read in their text.

Left out for that reason: sector rules and local rules; where one of them sets another limit, the
chart names it as the limit's basis, and these rows keep still.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zhiheng.lint.kit.roles import (
    COERCION,
    PENALTY,
    PERMIT,
    Step,
    delivers,
    hosts_hearing,
    is_a,
    supplements,
)
from zhiheng.model.chart import Chart
from zhiheng.model.limit import Limit, LimitKind, LimitUnit

PERMIT_LAW, PENALTY_LAW, COERCION_LAW = "行政许可法", "行政处罚法", "行政强制法"


@dataclass(frozen=True, slots=True)
class LawLimit:
    """At most n units. step: the tasks it binds; None for the case from acceptance on."""

    category: str
    step: Step | None
    n: int
    unit: LimitUnit
    law: str
    article: str
    but: Mapping[str, int]
    """Other numbers of the same law, by a piece of the article that gives them."""


def _row(
    category: str,
    step: Step | None,
    n: int,
    unit: LimitUnit,
    basis: tuple[str, str],
    but: Mapping[str, int] | None = None,
) -> LawLimit:
    return LawLimit(category, step, n, unit, *basis, but or {})


LIMITS = (
    _row(
        PERMIT,
        None,
        20,
        LimitUnit.WORKING_DAY,
        (PERMIT_LAW, "第四十二条第一款"),
        {"第四十二条第二款": 45},
    ),
    _row(
        PERMIT,
        supplements,
        5,
        LimitUnit.WORKING_DAY,
        (PERMIT_LAW, "第三十二条第一款第四项"),
    ),
    _row(PERMIT, hosts_hearing, 20, LimitUnit.WORKING_DAY, (PERMIT_LAW, "第四十七条第一款")),
    _row(PERMIT, delivers, 10, LimitUnit.WORKING_DAY, (PERMIT_LAW, "第四十四条")),
    _row(PENALTY, None, 90, LimitUnit.DAY, (PENALTY_LAW, "第六十条")),
    _row(
        PENALTY,
        Step(("登记保存",)),
        7,
        LimitUnit.WORKING_DAY,
        (PENALTY_LAW, "第五十六条、第八十五条"),
    ),
    _row(PENALTY, delivers, 7, LimitUnit.WORKING_DAY, (PENALTY_LAW, "第六十一条、第八十五条")),
    _row(
        COERCION,
        Step(("查封", "扣押"), but=("解除", "延长", "决定")),
        30,
        LimitUnit.DAY,
        (COERCION_LAW, "第二十五条第一款"),
    ),
    _row(COERCION, Step(("补办批准",)), 24, LimitUnit.HOUR, (COERCION_LAW, "第十九条")),
)

VERSIONS: Mapping[str, str] = {
    PERMIT_LAW: "2019-04-23",
    PENALTY_LAW: "2021-01-22",
    COERCION_LAW: "2011-06-30",
    "行政复议法": "2023-09-01",
    "城乡规划法": "2019-04-23",
    "政府信息公开条例": "2019-04-03",
}
"""The day on which the text in force was passed: an older version is no longer the law."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit of the chart that a row of the table binds. owner: its element; n: what it allows."""

    owner: str
    name: str
    limit: Limit
    row: LawLimit
    n: int


def law_name(law: str) -> str:
    """The short name, as the table has it."""
    return law.strip("《》 ").removeprefix("中华人民共和国")


def bound(chart: Chart) -> Iterator[Bound]:
    """The limits that the table binds; not those on another law, nor those that count back."""
    for row in LIMITS:
        if is_a(chart, row.category):
            for owner, name, limit in _limits(chart, row):
                allowed = _allowed(row, limit)
                if limit.n is not None and allowed is not None:
                    yield Bound(owner, name, limit, row, allowed)


def _limits(chart: Chart, row: LawLimit) -> Iterator[tuple[str, str, Limit]]:
    if row.step is None:
        statutory = (x for x in chart.limits if x.kind is LimitKind.STATUTORY)
        yield from ((chart.key, chart.name, limit) for limit in statutory)
        return
    for task in filter(row.step, chart.tasks):
        yield from ((task.path, task.name, x) for x in task.limits if not x.backward)


def _allowed(row: LawLimit, limit: Limit) -> int | None:
    if limit.basis is None:
        return row.n
    if law_name(limit.basis.law) != row.law:
        return None
    return next((n for piece, n in row.but.items() if piece in limit.basis.article), row.n)


def length(n: int, unit: LimitUnit) -> float:
    """The limit in natural days, without holidays: five working days are a week."""
    return n * _DAYS[unit]


_DAYS: Mapping[LimitUnit, float] = {
    LimitUnit.HOUR: 1 / 24,
    LimitUnit.DAY: 1.0,
    LimitUnit.WORKING_DAY: 1.4,
    LimitUnit.MONTH: 30.0,
}
