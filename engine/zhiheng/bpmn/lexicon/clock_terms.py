"""The words of the `zh:` vocabulary for what moves a limit, and for forbidden hours."""

from zhiheng.bpmn.lexicon.terms import Element, choice, condition, many, one, text
from zhiheng.model.chart import Meaning
from zhiheng.model.finding import Text
from zhiheng.model.limit import ClockEffect, ForbiddenTime, StopGround

CLOCK = Element(
    "clock",
    Text(
        "停钟、重新计算、视为：三种效果互不相混",
        "stop, restart or deemed result: three effects that are never one",
    ),
    (
        one("userTask"),
        one("boundaryEvent"),
        one("intermediateCatchEvent"),
        one("subProcess"),
        one("callActivity"),
    ),
    (
        choice("effect", "效果", "which effect", *(e.value for e in ClockEffect)),
        choice(
            "ground",
            "停钟的法定环节",
            "the step by its name in law, for a stop",
            *(g.value for g in StopGround),
            required=False,
        ),
        condition("when", "依法需要的条件（停钟）", "when the law requires the step, for a stop"),
        text("document", "告知所需时间的文书（停钟）", "notice of the time needed, for a stop"),
        choice(
            "means",
            "视为什么（视为）",
            "what the law takes as done, for a deemed result",
            Meaning.ACCEPTANCE.value,
            Meaning.GRANT.value,
            required=False,
        ),
    ),
)
FORBID = Element(
    "forbid",
    Text("不得办理的时间", "time at which the step is not done"),
    (many("userTask"),),
    (
        choice("time", "夜间或休息日", "night or rest day", *(x.value for x in ForbiddenTime)),
        condition("unless", "情况紧急的条件", "when it is urgent, and done all the same"),
        text("release", "调休工作日放行的文书", "paper that releases it for a made-up working day"),
    ),
)
