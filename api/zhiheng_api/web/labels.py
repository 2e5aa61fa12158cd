"""The words of the pages, zh-CN first, English second."""

from collections.abc import Callable

from zhiheng_api.web.audit_labels import AUDIT
from zhiheng_api.web.card_labels import CARDS
from zhiheng_api.web.inbox_labels import INBOX
from zhiheng_api.web.office_labels import OFFICE
from zhiheng_api.web.receipt_labels import RECEIPTS
from zhiheng_api.web.risk_labels import RISKS
from zhiheng_api.web.verb_labels import VERBS
from zhiheng_api.web.watch_labels import WATCH

_GENERAL: dict[str, tuple[str, str]] = {
    "app": ("制衡", "zhiheng"),
    "app_long": ("制衡 · 权力运行流程", "zhiheng · checks and balances"),
    "login": ("登录", "Log in"),
    "logout": ("退出", "Log out"),
    "login_name": ("账号", "Login"),
    "password": ("密码", "Password"),
    "password_again": ("签署前请重新输入密码", "Enter your password again to sign"),
    "my_tasks": ("我的任务", "My tasks"),
    "overdue": ("超期与预警", "Overdue"),
    "cases": ("办件查询", "Cases"),
    "apply": ("提出申请", "Apply"),
    "number": ("案号", "Number"),
    "concerned": ("当事人", "Party"),
    "not_numbered": ("无案号", "no number"),
    "project": ("项目名称", "Project"),
    "step": ("环节", "Step"),
    "due": ("到期日", "Due"),
    "remaining": ("剩余工作日", "Working days left"),
    "state": ("状态", "State"),
    "claim": ("签收", "Claim"),
    "unclaim": ("退签", "Give back"),
    "open": ("办理", "Act"),
    "sign": ("签署", "Sign"),
    "opinion": ("意见", "Opinion"),
    "papers": ("材料", "Papers"),
    "form": ("表单", "Form"),
    "slots": ("签署位置", "Signatures"),
    "risks": ("廉政风险点", "Risk points"),
    "measures": ("防控措施", "Controls"),
    "measure_kept": ("规则把关", "kept by a gate"),
    "measure_discharged": ("已落实", "discharged"),
    "measure_open": ("待落实", "open"),
    "measure_not-called-for": ("本件不要求", "not called for"),
    "how_": ("", ""),
    "how_gate": ("由规则落实：", "by a gate: "),
    "how_document": ("由文书落实：", "by a paper: "),
    "how_rule": ("由数据条件落实：", "by the data: "),
    "how_step": ("由已办环节落实：", "by a step done before: "),
    "how_confirmation": ("由签署人写明并确认", "by the signer's note"),
    "confirm_measure": ("防控措施确认", "Confirm the measure"),
    "confirm_hint": (
        "写明核对了什么、结果如何；不确认不能办完，并报监督人员",
        "Write what was checked and what came of it; without it the step cannot be completed",
    ),
    "high": ("高", "high"),
    "needed_to_accept": ("受理必备", "needed to accept"),
    "notices": ("高风险环节提示", "High risks that wait"),
    "unpublished": ("应公布未公布", "To be published"),
    "unpublished_why": (
        "公开的流程图自形成或变更之日起20个工作日内公布（信息公开条例26）。",
        "A public chart is published within 20 working days of being made or changed.",
    ),
    "published_old": ("公布的是旧版", "what is public is an older one"),
    "published_never": ("没有公布", "nothing is public"),
    "breaches": ("违规信号", "Breach signals"),
    "rule": ("规则", "Rule"),
    "limits": ("时限", "Limits"),
    "basis": ("依据", "Basis"),
    "supplement_items": (
        "补正事项（一次性告知，每行一项；仅在结果为补正时填写；写材料，不写人名和号码）",
        "Items to supplement (all at once, one a line, papers and no persons; for a notice only)",
    ),
    "occurred_on": ("文书日期", "Day on the paper"),
    "required_when": ("必需，如果", "required if"),
    "nothing": ("没有待办。", "Nothing to do."),
    "nothing_overdue": ("没有办件超期或预警。", "No case is overdue or near it."),
    "no_cases": ("没有找到办件。", "No cases found."),
    "search": ("查询", "Search"),
    "timeline": ("办理过程", "Time line"),
    "run_sheet": ("初审业务流程运行表", "Run sheet"),
    "chart": ("流程图", "Chart"),
    "bundle": ("下载可验证日志包", "Download the log bundle"),
    "withdraw": ("撤回申请", "Withdraw"),
    "stopped_since": ("停钟自", "stopped since"),
    "extended_by": ("已延长", "extended by"),
    "counted_back": ("倒算自", "back from"),
    "urge": ("催办", "Urge"),
    "urge_note": ("要说的话（可不填）", "What you ask (may be left empty)"),
    "others_of_party": (
        "同一当事人另有处罚案件：同一违法行为不得两次罚款，一次罚款不得拆成几件（处罚法 29、57）",
        "More penalty cases of this party: an act is fined once, a fine not split (处罚法 29, 57)",
    ),
    "urged_by": ("催办人数", "Urged by"),
    "take_back": ("拿回上一步", "Take the last step back"),
    "kind": ("时限种类", "Kind"),
    "who": ("责任人", "Who"),
    "signal": ("信号", "Signal"),
    "red": ("超期", "overdue"),
    "yellow": ("预警", "warning"),
    "remind": ("提醒", "reminder"),
    "green": ("正常", "in time"),
    "none": ("不计时", "no limit"),
    "provisional": ("推定", "provisional"),
    "provisional_why": (
        "所跨年度的放假通知尚未公布，按推定日历计算",
        "a year on the way has no published calendar yet",
    ),
    "statutory": ("法定", "statutory"),
    "promised": ("承诺", "promised"),
    "post": ("岗位", "post"),
    "working-day": ("工作日", "working days"),
    "day": ("日", "days"),
    "hour": ("小时", "hours"),
    "month": ("个月", "months"),
    "claimed": ("已签收", "claimed"),
    "free": ("待签收", "open"),
    "signed_waits": ("您已签，等另一人签", "you have signed; it waits for another"),
    "signed": ("已签", "signed"),
    "running": ("办理中", "running"),
    "closed": ("已办结", "closed"),
    "withdrawn": ("已撤回", "withdrawn"),
    "barred": ("您已办理过", "you have acted on"),
    "barred_so": ("，本环节不能由您办理", ", so this step is not yours"),
    "incidents": ("异常", "Incidents"),
    "no_incidents": ("没有无人可办的环节。", "No task is without somebody who may act."),
    "since": ("起于", "Since"),
    "recusal": ("回避", "Recusal"),
    "recusal_ask": ("申请回避", "Ask for recusal"),
    "recusal_person": ("应当回避的人员（姓名）", "Who should stand aside (name)"),
    "recusal_person_or_self": (
        "应当回避的人员（姓名；不填即本人）",
        "Who should stand aside (name; empty: yourself)",
    ),
    "recusal_ground": ("事由", "Ground"),
    "recusal_reason": ("事实和理由（必填）", "Facts and reason (required)"),
    "recusal_decide": ("作出决定", "Decide"),
    "recusal_grant": ("决定回避", "Grant"),
    "recusal_reject": ("驳回申请", "Refuse"),
    "recusal_minutes": ("会议纪要（局长回避时须附）", "Minutes (on the head: required)"),
    "recusal_asked": ("待决定", "to be decided"),
    "recusal_aside": ("本人已回避，待决定", "stands aside, to be decided"),
    "recusal_granted": ("已回避", "recused"),
    "recusal_refused": ("已驳回", "refused"),
    "self-interest": ("涉及本人利害关系", "own interest"),
    "kin-interest": ("与亲属有利害关系", "interest of kin"),
    "other": ("其他可能影响公正", "other doubts of impartiality"),
    "acting_for": ("顶岗", "standing in for"),
    "voided": ("已拿回", "taken back"),
    "receipt": ("回执", "Receipt"),
    "done": ("已提交。", "Done."),
    "cure": ("怎么办", "What helps"),
    "sample": (
        "示例单位：人员均为虚构。密码与账号同名，仅限本机使用。",
        "Sample bureau: all persons are invented. Password = login, on this machine only.",
    ),
    "started": ("收到日期", "Received"),
    "limit": ("时限", "Limit"),
    "used": ("已用工作日", "Days used"),
    "opened_on": ("转入", "Opened"),
    "closed_on": ("办结", "Closed"),
    "content": ("签署内容摘要", "Digest of what is signed"),
    "second_sign": (
        "已有人签署上述内容；您签署的是同一内容。",
        "Somebody has signed this content; you sign the same.",
    ),
    "amend": ("修改重签", "Amend and sign again"),
    "amend_why": (
        "修改后，已有的签署作废，双方重新签署。",
        "A change voids the signatures; both sign again.",
    ),
    "meeting": ("会议", "Meeting"),
    "meeting_on": ("会议日期", "Day of the meeting"),
    "topics": ("议题", "Topics"),
    "topics_hint": ("每行一项；会前告知，不得临时增加", "one a line; told before the meeting"),
    "members": ("应到人员", "Members due"),
    "members_hint": ("账号，每行一人", "logins, one a line"),
    "notice_days": ("至少提前天数", "days of notice at least"),
    "convene": ("召集", "Convene"),
    "attend": ("签到", "Record presence"),
    "vote": ("表决", "Vote"),
    "agree": ("同意", "agree"),
    "against": ("不同意", "against"),
    "abstain": ("弃权", "abstain"),
    "reason": ("理由（不同意、弃权须写明）", "Reason (unless you agree)"),
    "defer": ("缓议，另行开会", "Put off to another meeting"),
    "send-back": ("缓议，退回", "Send the matter back"),
    "defer_reason": ("缓议理由", "Why it is put off"),
    "chair": ("主持", "in the chair"),
    "resolution": ("决议", "Resolution"),
    "due_member": ("应到", "due"),
    "present": ("到会", "present"),
    "absent": ("未到", "absent"),
    "struck": ("回避", "stands aside"),
    "minutes": ("签署会议纪要", "Sign the minutes"),
    "may_not": ("您不能办理本环节", "You may not act here"),
    "late": ("逾期", "late"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "choose": ("请选择", "choose"),
    "simulated": ("演示时钟", "simulated clock"),
    "applicant_hint": (
        "您的申请在此查看进度；需要您补正时，打开该件即可办理。",
        "Follow your application here.",
    ),
    "time": ("时间", "Time"),
    "effect": ("结果", "Effect"),
    "digest": ("摘要", "Digest"),
    "applicant": ("申请人", "Applicant"),
    "waiting": ("当前环节", "Now at"),
}

LABELS = AUDIT | _GENERAL | OFFICE | VERBS | WATCH | INBOX | CARDS | RECEIPTS | RISKS


def counted(lang: str) -> Callable[[int, str], str]:
    """The word of a unit beside so many of it: `1 day`, `2 days`."""
    word = labels(lang)

    def of(many: int, unit: str) -> str:
        return word(unit).removesuffix("s") if lang == "en" and many == 1 else word(unit)

    return of


def labels(lang: str) -> Callable[[str], str]:
    """Key -> word, in Chinese unless English was asked for."""
    at = 1 if lang == "en" else 0

    def label(key: str) -> str:
        return LABELS[key][at] if key in LABELS else key

    return label
