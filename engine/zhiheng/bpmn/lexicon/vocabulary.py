"""The `zh:` vocabulary: one table, from which reader, moddle descriptor and page are made."""

from zhiheng.bpmn.lexicon.clock_terms import CLOCK, FORBID
from zhiheng.bpmn.lexicon.decision_terms import DECISIONS
from zhiheng.bpmn.lexicon.guide_terms import GUIDE
from zhiheng.bpmn.lexicon.limit_terms import LIMIT
from zhiheng.bpmn.lexicon.risk_terms import MEASURE, RISK
from zhiheng.bpmn.lexicon.terms import (
    BY_HAND,
    BY_HAND_ONCE,
    Element,
    choice,
    condition,
    flag,
    ident,
    idents,
    many,
    number,
    one,
    text,
    variable,
)
from zhiheng.model.chart import Meaning, VariableType
from zhiheng.model.command import SystemCommand
from zhiheng.model.finding import Text
from zhiheng.model.incompatible import BY_NAME
from zhiheng.model.meeting import Majority, Share, Tie
from zhiheng.model.separation import SeparationKind, SeparationScope
from zhiheng.model.sign_off import SignOffKind

FORCES = ("hard", "soft")
PARAMETER_TYPES = tuple(t.value for t in VariableType if t is not VariableType.CHOICE)
SUMMED_BY = ("applicant", "supplier", "project")
VOCABULARY: tuple[Element, ...] = (
    Element(
        "power",
        Text("职权", "the power that the chart runs"),
        (one("process", required=True),),
        (
            text("code", "职权编码", "code of the power item", required=True),
            text("category", "职权类别", "category, such as 行政许可", required=True),
            text("office", "承办机构", "office that handles it", required=True),
            text("enquiryPhone", "服务电话", "telephone for enquiries", required=True),
            text("complaintPhone", "监督电话", "telephone for complaints", required=True),
            text("fee", "收费依据及标准", "fee, or 不收费", required=True),
            choice("edition", "公开属性", "edition", "public", "internal", "withheld"),
            text("series", "案号字", "word of the case number, such as 净规建字", required=True),
            choice(
                "withdrawal",
                "可撤回至",
                "until when the applicant may withdraw",
                "decision",
                "never",
                required=False,
            ),
            number("rounds", "同一环节最多轮次（默认 50）", "times a case may pass one step (50)"),
            number("hands", "一件至少须几人（默认 3）", "persons a case must need at least (3)"),
            flag("internalChart", "内部流程图一并公开", "whether the internal chart is public too"),
            flag("officers", "责任人姓名一并公开", "whether officers are named in public too"),
        ),
    ),
    Element(
        "basis",
        Text("依据", "legal basis"),
        (
            many("process"),
            *BY_HAND,
            one("zh:limit"),
            one("zh:signOff"),
            one("zh:separation"),
            one("zh:clock"),
            one("zh:forbid"),
            one("zh:liability"),
            one("zh:remedy"),
        ),
        (
            text("law", "法律、法规、规章", "law, regulation or rule", required=True),
            text("article", "条款", "article and paragraph", required=True),
            text("version", "版本", "version in force"),
            text("text", "条文", "text of the article"),
        ),
    ),
    LIMIT,
    CLOCK,
    FORBID,
    Element(
        "noLimit",
        Text("不设时限", "no time limit, and why"),
        BY_HAND_ONCE,
        (text("reason", "理由", "reason", required=True),),
    ),
    Element(
        "post",
        Text("岗位", "who acts"),
        (one("lane"), *BY_HAND_ONCE),
        (
            ident("post", "岗位编号", "post of the roster"),
            ident("qualification", "资格（不限岗位）", "card that alone makes a candidate"),
            ident("crosscheck", "交叉制约岗位：每次复核", "post that checks and signs each time"),
            choice(
                "opinion", "意见", "whether an opinion is due", "required", "none", required=False
            ),
        ),
    ),
    Element(
        "signOff",
        Text("多人签署：双人、双签、集体决定", "sign-off by two persons, dual, or by a meeting"),
        (one("userTask"),),
        (
            choice("kind", "种类", "kind", *(k.value for k in SignOffKind)),
            ident("from", "第二人所属科室", "section of the second person"),
            ident("second", "第二人岗位", "post of the second person"),
            ident("qualification", "每人须持的证件", "card that each must hold"),
            number("hands", "几人签署（默认 2，至多 9）", "how many sign (2, at most 9)"),
            choice("order", "签署次序", "order of signing", "fixed", "free", required=False),
            ident("chair", "主持人岗位，末位表态", "post of the chair, who votes last"),
            idents("members", "应到岗位；不写则点名", "posts due; else named", required=False),
            choice("quorum", "到会人数", "quorum", *(s.value for s in Share), required=False),
            choice(
                "majority",
                "赞成过半的基数：到会或应到",
                "majority of the present or of all due",
                *(m.value for m in Majority),
                required=False,
            ),
            choice("tie", "票数相等", "on a tie", *(t.value for t in Tie), required=False),
            idents("veto", "一票否决的岗位", "posts with a veto", required=False),
            number("notice", "提前几天告知议题（默认 1）", "days of notice of the topics (1)"),
            ident("rules", "按本单位哪个议事规则（代替以上四项）", "rules of the agency instead"),
            variable("variable", "决议变量", "variable that the resolution sets"),
            text("passed", "通过的值", "its value when passed"),
            text("rejected", "不通过的值", "its value when not passed"),
            text("deferred", "缓议退回的值", "its value when the matter is sent back"),
        ),
    ),
    Element(
        "follow",
        Text("落实集体决定", "a task that must answer as the meeting resolved"),
        (many("userTask"),),
        (
            variable("resolution", "决议变量", "variable of the resolution", required=True),
            text("resolved", "决议的值", "what was resolved", required=True),
            variable("variable", "本环节的变量", "variable of this task", required=True),
            text("value", "必须等于", "what it must be then", required=True),
        ),
    ),
    Element(
        "separation",
        Text("职责分离", "separation of duties: nobody acts on both sides"),
        (many("process"),),
        (
            ident("id", "编号", "its id", required=True),
            idents("a", "一方环节", "tasks of one side", required=False),
            idents("b", "另一方环节", "tasks of the other side", required=False),
            choice("use", "现成规则", "ready-made rule", *BY_NAME, required=False),
            choice("kind", "种类", "kind", *(k.value for k in SeparationKind), required=False),
            choice("scope", "范围", "scope", *(s.value for s in SeparationScope), required=False),
            number("window", "范围内多少日历天有效", "natural days that an act counts for"),
            text("shared", "多图共用的规则名", "name under which several charts share it"),
            choice("force", "强度：禁止或留痕", "refuse, or record", *FORCES, required=False),
            text("reason", "理由", "reason"),
        ),
    ),
    Element(
        "parameter",
        Text("参数", "parameter of the agency that conditions may name"),
        (many("process"),),
        (
            variable("name", "名称", "name, as in the file", required=True),
            choice("type", "类型", "type", *PARAMETER_TYPES),
            text("title", "标题", "title", required=True),
        ),
    ),
    Element(
        "amount",
        Text("金额审批", "amount that the task decides, by an approval ladder"),
        (one("userTask"),),
        (
            variable("variable", "金额变量", "variable that holds the amount", required=True),
            ident("ladder", "审批权限的名称", "name of the ladder", required=True),
            choice("by", "累计口径", "what amounts are summed by", *SUMMED_BY, required=False),
            variable("key", "供应商或项目所在的变量", "variable naming supplier or project"),
            condition("when", "仅在此条件下适用", "condition under which it applies"),
        ),
    ),
    *DECISIONS,
    RISK,
    MEASURE,
    *GUIDE,
    Element(
        "document",
        Text("文书材料", "paper taken in or brought forth"),
        BY_HAND,
        (
            text("name", "名称", "name", required=True),
            choice("direction", "收或发", "taken in or given out", "in", "out"),
            flag("required", "必备", "whether the step cannot end without it", required=True),
            flag("secret", "不公开", "whether it is kept from the public"),
            condition("when", "仅在此条件下必备", "condition under which it is required"),
        ),
    ),
    Element(
        "form",
        Text("表单", "form"),
        BY_HAND_ONCE,
        content=Text(
            "JSON Schema 2020-12，顶层为 object",
            "JSON Schema 2020-12 with an object on top",
        ),
    ),
    Element(
        "variable",
        Text("变量", "value that gateways and rules may see"),
        (many("process"),),
        (
            variable("name", "名称", "name", required=True),
            choice("type", "类型", "type", *(t.value for t in VariableType)),
            text("title", "标题", "title", required=True),
            ident("writer", "写入环节", "the one task that writes it", required=True),
            number("scale", "小数位", "decimal places, for a decimal"),
        ),
    ),
    Element(
        "choice",
        Text("选项", "one value of a choice"),
        (many("zh:variable"),),
        (
            text("value", "值", "value", required=True),
            text("title", "标题", "title", required=True),
        ),
    ),
    Element(
        "outcome",
        Text("法律后果", "legal effect of leaving the task with that value"),
        BY_HAND,
        (
            variable("variable", "变量", "variable", required=True),
            text("value", "值", "value", required=True),
            choice("means", "后果", "effect", *(m.value for m in Meaning)),
        ),
    ),
    Element(
        "return",
        Text("退回", "return to an earlier task; becomes a gateway and a flow behind this task"),
        (many("userTask"),),
        (
            ident("to", "退回到的环节", "the earlier task, of the same process", required=True),
            condition("when", "退回的条件", "when it is returned, else it goes on", required=True),
            number("rounds", "最多退回次数", "times one case may be returned so"),
        ),
    ),
    Element(
        "external",
        Text("外部环节", "act of an outside party, recorded here"),
        BY_HAND_ONCE,
        (text("party", "外部主体", "`applicant`, or the authority's name", required=True),),
    ),
    Element(
        "command",
        Text("系统命令：办结本环节即执行", "command of the engine that this task orders when done"),
        (one("userTask"),),
        (
            choice("name", "命令", "which command", *(c.value for c in SystemCommand)),
            text("document", "命令所据的文书", "the paper that it is made of", required=True),
            condition("when", "执行的条件", "when it is ordered", required=True),
        ),
    ),
)

_BY_NAME = {element.name: element for element in VOCABULARY}


def element(name: str) -> Element | None:
    """The `zh:` element of that local name, if there is one."""
    return _BY_NAME.get(name)


def required_in(parent: str) -> tuple[str, ...]:
    """The `zh:` elements that must stand in that parent."""
    return tuple(e.name for e in VOCABULARY if (p := e.place(parent)) and p.required)
