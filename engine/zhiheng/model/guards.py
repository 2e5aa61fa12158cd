"""The 88 controls (控制措施) of the catalogue, and by which gate of a task the engine keeps each.

As code: nothing reads a file for it. A control without a gate is kept only as the chart says
where it is named: by a paper, a data rule, an earlier step, or a confirmation (rules/risk.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from zhiheng.model.finding import Text


class Kept(StrEnum):
    """What software can do for a control at all (the catalogue's `check`)."""

    ENFORCED = "E"
    RECORDED = "R"
    OUTSIDE = "O"


class Gate(StrEnum):
    """What stands on a task and is kept there whoever signs; ALWAYS needs nothing to stand."""

    SEPARATION = "separation"
    TWO_PERSON = "two-person"
    OTHER_SECTION = "other-section"
    DUAL = "dual"
    COLLECTIVE = "collective"
    CARD = "card"
    OPINION = "opinion"
    FORM = "form"
    CHECKLIST = "checklist"
    SUPPLEMENT = "supplement"
    RECEPTION = "reception"
    LIMIT = "limit"
    EXTERNAL = "external"
    AMOUNT = "amount"
    BOUNDED = "bounded"
    CROSSCHECK = "crosscheck"
    FOLLOW = "follow"
    VETO = "veto"
    ALWAYS = "always"


GATES: Mapping[Gate, Text] = {
    Gate.SEPARATION: Text("本环节列入职责分离（zh:separation）", "a zh:separation names the task"),
    Gate.TWO_PERSON: Text("双人办理（zh:signOff）", "zh:signOff two-person, dual or collective"),
    Gate.OTHER_SECTION: Text("第二人来自指定科室（from）", "zh:signOff with `from`"),
    Gate.DUAL: Text("双签（zh:signOff dual）", "zh:signOff dual"),
    Gate.COLLECTIVE: Text("集体决定（zh:signOff collective）", "zh:signOff collective"),
    Gate.CARD: Text("每人持有效证件（qualification）", "a card that each signer must hold"),
    Gate.OPINION: Text("必须签写意见（opinion）", "an opinion is required"),
    Gate.FORM: Text("表单有必填项", "the form demands fields"),
    Gate.CHECKLIST: Text("要件核对表（x-checklist）", "the form holds a checklist of papers"),
    Gate.SUPPLEMENT: Text("一次告知补正的结果", "an outcome that is the one supplement notice"),
    Gate.RECEPTION: Text("受理或不予受理的结果", "an outcome that accepts or refuses to accept"),
    Gate.LIMIT: Text("时限（zh:limit）", "a zh:limit"),
    Gate.EXTERNAL: Text("外部主体的行为（zh:external）", "a zh:external"),
    Gate.AMOUNT: Text("按审批权限和累计金额（zh:amount）", "a zh:amount"),
    Gate.BOUNDED: Text("裁量界限（zh:bounded）", "a zh:bounded"),
    Gate.CROSSCHECK: Text("每次交叉复核（crosscheck）", "a crosscheck on its zh:post"),
    Gate.FOLLOW: Text("按集体决定办（zh:follow）", "a zh:follow of the resolution"),
    Gate.VETO: Text("会议上一票否决的岗位（veto）", "a veto of a post at a meeting"),
    Gate.ALWAYS: Text("引擎对每件、每步都执行", "the engine keeps it in every case"),
}
"""In words, for pages."""


@dataclass(frozen=True, slots=True)
class Guard:
    """A control. gates: any of them, standing on the task, keeps it."""

    id: str
    name: str
    kept: Kept
    gates: tuple[Gate, ...]


def _g(id_: str, name: str, kept: Kept, *gates: Gate) -> Guard:
    return Guard(id_, name, kept, gates)


_E, _R, _O = Kept.ENFORCED, Kept.RECORDED, Kept.OUTSIDE

_ROWS = (
    _g(
        "ab_role",
        "同一角色AB制、交叉制约",
        _E,
        Gate.CROSSCHECK,
        Gate.SEPARATION,
        Gate.TWO_PERSON,
        Gate.DUAL,
    ),
    _g("incompatible_duties", "互不相容职权分离", _E, Gate.SEPARATION),
    _g(
        "no_small_circle",
        "避免少数人完成重大事项",
        _E,
        Gate.SEPARATION,
        Gate.TWO_PERSON,
        Gate.DUAL,
        Gate.COLLECTIVE,
    ),
    _g("decide_execute_supervise", "决策权、执行权、监督权相互制约又相互协调", _E, Gate.SEPARATION),
    _g("review_approve_separate", "审核权与审批权分离", _E, Gate.SEPARATION),
    _g("four_separations", "选案、稽查、审理、执行四分离", _E, Gate.SEPARATION),
    _g("select_adjudicate_separate", "选案与审理分权制约", _E, Gate.SEPARATION),
    _g("investigate_adjudicate_separate", "查审分离", _E, Gate.SEPARATION),
    _g("penalty_payment_separate", "罚缴分离（罚收分离）", _E, Gate.EXTERNAL, Gate.SEPARATION),
    _g("levy_manage_inspect_separate", "征管查相分离", _E, Gate.SEPARATION),
    _g("matter_money_separate", "管事权与管财权分离", _E, Gate.SEPARATION),
    _g("manage_supervise_split", "科室分设、互相监督", _E, Gate.SEPARATION),
    _g("site_visit_two", "现场2人踏察", _E, Gate.TWO_PERSON),
    _g("joint_visit", "与监察科共同现场踏察", _E, Gate.OTHER_SECTION),
    _g("supervision_attendance", "全程接受监察科监督", _E, Gate.OTHER_SECTION),
    _g("bureau_meeting", "局务会审", _E, Gate.COLLECTIVE),
    _g("collective_decision", "集体讨论、集体审批", _E, Gate.COLLECTIVE),
    _g("follow_resolution", "分管领导按集体决定审批执行", _E, Gate.FOLLOW),
    _g("case_committee", "案审委员会／审理委员会", _E, Gate.COLLECTIVE),
    _g("reexamine_panel", "重大稽查案件复审、复查、合议", _E, Gate.COLLECTIVE),
    _g("vote_threshold", "民主推荐票须超过半数", _E, Gate.COLLECTIVE),
    _g("discipline_veto", "事先征求纪检监察意见、可否决", _E, Gate.VETO),
    _g("democratic_appraisal", "提拔任用须民主测评", _E),
    _g("public_notice_before_appointment", "任职、晋升公示；竞争上岗", _E),
    _g("tender_threshold", "公开招标限额", _E, Gate.AMOUNT),
    _g("procurement_bulk", "大宗物品一律政府采购", _E),
    _g("anti_splitting", "防化整为零", _E, Gate.AMOUNT),
    _g("budget_quota", "无指标、超计划拨款拦截", _E),
    _g("no_private_account", "账户清理", _E),
    _g("revenue_two_lines", "非税收入及时收缴实时监控", _E),
    _g("audit_required", "专项、全面、逐项、任期、离任审计", _E),
    _g("sample_inspection", "稽查案件重点抽查不低于10%", _E),
    _g("sample_superior", "上级对下级抽查面不低于10%", _E),
    _g("annual_coverage", "每年检查面不少于三分之二", _E),
    _g("rotation", "定期轮岗、交流", _E),
    _g("recusal", "近亲回避", _E, Gate.ALWAYS),
    _g("lead_inspector_sign", "主税务稽查员签名制", _E, Gate.CARD),
    _g("working_paper", "稽查工作底稿制", _E),
    _g("station_supervision_group", "重大工程项目派驻监察组", _E),
    _g("expert_notice_hearing", "专家论证、公示、听证", _E),
    _g("open_tender_listed", "公开招标、公开采购项目表", _E),
    _g("vehicle_repair_register", "公车定点维修、统一结算", _E),
    _g("design_change_meeting", "设计变更联席会议（原文作联络会议）", _E, Gate.COLLECTIVE),
    _g("two_level_review", "分管/主管审核", _E, Gate.SEPARATION),
    _g("legal_basis", "法定依据", _E),
    _g("one_time_notice", "一次性告知", _E, Gate.SUPPLEMENT),
    _g("deadline", "法定/承诺时限", _E, Gate.LIMIT),
    _g("instant_item", "即办事项即时办理", _E, Gate.LIMIT),
    _g("reasons_required", "说明理由", _E, Gate.OPINION),
    _g("notice_required", "告知义务", _E),
    _g("hearing_gate", "听证", _E),
    _g("opinion_response", "听证意见、陈述申辩采纳", _E, Gate.OPINION),
    _g("transfer_gate", "移送司法/移交", _E),
    _g("finding_followup", "案源线索、监督发现必须跟进", _E),
    _g("acceptance_register", "受理登记", _E, Gate.RECEPTION),
    _g("execution_tracking", "督办、反馈", _E),
    _g("no_unlisted_item", "不得擅自增减事项", _E, Gate.ALWAYS),
    _g("fixed_criteria", "不得增减条件、标准", _E),
    _g("checklist_complete", "要件齐全标注", _E, Gate.CHECKLIST),
    _g("review_checklist", "核审清单", _E, Gate.FORM),
    _g("discretion_benchmark", "自由裁量权基准", _E, Gate.BOUNDED),
    _g("fee_schedule", "收费标准", _E),
    _g("official_receipt", "专用票据", _E),
    _g("fee_collection_separate", "收支两条线", _E),
    _g("custody_register", "公物仓、查封扣押物登记", _E, Gate.TWO_PERSON, Gate.DUAL),
    _g("asset_register", "固定资产账目、处置权限", _E),
    _g("account_register", "资金账户登记", _R),
    _g("seal_register", "用章登记", _E),
    _g("chain_of_custody", "文件运转留痕", _E, Gate.ALWAYS),
    _g("archive_complete", "按规定建档", _E),
    _g("append_only", "电子留痕、不可篡改", _E, Gate.ALWAYS),
    _g("no_skip", "不能放弃（不得跳步）", _E, Gate.ALWAYS),
    _g("no_delay", "不能延时", _E, Gate.LIMIT),
    _g("no_overreach", "不能越权", _E, Gate.ALWAYS),
    _g("scope_check", "对象范围核对", _E, Gate.TWO_PERSON, Gate.DUAL, Gate.SEPARATION),
    _g("evidence_required", "现场拍照取证、如实记录", _E),
    _g("patrol_quota", "保证巡察人数、次数", _E),
    _g("credential_shown", "出示执法证件", _E, Gate.CARD),
    _g("service_promise", "服务承诺书", _E),
    _g("interference_record", "说情打招呼、干预记录", _E),
    _g("confidential", "举报、评标、专家名单保密", _E),
    _g("disclosure_gate", "公开公示", _E),
    _g("major_matter_report", "重大事项报告", _E),
    _g("duty_ledger", "一岗双责台账", _R),
    _g("education_ledger", "廉政教育台帐", _R),
    _g("plan_register", "应急预案登记", _R),
    _g("feedback_survey", "服务对象测评", _R),
    _g("none", "无可强制项", _O),
)

GUARDS: Mapping[str, Guard] = {guard.id: guard for guard in _ROWS}
"""By id, in the order of the catalogue."""
