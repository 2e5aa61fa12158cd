"""The words of the `zh:` vocabulary for time limits (时限)."""

from zhiheng.bpmn.lexicon.terms import BY_HAND, Element, choice, many, number, one, text, variable
from zhiheng.model.finding import Text
from zhiheng.model.limit import Direction, LimitKind, LimitUnit, Reading, Roll
from zhiheng.model.parameters import GRADES

STARTS = ("enter", "receipt", "acceptance", "decision", "event")
ENDS = ("leave", "decision")
LIMIT = Element(
    "limit",
    Text("时限", "time limit"),
    (many("process"), *BY_HAND, one("boundaryEvent")),
    (
        choice("kind", "种类：法定、承诺、岗位", "whose limit", *(k.value for k in LimitKind)),
        number("n", "数量，至少 1", "how many units, at least 1"),
        variable("variable", "数量所在的变量", "variable that holds the number instead"),
        choice("unit", "单位", "unit", *(u.value for u in LimitUnit)),
        choice("start", "起算", "what starts it", *STARTS),
        choice("end", "止算", "what ends it", *ENDS),
        choice(
            "roll",
            "末日遇休息日：顺延或不顺延",
            "whether an end on a rest day moves on",
            *(r.value for r in Roll),
            required=False,
        ),
        choice(
            "direction",
            "顺算，或从某日倒算",
            "whether it counts on, or back from a day to come",
            *(d.value for d in Direction),
            required=False,
        ),
        variable(
            "event", "从哪个日期变量的日子起算或倒算", "date variable it counts on or back from"
        ),
        choice(
            "reading",
            "倒算：隔满天数，或当日也算",
            "counting back: full days between, or the day itself counts too",
            *(r.value for r in Reading),
            required=False,
        ),
        number("extend", "每次最多延长数量", "how many units it may be extended by, each time"),
        choice("extendBy", "延长由谁批准", "who approves it", *GRADES, required=False),
        number("extendTimes", "可延长几次（默认 1）", "how often it may be extended (once)"),
        text("extendNotice", "告知延长的文书", "the notice that tells the party of it"),
    ),
)
