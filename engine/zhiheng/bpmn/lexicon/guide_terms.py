"""The words of the `zh:` vocabulary for the guide (办事指南) of a power item."""

from zhiheng.bpmn.lexicon.terms import Element, choice, flag, many, one, text
from zhiheng.model.finding import Text
from zhiheng.model.guide import RemedyKind

GUIDE = (
    Element(
        "guide",
        Text("办事指南：公开的职权事项还须写明的", "guide: what else a published power item says"),
        (one("process"),),
        (
            text("subject", "行使主体", "who exercises the power"),
            text("subItem", "子项", "sub-item"),
        ),
    ),
    Element(
        "requirement",
        Text("受理条件", "condition of acceptance"),
        (many("zh:guide"),),
        (text("text", "条件", "the condition", required=True),),
    ),
    Element(
        "material",
        Text("申请材料", "paper to hand in"),
        (many("zh:guide"),),
        (
            text("name", "名称", "name", required=True),
            text("form", "原件、复印件、电子件", "original, copy or electronic"),
            text("copies", "份数", "how many"),
            text("source", "来源", "where it comes from"),
            flag("optional", "可不交", "whether it may be left out"),
        ),
    ),
    Element(
        "place",
        Text("办理地点与时间", "where and when it is handled"),
        (many("zh:guide"),),
        (
            text("address", "地点", "address of the office", required=True),
            text("hours", "时间", "opening hours", required=True),
        ),
    ),
    Element(
        "duty",
        Text("责任事项", "what the agency answers for at a stage"),
        (many("zh:guide"),),
        (
            text("stage", "阶段", "stage", required=True),
            text("text", "责任", "the duty", required=True),
        ),
    ),
    Element(
        "liability",
        Text("追责情形", "when those who exercise it are held to account"),
        (many("zh:guide"),),
        (text("text", "情形", "the case", required=True),),
    ),
    Element(
        "remedy",
        Text("救济途径", "remedy"),
        (many("zh:guide"),),
        (
            choice("kind", "种类：复议、诉讼、投诉", "kind", *(k.value for k in RemedyKind)),
            text("text", "向谁、多长时间内", "before whom, within what time", required=True),
        ),
    ),
    Element(
        "withhold",
        Text(
            "本环节不列入公开版（内部流程）",
            "this step is left out of the public edition: an internal one",
        ),
        (one("userTask"),),
        (text("reason", "理由", "reason", required=True),),
    ),
)
