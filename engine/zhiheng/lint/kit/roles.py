"""What a task is in law, as far as a chart says so: by its outcomes, its card, or its name.

There is no word in the vocabulary for most steps, so names decide, and a name can mislead:
rules that build on it say so.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from zhiheng.lint.kit.guards import COLLECTIVE
from zhiheng.model.chart import Chart, Meaning, Task
from zhiheng.model.ids import ElementPath
from zhiheng.model.separation import Separation, SeparationKind

PERMIT, PENALTY, COERCION = "行政许可", "行政处罚", "行政强制"
CATEGORIES = (
    PERMIT,
    PENALTY,
    COERCION,
    "行政征收",
    "行政给付",
    "行政检查",
    "行政确认",
    "行政奖励",
    "行政裁决",
    "其他",
)
"""The usual classes of powers; an agency may write more after the word."""
_DECISIONS = {Meaning.GRANT, Meaning.REFUSAL}


@dataclass(frozen=True, slots=True)
class Step:
    """A kind of step. words: any of them in the name makes it one, unless `but` stands there."""

    words: tuple[str, ...]
    but: tuple[str, ...] = ()
    also: Callable[[Task], bool] = lambda _: False

    def __call__(self, task: Task) -> bool:
        """Whether the task is such a step."""
        if any(word in task.name for word in self.but):
            return False
        return any(word in task.name for word in self.words) or self.also(task)


def _means(*meanings: Meaning) -> Callable[[Task], bool]:
    return lambda task: any(o.means in meanings for o in task.outcomes)


accepts = Step((), also=_means(Meaning.ACCEPTANCE))
"""受理"""
supplements = Step((), also=_means(Meaning.SUPPLEMENT))
"""告知补正"""
decides = Step((), also=_means(*_DECISIONS))
"""准予或不予 (许可法 38)"""
reviews = Step(
    ("审查", "初审", "踏勘", "踏察", "勘察", "核查", "核实", "评审"),
    but=("回避", "保密", "公开", "合法性审查", "法制", "受理", "复审"),
)
"""审查 of an application (许可法 34)"""
investigates = Step(
    ("调查", "取证", "勘验", "检查", "核查", "询问"), but=("审批", "公示", "申辩", "复核")
)
"""调查取证 (处罚法 54, 55)"""
hosts_hearing = Step(
    ("听证",),
    but=("告知", "通知", "申请", "要求", "公告", "权利", "受理", "申辩"),
    also=lambda task: task.qualification is not None and "hearing" in task.qualification,
)
"""主持听证 (许可法 48, 处罚法 64)"""
gives_notice = Step(("告知",), but=("立案", "举报", "补正", "受理", "救济", "结果"))
"""事先告知 (处罚法 44)"""
hears_defence = Step(("陈述", "申辩"))
"""听取陈述申辩 (处罚法 45)"""
reviews_law = Step(("法制审核", "法制审查", "核审", "合法性审查"))
"""法制审核 (处罚法 58)"""
meets = Step(
    ("集体讨论", "集体审议", "局务会", "案审会", "案审委", "会审"),
    also=lambda t: any(m.guard in COLLECTIVE for r in t.risks for m in r.measures),
)
"""集体讨论 (处罚法 57-2)"""
penalises = Step(
    ("决定",),
    but=("告知", "送达", "执行", "立案", "不予", "撤销", "复核", "拟", "听证", "公示", "回避"),
    also=_means(*_DECISIONS),
)
"""作出处罚决定 (处罚法 57)"""
demands = Step(("催告",))
"""催告 (强制法 35, 54)"""
enforces = Step(
    ("强制执行", "强制拆除", "代履行"), but=("催告", "告知", "立即", "中止", "终结", "协议", "公告")
)
"""强制执行 (强制法 37, 50, 53); immediate clearing (52) needs no demand"""
demolishes = Step(("强制拆除",), but=("催告", "告知", "公告", "中止", "终结", "协议"))
"""强制拆除 (强制法 44)"""
announces = Step(("公告",))
"""公告 (强制法 44)"""
delivers = Step(("送达", "颁发", "发证"))
"""送达、颁发 (许可法 44, 处罚法 61)"""


def is_a(chart: Chart, category: str) -> bool:
    """Whether the power is of that category."""
    return category in chart.power.category


def tasks(chart: Chart, step: Step) -> tuple[Task, ...]:
    """The tasks that are such a step."""
    return tuple(task for task in chart.tasks if step(task))


def paths(found: Iterable[Task]) -> set[ElementPath]:
    """Their element ids."""
    return {task.path for task in found}


def apart(chart: Chart, one: Task, other: Task) -> bool:
    """Whether some separation keeps the two tasks in different hands."""
    return any(_parts(s, one.path, other.path) for s in chart.separations)


def together(chart: Chart, one: Task, others: Iterable[Task]) -> list[Task]:
    """Those of the others that one person may do beside the one, both inside the agency."""
    if one.external:
        return []
    return [t for t in others if t.path != one.path and not t.external and not apart(chart, one, t)]


def _parts(separation: Separation, one: ElementPath, other: ElementPath) -> bool:
    keeps = separation.hard and separation.kind is not SeparationKind.SAME_PERSON
    return keeps and {separation.side(one), separation.side(other)} == {"a", "b"}
