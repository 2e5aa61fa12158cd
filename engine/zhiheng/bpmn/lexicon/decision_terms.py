"""The words of the `zh:` vocabulary for decision tables (决策表) and what they bound."""

from zhiheng.bpmn.lexicon.terms import (
    BY_HAND,
    Element,
    choice,
    condition,
    ident,
    many,
    one,
    text,
    variable,
)
from zhiheng.model.finding import Text

ROUNDINGS = ("up", "down", "half-up")
DECISIONS = (
    Element(
        "decision",
        Text("决策表", "decision table that the task asks"),
        (many("userTask"),),
        (
            ident("table", "决策表的编号", "id of the decision in DMN", required=True),
            condition("when", "仅在此条件下适用", "condition under which it applies"),
        ),
    ),
    Element(
        "given",
        Text("决策表的输入", "what an input of the table is asked with"),
        (many("zh:decision"),),
        (
            text("name", "输入的名称", "name of the input", required=True),
            variable("variable", "变量或参数", "variable or parameter", required=True),
        ),
    ),
    Element(
        "result",
        Text("决策表的结果", "what becomes of an output of the table"),
        (many("zh:decision", required=True),),
        (
            text("output", "输出的名称", "name of the output", required=True),
            variable("variable", "写入的变量", "variable that takes it", required=True),
            choice("round", "取整", "how it is rounded", *ROUNDINGS, required=False),
        ),
    ),
    Element(
        "bounded",
        Text("裁量界限", "bounds of a variable that the task writes"),
        BY_HAND,
        (
            variable("variable", "所限的变量", "the variable that is bounded", required=True),
            variable("minimum", "法定下限", "least by law"),
            variable("maximum", "法定上限", "most by law"),
            variable("low", "裁量基准的下端", "lower end of the benchmark row"),
            variable("high", "裁量基准的上端", "upper end of the benchmark row"),
            variable("noticed", "告知当事人的数额", "what the party was told"),
            condition("ground", "在案的减轻情形", "ground on record to go below the least"),
            ident("meeting", "集体讨论的环节", "step of the collective decision"),
            variable("reasons", "写明理由的表单字段", "form field that gives reasons"),
            condition("when", "仅在此条件下适用", "condition under which it applies"),
        ),
    ),
    Element(
        "surcharge",
        Text("加处罚款", "surcharge on a fine paid late"),
        (one("userTask"),),
        (
            variable("variable", "加处的数额", "variable that holds it", required=True),
            variable("fine", "罚款", "the fine", required=True),
            condition("announced", "决定书写明的条件", "where announced", required=True),
            variable("due", "应缴之日", "last day to pay", required=True),
            variable("paid", "缴款之日", "day of payment", required=True),
            variable("suspended", "复议诉讼的天数", "days of review or suit"),
            variable("served", "决定书送达之日", "day on which the decision was served"),
            variable("deferred", "准许延期至", "day to which payment was put off"),
            condition("when", "仅在此条件下适用", "condition under which it applies"),
        ),
    ),
)
