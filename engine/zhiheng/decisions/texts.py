"""The texts of the findings on decision tables (DEC)."""

from collections.abc import Mapping

from zhiheng.model.finding import Severity
from zhiheng.model.finding_text import FindingText

TEXTS: Mapping[str, FindingText] = {
    "DEC001": FindingText(
        "“{parent}”里的“{element}”不在决策表的范围内：{why}。",
        "'{element}' in '{parent}' is outside what a decision table may say: {why}.",
        "只留 DMN 1.3 的决策表；需要别的决策的结果，就在环节上再写一个 zh:decision。",
        "Keep to a decision table of DMN 1.3; for the result of another one, put a second "
        "zh:decision on the task.",
    ),
    "DEC002": FindingText(
        "决策表“{table}”第 {row} 行“{column}”的单元格“{cell}”不能用：{why}。",
        "In table '{table}', row {row}, column '{column}', the cell '{cell}' cannot be used: "
        "{why}.",
        "单元格写 -、定值、比较、区间、用逗号隔开的几个，或 not(…)。",
        "A cell holds -, a literal, a comparison, a range, several with commas between, or not(…).",
    ),
    "DEC003": FindingText(
        "决策表“{table}”第 {row} 行输出“{column}”写的“{cell}”不能用：{why}。",
        "In table '{table}', row {row}, output '{column}', '{cell}' cannot be used: {why}.",
        "输出写一个定值，或输入的加减乘除，如 cost * 5 / 100；有 outputValues 的，只写其中的值。",
        "An output entry is a literal or reckons with the inputs, as cost * 5 / 100; where there "
        "are outputValues, it is one of them.",
    ),
    "DEC004": FindingText(
        "决策表“{table}”的列“{column}”写得不全：{why}。",
        "Column '{column}' of table '{table}' is not whole: {why}.",
        "输入写一个变量名和类型（string、number、integer、boolean、date）；输出写名称和类型；名称不重复。",
        "An input has a name that can be a variable's and a type (string, number, integer, "
        "boolean, date), an output a name and a type; no name stands twice.",
    ),
    "DEC005": FindingText(
        "决策表“{table}”的命中策略不能用：{why}。",
        "The hit policy of table '{table}' cannot be used: {why}.",
        "改用适合的命中策略；PRIORITY 和 OUTPUT ORDER 要写 outputValues，从重到轻。",
        "Choose a policy that fits; PRIORITY and OUTPUT ORDER need outputValues, the weightiest "
        "first.",
    ),
    "DEC006": FindingText(
        "决策表“{table}”第 {one} 行和第 {other} 行重叠：{where}时两行都命中，答案却不是一个。",
        "Rows {one} and {other} of table '{table}' overlap: where {where}, both match, and the "
        "answer is not one.",
        "改界点，让一种情形只归一行（“以上”含本数，“不满”不含）。",
        "Move a bound, so that each situation belongs to one row.",
    ),
    "DEC007": FindingText(
        "决策表“{table}”有缺口：{where}时没有一行命中。",
        "Table '{table}' has a gap: where {where}, no row matches.",
        "补一行，或用 inputValues 写明输入只会有哪些值，或写 defaultOutputEntry。",
        "Add a row, or say by inputValues what the input can be, or give a defaultOutputEntry.",
    ),
    "DEC008": FindingText(
        "决策表“{table}”第 {row} 行永远命不中：前面的行或 inputValues 已经把它排除了。",
        "Row {row} of table '{table}' never counts: rows before it, or inputValues, leave it "
        "nothing.",
        "删去这一行，或把它移到前面，或改 inputValues。",
        "Delete the row, move it up, or change inputValues.",
    ),
    "DEC009": FindingText(
        "决策表“{table}”太大，查了 {limit} 格还没有查完，既没有证明无缺口，也没有找到缺口。",
        "Table '{table}' is too large: after {limit} cells it is neither proved nor disproved.",
        "拆成几张表，或减少输入和界点。",
        "Split the table, or have fewer inputs and bounds.",
        Severity.UNPROVEN,
    ),
    "DEC010": FindingText(
        "决策表的编号“{table}”不能用，或用了两次。",
        "The id '{table}' of a decision table cannot be used, or stands twice.",
        "每张表一个编号，可以放在元素编号里用。",
        "Give each table an id of its own that may be the id of an element.",
    ),
}
