"""A notice (提醒): who is told of what; and the words for each kind."""

from collections.abc import Mapping
from dataclasses import dataclass

from zhiheng.model.finding import Text

SUPERVISOR, SYSTEM = "role:supervisor", "role:system"
_PARTY = "party:"


@dataclass(frozen=True, slots=True)
class Notice:
    """kind: a key of KINDS. to: an address, as the functions below make them."""

    kind: str
    to: str
    task: str | None = None
    visit: int | None = None


def to_person(person: str) -> str:
    """A person of the bureau; an applicant, whose acts are booked as `party:`, as such.

    An account that speaks for no person is told under its own name.
    """
    return person if person.startswith(_PARTY) else f"person:{person}"


def to_party(party: str) -> str:
    """An applicant."""
    return f"{_PARTY}{party}"


def to_post(post: str) -> str:
    """Whoever holds the post."""
    return f"post:{post}"


def to_section(section: str) -> str:
    """Whoever is of the section."""
    return f"section:{section}"


def to_card(qualification: str) -> str:
    """Whoever has the card."""
    return f"card:{qualification}"


def to_grade(grade: str) -> str:
    """Leaders of that grade."""
    return f"grade:{grade}"


def to_decider_on(person: str) -> str:
    """Whoever decides on a recusal of the person."""
    return f"decides-on:{person}"


RETURNED = "task-returned"
"""No fact is named after it: a step that one has signed is open again."""

KINDS: Mapping[str, Text] = {
    "task-opened": Text("有新的环节待办", "a step waits"),
    RETURNED: Text("您办过的环节又退回来了", "a step that you signed is open again"),
    "slot-transferred": Text("转办给您", "transferred to you"),
    "slot-reassigned": Text("改派给您", "reassigned to you"),
    "signer-added": Text("请您加签", "your signature is asked for besides"),
    "slot-delegated": Text("委派给您，办好后回报", "delegated to you: report back"),
    "delegate-reported": Text("您委派的已回报", "what you delegated was reported back"),
    "delegation-recalled": Text("委派已收回", "a delegation was recalled"),
    "suspension-asked": Text("有办件申请暂停，待决定", "a suspension waits for a decision"),
    "suspension-decided": Text("暂停申请已有决定", "a suspension was decided"),
    "case-resumed": Text("办件已恢复办理", "the case is resumed"),
    "merger-asked": Text("有并案申请，待决定", "a merger waits for a decision"),
    "merger-decided": Text("并案申请已有决定", "a merger was decided"),
    "case-merged": Text("办件已并入另一件", "the case goes on in another"),
    "task-urged": Text("催办", "urged"),
    "signatures-voided": Text("您签署的内容已被修改，签署作废", "what you signed was changed"),
    "meeting-convened": Text("召集会议", "a meeting is convened"),
    "bound-kept": Text("裁量在基准以外", "decided off the benchmark"),
    "risk-noticed": Text("高风险环节提示", "a high risk waits"),
    "task-blocked": Text("异常：无人可以合法办理", "incident: nobody may lawfully act"),
    "recusal-asked": Text("有人申请回避，待决定", "a recusal waits for a decision"),
    "recusal-decided": Text("回避申请已有决定", "a recusal was decided"),
    "case-copied": Text("抄送给您", "a copy for you"),
    "case-accepted": Text("已受理", "accepted"),
    "supplement-noticed": Text("请补正材料", "papers are missing"),
    "decided": Text("已作出决定", "decided"),
    "case-withdrawn": Text("申请人已撤回", "the applicant withdrew"),
    "case-closed": Text("已办结", "closed"),
    "limit-remind": Text("时限将到", "a limit will soon be over"),
    "limit-yellow": Text("时限预警（黄）", "a limit is nearly over (yellow)"),
    "limit-red": Text("时限已过（红）", "a limit has passed (red)"),
    "card-issued": Text("发牌：请在期限内答复", "a card: answer it within its days"),
    "card-answered": Text("黄牌、红牌有答复", "a card was answered"),
    "card-appealed": Text("黄牌、红牌有申诉，待决定", "an appeal against a card waits"),
    "card-upheld": Text("申诉不成立，维持发牌", "a card was upheld"),
    "card-withdrawn": Text("已撤牌", "a card was withdrawn"),
    "card-disposed": Text("黄牌、红牌有处置", "a card was disposed of"),
    "card-escalated": Text("逾期未答复或未整改，自动升级", "a card went up by itself"),
    "card-closed": Text("黄牌、红牌已销号", "a card was closed"),
    "leave-asked": Text("有请假申请，待批准", "a request for leave waits"),
    "leave-decided": Text("请假申请未批准", "leave was refused"),
    "absence-recorded": Text("您的请假已登记", "your leave is on record"),
    "handed-over": Text("工作交接给您", "work was handed over to you"),
    "cases-stopped": Text("有的办件无人可办", "cases have nobody to act"),
    "parameters-proposed": Text("有参数修改，待确认", "a change of parameters waits"),
}


def of_card(kind: str) -> bool:
    """Whether it is told of a card, whose id stands where that of a case does elsewhere."""
    return kind.startswith("card-")


def said(kind: str) -> Text:
    """The words of a kind; of one that has none yet, that something is new."""
    return KINDS.get(kind, Text("办件有新情况", "there is something new"))
