"""Incompatible duties (不相容职务) as ready-made separations, `zh:separation use="..."`.

The twenty rows of the domain's machine list. A row that names several pairs is several rules; a
row that no separation of persons can enforce says what does instead. Basis: the article, or the
paper that the row was taken from; D: our own reading.
"""

from dataclasses import dataclass

from zhiheng.model.finding import Text
from zhiheng.model.limit import Basis
from zhiheng.model.separation import SeparationKind, SeparationScope

CASE, PROJECT, AGENCY = SeparationScope.CASE, SeparationScope.PROJECT, SeparationScope.AGENCY


@dataclass(frozen=True, slots=True)
class Incompatible:
    """Two duties that nobody may hold together. row: 1 to 20, its number in the list."""

    row: int
    name: str
    a: Text
    b: Text
    scope: SeparationScope
    source: str
    basis: Basis | None = None
    hard: bool = True
    kind: SeparationKind = SeparationKind.DIFFERENT_PERSON


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A row of the list that no separation can enforce, and what does or would."""

    row: int
    a: str
    b: str
    instead: Text


def _d(
    row: int,
    name: str,
    a: tuple[str, str],
    b: tuple[str, str],
    scope: SeparationScope,
    source: str,
    law: tuple[str, str] | None = None,
    *,
    hard: bool = True,
) -> Incompatible:
    return Incompatible(
        row, name, Text(*a), Text(*b), scope, source, Basis(*law) if law else None, hard
    )


_PERMIT, _PENALTY = "中华人民共和国行政许可法", "中华人民共和国行政处罚法"
_ACCEPT, _REVIEW, _DECIDE = ("受理", "accept"), ("审查", "review"), ("决定", "decide")
_INVESTIGATE, _LEGAL = ("调查", "investigate"), ("法制审核", "legal review")
_HEARING = ("听证主持", "host the hearing")
_TAX = "地税系统廉政风险防范的规定"
_FOUR = f"稽查四分离（{_TAX}）"
_SELECT, _INSPECT = ("选案", "select cases"), ("检查", "inspect")
_TRY, _EXECUTE = ("审理", "try"), ("执行", "execute")
_HANDLE, _KEEP = ("办案", "handle the case"), ("涉案财物保管、处置", "keep or dispose of goods")
_JINING = "济宁市城乡规划局廉政风险防控机制建设工作实施方案"
_IK = "内控规范"
_BUY = ("采购经办", "purchase")

TABLE: tuple[Incompatible, ...] = (
    _d(1, "acceptance/review", _ACCEPT, _REVIEW, CASE, f"{_JINING}；许可法 26-1", hard=False),
    _d(2, "handling/decision", ("受理、审查", "accept or review"), _DECIDE, CASE, _JINING),
    _d(3, "investigation/legal-review", _INVESTIGATE, _LEGAL, CASE, "查审分离；处罚法 58",
       ("市场监督管理行政处罚程序规定", "第四十九条第三款")),
    _d(4, "legal-review/decision", _LEGAL, _DECIDE, CASE, "D",
       (_PENALTY, "第五十八条")),
    _d(5, "investigation/hearing", _INVESTIGATE, _HEARING, CASE, "V",
       (_PENALTY, "第六十四条第四项")),
    _d(6, "permit-review/hearing", ("许可审查", "review the application"), _HEARING, CASE, "V",
       (_PERMIT, "第四十八条第一款第三项")),
    _d(7, "fine-decision/fine-collection", ("罚款决定", "decide on a fine"),
       ("罚款收缴", "collect the fine"), AGENCY, "V；第六十八条、第六十九条除外",
       (_PENALTY, "第六十七条")),
    _d(8, "selection/inspection", _SELECT, _INSPECT, CASE, _FOUR),
    _d(8, "selection/trial", _SELECT, _TRY, CASE, _FOUR),
    _d(8, "selection/execution", _SELECT, _EXECUTE, CASE, _FOUR),
    _d(8, "inspection/trial", _INSPECT, _TRY, CASE, _FOUR),
    _d(8, "inspection/execution", _INSPECT, _EXECUTE, CASE, _FOUR),
    _d(8, "trial/execution", _TRY, _EXECUTE, CASE, _FOUR),
    _d(9, "handling/custody", _HANDLE, _KEEP, CASE, "P；新疆工商系统风险目录 I5、M4",
       ("罚没财物管理办法", "第四条")),
    _d(10, "custody/disposal", ("保管", "keep"), ("处置审批", "approve disposal"), PROJECT,
       "P、D；新疆工商系统风险目录 I5", ("罚没财物管理办法", "第四条")),
    _d(11, "affairs/money", ("管事", "run affairs"), ("管财", "run money"), AGENCY, _TAX),
    _d(12, "expense-request/approval", ("支出申请", "request expense"), ("审批", "approve"), CASE,
       _IK),
    _d(12, "payment-approval/payment", ("付款审批", "approve payment"), ("付款执行", "pay"), CASE,
       _IK),
    _d(12, "handling/bookkeeping", ("经办", "handle"), ("记账", "keep the books"), CASE, _IK),
    _d(12, "cashier/books", ("出纳", "cashier"),
       ("稽核、档案、账目", "audit, files, ledgers"), CASE, "B；会计法"),
    _d(13, "purchase/contract-review", _BUY, ("合同审核", "review the contract"), PROJECT,
       "政采法 61；财会〔2012〕21号"),
    _d(13, "purchase/acceptance", _BUY, ("验收", "accept the goods"), PROJECT,
       "政采法 61；财会〔2012〕21号"),
    _d(15, "act/reconsideration", ("原行为承办", "handle the act"),
       ("复议审理", "try its reconsideration"), PROJECT, "D；复议法"),
    _d(17, "nomination/decision", ("推荐、提名", "nominate"), _DECIDE, CASE,
       "干部条例；决定须集体作出"),
    _d(19, "design/check", ("流程设计发布", "design the chart"),
       ("流程审核", "check the chart"), CASE, "P；网上行权规则"),
)  # fmt: skip
"""Scope `project` stands for: the same goods (10), the same purchase (13), the same act (15)."""

NOT_BY_SEPARATION: tuple[Elsewhere, ...] = (
    Elsewhere(14, "评标委员", "投标利害关系人、采购人监督人员", Text(
        "是人与人的关系，不是两个环节：登记关系（回避）后自动禁止。",
        "a relation between persons, not two steps: registered relations bar the member")),
    Elsewhere(16, "被举报人及其下属承办", "举报办理", Text(
        "被举报人由申请回避或登记关系排除；下属关系系统不知道，须人工回避。",
        "the person complained of is barred by recusal; who is his subordinate is not known here")),
    Elsewhere(18, "抽查对象选取", "检查人员选派", Text(
        "双随机靠抽取，不靠分人：对象和人员都由程序随机抽取，谁都可以重算。",
        "drawn by lot, not kept apart: both are drawn, and anybody can recompute it")),
    Elsewhere(20, "系统操作", "系统运维、审计日志管理", Text(
        "由账号类别分开（三员）：系统管理员不能办件。",
        "kept apart by the kind of account: the system officer touches no case")),
)  # fmt: skip

BY_NAME = {rule.name: rule for rule in TABLE}
