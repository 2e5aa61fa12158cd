"""LNT026 penalty-steps-are-there."""

from collections.abc import Iterator

from zhiheng.lint.kit.roles import (
    PENALTY,
    Step,
    hears_defence,
    hosts_hearing,
    is_a,
    meets,
    paths,
    penalises,
    reviews_law,
    tasks,
)
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.ways import before
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text

_STEPS: tuple[tuple[Step, Text, str, bool], ...] = (
    (hears_defence, Text("听取陈述申辩", "hearing of the defence"), "处罚法 45", True),
    (hosts_hearing, Text("听证", "public hearing"), "处罚法 63—65", False),
    (reviews_law, Text("法制审核", "legal review"), "处罚法 58", False),
    (meets, Text("负责人集体讨论", "discussion of the heads"), "处罚法 57-2", False),
)
"""Step, its name, its law, and whether the short procedure has it too."""
_DECISION = Text("作出处罚决定", "decision")
_SHORT = ("简易", "当场")


@rule(
    "LNT026",
    "penalty-steps-are-there",
    Severity.WARNING,
    message=Text(
        "“{chart}”没有“{step}”环节，或者排在决定之后；依法需要时（{law}）没有地方办。",
        "'{chart}' has no step for the {step}, or only after the decision; where the law asks for "
        "it ({law}) there is no place to do it.",
    ),
    cure=Text(
        "加上这个环节，用网关写明什么情况下经过它；名称里写明“{step}”。",
        "Add that step, with a gateway saying when it is passed, and say so in its name.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents a penalty chart in which a step that the law knows cannot happen at all.

    Where no deciding step is told by its name either, that is said, since then LNT025 and LNT027
    see nothing. Charts called 简易 or 当场 need only the defence. Law: 处罚法 45 (defence), 57-2
    (heads together), 58 (legal review), 63 to 65 (hearing). Warning: names may mislead, and not
    every case needs each step.
    """
    deciding = tasks(chart, penalises)
    if not is_a(chart, PENALTY):
        return
    if not deciding:
        yield hit(chart.key, chart=chart.name, step=_DECISION, law="处罚法 57")
        return
    short = any(word in chart.name for word in _SHORT)
    earlier = before(chart, paths(deciding))
    for step, name, law, always in _STEPS:
        if (always or not short) and not paths(tasks(chart, step)) & earlier:
            yield hit(chart.key, chart=chart.name, step=name, law=law)
