"""The Chinese words of the picture: limits, tags, levels, numbers."""

from typing import Literal

from zhiheng.edition.holders import called
from zhiheng.model.chart import Chart, Meaning, Node, Task
from zhiheng.model.ids import PostId
from zhiheng.model.limit import Basis, Limit, LimitKind, LimitUnit
from zhiheng.model.limit_words import UNITS
from zhiheng.model.risk import Risk

Edition = Literal["public", "internal"]

LEVEL_WORDS = {"high": "高", "medium": "中", "low": "低"}
GRADES = {"high": "一级(高)", "medium": "二级(中)", "low": "三级(低)"}
_KINDS = {LimitKind.STATUTORY: "法定", LimitKind.PROMISED: "承诺", LimitKind.POST: "岗位"}
_SHOWN: dict[Edition, tuple[LimitKind, ...]] = {
    "public": (LimitKind.PROMISED, LimitKind.STATUTORY),
    "internal": (LimitKind.POST, LimitKind.PROMISED, LimitKind.STATUTORY),
}
_SIGN_OFFS = {"two-person": "双人", "dual": "双岗", "collective": "集体审议"}
_CIRCLES = (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0))


def number(n: int) -> str:
    """① to ㊿, then plain."""
    return chr(_CIRCLES[n - 1]) if n <= len(_CIRCLES) else f"({n})"


def units(n: int, unit: LimitUnit) -> str:
    """`20个工作日`."""
    return f"{n}{UNITS[unit].zh}"


def amount(chart: Chart, limit: Limit) -> str:
    """`20个工作日`, `听证日期前7个工作日`, `送达日后15日`, or the variable of the days."""
    if limit.event is not None and limit.n is not None:
        event = chart.variables.get(limit.event)
        side = "前" if limit.backward else "后"
        return f"{event.title if event else ''}{side}{units(limit.n, limit.unit)}"
    if limit.n is not None:
        return units(limit.n, limit.unit)
    variable = chart.variables.get(limit.variable or "")
    return f"以{variable.title}为准" if variable else "以承诺书为准"


def time_line(chart: Chart, task: Task, edition: Edition) -> str:
    """The second line of a box: the limit that binds the office most closely, if shown."""
    for kind in _SHOWN[edition]:
        for limit in task.limits:
            if limit.kind is kind:
                return f"{_KINDS[kind]}时限: {amount(chart, limit)}"
    return "不计时限" if task.no_limit and not task.limits else ""


def chart_limit(chart: Chart, kind: LimitKind) -> str:
    """The limits of the whole case of one kind."""
    found = [amount(chart, limit) for limit in chart.limits if limit.kind is kind]
    return "、".join(dict.fromkeys(found)) or "—"


def basis(one: Basis) -> str:
    """`《城乡规划法》第四十条`; an article given as a number is spelt out as such."""
    law = one.law if one.law.startswith("《") else f"《{one.law}》"
    article = one.article if not one.article[:1].isdigit() else f"第{one.article}条"
    return law + article


NOBODY: frozenset[PostId] = frozenset()


def tags(task: Task, standby: frozenset[PostId] = NOBODY) -> tuple[str, ...]:
    """What stands at the top right of a box: how many hands, whose act, where it may return.

    standby: posts whose holder (A角) has somebody to act in his absence (B角).
    """
    found = ["A/B角"] if task.post in standby else []
    if task.sign_off is not None:
        found.append(_SIGN_OFFS.get(task.sign_off.kind, task.sign_off.kind))
    if task.crosscheck is not None:
        found.append("交叉复核")
    if task.external is not None:
        found.append("外部")
    if task.qualification is not None:
        found.append("听证主持" if _is_host(task.qualification) else "持证")
    if any(outcome.means is Meaning.SUPPLEMENT for outcome in task.outcomes):
        found.append("回到补正")
    return tuple(found)


def _is_host(qualification: str) -> bool:
    return "hearing" in qualification or "听证" in qualification


def level(task: Task) -> str | None:
    """The gravest inherent level of the task's risks; an unknown level counts as high."""
    known = list(LEVEL_WORDS)
    levels = [risk.inherent if risk.inherent in known else "high" for risk in task.risks]
    return min(levels, key=known.index, default=None)


def answers(chart: Chart, node: Node, risk: Risk) -> str:
    """The post that answers for a risk, by the name of its lane; else whose lane the step is in."""
    if risk.post is None:
        return next((lane.name for lane in chart.lanes if lane.id == node.lane), "—")
    return called(chart, node.lane, risk.post) or risk.post
