"""What an import says of a table, by rule."""

from collections.abc import Mapping

from zhiheng.model.finding import Severity
from zhiheng.model.finding_text import FindingText

_WARN, _INFO = Severity.WARNING, Severity.INFO
_AS_NOTE = (
    "按原文留作说明，请在图上补全。",
    "It is kept as documentation; complete the chart by hand.",
)

TEXTS: Mapping[str, FindingText] = {
    "TBL001": FindingText(
        "前 {rows} 行里没有表头：至少要有“环节”和“岗位”两列。",
        "No heading in the first {rows} rows: a step and a post column at least.",
        "在表的第一行写列名，如：序号、环节、岗位、时限、去向、不得同人、风险点、等级、措施、文书。",
        "Name the columns: no., step, post, limit, branches, not same as, risk, level, measure.",
    ),
    "TBL002": FindingText(
        "表太大：最多 {rows} 行 {columns} 列，每格 {characters} 字。",
        "Too large: at most {rows} rows of {columns} cells of {characters} characters.",
        "只留这一个事项的环节。",
        "Keep the steps of one power only.",
    ),
    "TBL003": FindingText(
        "表里没有环节。",
        "The table has no step.",
        "每个环节写一行。",
        "Write one row for each step.",
    ),
    "TBL004": FindingText(
        "环节号 {no} 写了两次。",
        "The step number {no} is used twice.",
        "改成不同的号。",
        "Give each its own number.",
    ),
    "TBL005": FindingText(
        "没有环节 {no}。",
        "There is no step {no}.",
        "写表里有的环节号。",
        "Name a step of this table.",
    ),
    "TBL006": FindingText(
        "没有写由谁办理。",
        "Nobody is named to do it.",
        "写岗位。",
        "Name the post.",
    ),
    "TBL007": FindingText(
        "没有短码 {code}。",
        "There is no risk code {code}.",
        "写风险目录里的短码，或直接写风险表现。",
        "Use a code of the catalogue, or describe the risk in words.",
    ),
    "TBL008": FindingText(
        "风险“{risk}”没有措施，也没有文书：没有写进图里。",
        "The risk '{risk}' has neither measure nor document: it is not in the chart.",
        "写明防控措施；没有措施的风险点不能算防住了。",
        "Write its measure; a risk without one is not held.",
    ),
    "TBL009": FindingText(
        "环节号“{text}”没有看懂：这一行没有画成环节。",
        "The step number '{text}' is not understood: the row is no step.",
        "写 1、2、3；旁边的环节写 1a、1b。",
        "Number the steps 1, 2, 3, and those beside the way 1a, 1b.",
    ),
    "TBL020": FindingText(
        "不认识的列名“{text}”。", "The heading '{text}' is not known.", *_AS_NOTE, _WARN
    ),
    "TBL021": FindingText(
        "别的环节都有号，这一行没有：不知道接在哪里，没有画成环节。",
        "This row has no number though others have: where it belongs is not known.",
        *_AS_NOTE,
        _WARN,
    ),
    "TBL022": FindingText(
        "时限没有看懂：{text}。", "The limit is not understood: {text}.", *_AS_NOTE, _WARN
    ),
    "TBL023": FindingText(
        "除岗位时限外还写了：{text}。",
        "Beside the limit of the post it says: {text}.",
        *_AS_NOTE,
        _WARN,
    ),
    "TBL024": FindingText(
        "没有写是工作日还是自然日：按自然日。",
        "Working days or natural days is not said: natural days are taken.",
        "写明“工作日”或“自然日”；按哪一种由条文定。",
        "Say which; the article decides.",
        _WARN,
    ),
    "TBL025": FindingText(
        "分支没有看懂：{text}。", "The branch is not understood: {text}.", *_AS_NOTE, _WARN
    ),
    "TBL026": FindingText(
        "不得同人没有看懂：{text}。",
        "The separation is not understood: {text}.",
        *_AS_NOTE,
        _WARN,
    ),
    "TBL027": FindingText(
        "不得同人按环节号取了，括号里的没有看懂：{text}。",
        "The steps are taken, what stands in brackets is not understood: {text}.",
        *_AS_NOTE,
        _WARN,
    ),
    "TBL028": FindingText(
        "办理方式没有看懂：{text}。", "The rule is not understood: {text}.", *_AS_NOTE, _WARN
    ),
    "TBL029": FindingText(
        "一格写了几个办理人，按原文当作一个岗位：{text}。",
        "Several actors in one cell are taken as one post, as written: {text}.",
        "分成几个环节，或写明两人办理、复核。",
        "Make them steps of their own, or say who signs with whom.",
        _WARN,
    ),
    "TBL030": FindingText(
        "“{text}”不是人，图上仍画成环节。",
        "'{text}' is no person; the chart shows a step all the same.",
        "改画成网关或定时事件。",
        "Redraw it as a gateway or a timer.",
        _WARN,
    ),
    "TBL031": FindingText(
        "等级没有看懂：{text}。", "The level is not understood: {text}.", *_AS_NOTE, _WARN
    ),
    "TBL032": FindingText(
        "集体讨论没有写主持岗位和应到人员，主持岗位暂按“{text}”。",
        "Who presides and who is due is not said; '{text}' stands for the chair.",
        "在图上写明主持岗位、应到岗位和到会比例。",
        "Name chair, members and quorum in the chart.",
        _WARN,
    ),
    "TBL033": FindingText(
        "有风险点没有写等级：按高处理。",
        "A risk without a level is taken as high.",
        "写明等级。",
        "Write its level.",
        _WARN,
    ),
    "TBL034": FindingText(
        "依据没有看懂：{text}。", "The basis is not understood: {text}.", *_AS_NOTE, _WARN
    ),
    "TBL035": FindingText(
        "到不了环节 {no}：前面的分支都不到这里。",
        "Step {no} cannot be reached: no branch before leads here.",
        "补上到这一步的分支。",
        "Add the branch that leads to it.",
        _WARN,
    ),
    "TBL036": FindingText(
        "措施和文书合在一格，只写了一样：当作文书。",
        "Measure and paper share the column and one is given: it is taken as the paper.",
        "写成“措施 -> 文书”，或分成两列。",
        "Write `measure -> paper`, or give them columns of their own.",
        _WARN,
    ),
    "TBL037": FindingText(
        "这一行还有一列“{text}”写的是同样的内容：取了前一列。",
        "Another column of the same kind is filled in before '{text}': that one is taken.",
        *_AS_NOTE,
        _WARN,
    ),
    "TBL038": FindingText(
        "这一格上面没有列名。", "There is no heading above this cell.", *_AS_NOTE, _WARN
    ),
    "TBL039": FindingText(
        "这一行没有写环节：没有画成环节。",
        "This row names no step: it is none in the chart.",
        "一个环节占几行的，并成一行，用分号隔开；内容已留作说明。",
        "Write a step in one row, with semicolons; what it says is kept as documentation.",
        _WARN,
    ),
    "TBL040": FindingText(
        "只写了一个等级：剩余等级暂与固有等级相同。",
        "Only one level is given: what is left after measures is taken as the same.",
        "评定后改剩余等级。",
        "Set the residual level once it is graded.",
        _INFO,
    ),
    "TBL041": FindingText(
        "外部环节没有写由谁登记：暂由“{text}”。",
        "Who records the outside act is not said: '{text}' does.",
        "改成实际登记的岗位。",
        "Name the post that records it.",
        _INFO,
    ),
    "TBL042": FindingText(
        "括号里的留作说明：{text}。",
        "What stands in brackets is kept as documentation: {text}.",
        "需要的话写进图里。",
        "Put it into the chart where it matters.",
        _INFO,
    ),
    "TBL043": FindingText(
        "没有写延期告知用什么文书：暂称“延期告知书”。",
        "The notice of an extension is not named: '延期告知书' stands for it.",
        "改成实际用的文书。",
        "Name the paper that is used.",
        _INFO,
    ),
    "TBL044": FindingText(
        "没有写是廉政风险还是效能风险：按廉政风险。",
        "Integrity or efficacy is not said: integrity is taken.",
        "加一列“风险类别”。",
        "Add a column that says which.",
        _INFO,
    ),
    "TBL045": FindingText(
        "文件里还有别的表没有读：{sheets}。",
        "Other sheets of the file are not read: {sheets}.",
        "要导入的，另存为单独的文件。",
        "Save what is to be imported as a file of its own.",
        _WARN,
    ),
    "TBL046": FindingText(
        "花名册里没有岗位“{text}”：按名称编了一个编号。",
        "The roster has no post '{text}': an id is made of its name.",
        "改成花名册里的岗位名称，或先补花名册。",
        "Use the name that the roster has, or add the post to the roster.",
        _WARN,
    ),
    "TBL050": FindingText(
        "听证申请写了 3 日：2021-07-15 起是五个工作日。",
        "Three days to ask for a hearing: five working days since 2021-07-15.",
        "按现行处罚法第六十四条改；仍按旧依据办的，注明依据的版本。",
        "Amend it by 处罚法 64, or name the version of the old basis.",
        _WARN,
    ),
    "TBL051": FindingText(
        "听证通知写了 7 日前：2021-07-15 起是七个工作日前。",
        "Seven days' notice of a hearing: seven working days since 2021-07-15.",
        "按现行处罚法第六十四条改；仍按旧依据办的，注明依据的版本。",
        "Amend it by 处罚法 64, or name the version of the old basis.",
        _WARN,
    ),
    "TBL052": FindingText(
        "当场处罚写了 50 元或 1000 元：2021-07-15 起是公民二百元、单位三千元。",
        "On-the-spot limits of 50 or 1,000 yuan: 200 and 3,000 since 2021-07-15.",
        "按现行处罚法第五十一条改；仍按旧依据办的，注明依据的版本。",
        "Amend it by 处罚法 51, or name the version of the old basis.",
        _WARN,
    ),
}
"""Errors leave something of the table out of the chart; the rest asks to be looked at."""
