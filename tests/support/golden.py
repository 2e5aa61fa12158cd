"""Every limit of a chart as a row, to be compared with a table typed from the law.

element, kind, n, unit, start, end, roll, effect, article. effect: what it does beside warning:
`deemed-acceptance`, `fires` a modelled timer, `backward` from a day to come, `extend 10 head`; the
stops have a row of their own, with n 0.
"""

from collections.abc import Collection, Iterator

from zhiheng.model.chart import Chart, Trigger
from zhiheng.model.limit import Basis, ClockEffect, ClockRule, Limit

Row = tuple[str, str, str, str, str, str, str]
"""element, kind, n, unit, roll, effect, article."""


def rows(chart: Chart, calls: Collection[str] = ()) -> Iterator[Row]:
    """Those of the chart itself, its sub-processes too; what its `calls` call has its own chart."""
    yield from (_row("", x, _effect(x)) for x in chart.limits)
    for path, node in chart.nodes.items():
        if path.rpartition("/")[0].partition("/")[0] in calls:
            continue
        if node.task is not None:
            yield from (_row(path, x, _effect(x)) for x in node.task.limits)
            yield from _stop(path, node.task.clock)
        elif node.trigger is Trigger.TIMER and node.wait is not None:
            deems = node.clock is not None and node.clock.effect is ClockEffect.DEEMED
            means = f"deemed-{node.clock.means}" if deems and node.clock else _fires(node.wait)
            yield _row(path, node.wait, means)
        else:
            yield from _stop(path, node.clock)


def _row(element: str, limit: Limit, effect: str) -> Row:
    n = limit.variable or str(limit.n)
    unit, roll = limit.unit.value, limit.roll.value
    return (element, limit.kind.value, n, unit, roll, effect, _article(limit.basis))


def _effect(limit: Limit) -> str:
    if limit.backward:
        return f"backward {limit.event}"
    if limit.from_a_day:
        return f"from {limit.event}"
    if limit.extension is not None:
        return f"extend {limit.extension.n} {limit.extension.approver}"
    return f"{limit.start}-{limit.end}"


def _fires(wait: Limit) -> str:
    return _effect(wait) if wait.from_a_day or wait.extension is not None else "fires"


def _stop(path: str, rule: ClockRule | None) -> Iterator[Row]:
    if rule is not None and rule.effect is ClockEffect.STOP and rule.ground is not None:
        yield (path, "stop", "", "", "", rule.ground.value, _article(rule.basis))


_SHORT = {
    "行政许可法": "许可法",
    "行政处罚法": "处罚法",
    "行政强制法": "强制法",
    "城乡规划法": "规划法",
    "政府信息公开条例": "信息公开条例",
}


def _article(basis: Basis | None) -> str:
    if basis is None:
        return ""
    law = basis.law.removeprefix("中华人民共和国")
    return f"{_SHORT.get(law, law)} {basis.article}"
