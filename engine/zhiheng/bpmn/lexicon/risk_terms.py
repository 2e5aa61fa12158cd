"""The words of the `zh:` vocabulary for risk points (风险点) and their measures."""

from zhiheng.bpmn.lexicon.terms import Element, choice, condition, flag, ident, many, text
from zhiheng.model.finding import Text

LEVELS = ("high", "medium", "low")
RISK = Element(
    "risk",
    Text("风险点", "integrity or efficacy risk point"),
    (many("userTask"),),
    (
        ident("id", "编号", "its id", required=True),
        choice("kind", "种类：廉政、效能", "kind", "integrity", "efficacy"),
        text("manifestation", "表现形式", "how it would show", required=True),
        choice("inherent", "固有等级", "level before measures", *LEVELS),
        choice("residual", "剩余等级", "level left after measures", *LEVELS),
        ident("post", "责任岗位", "responsible post"),
    ),
)
MEASURE = Element(
    "measure",
    Text("防控措施", "control measure"),
    (many("zh:risk", required=True),),
    (
        text("text", "措施", "the measure", required=True),
        ident("guard", "控制编号", "id of the control in the catalogue"),
        text("document", "落实于：本环节的文书", "discharged by this paper of the task"),
        condition("holds", "落实于：条件成立", "discharged where this condition holds"),
        ident("step", "落实于：已办的环节", "discharged by this step, done before"),
        flag("confirm", "落实于：签署人写明并确认", "discharged by a note of the signer"),
        condition("when", "仅在此条件下要求", "condition under which it is called for"),
    ),
)
