"""Which facts of a case are events, what they are called, and where they stand in a task's life.

The transitions are those of the XES lifecycle extension (IEEE 1849-2016); None: none of them.
"""

from collections.abc import Mapping

from zhiheng import facts as f

KINDS: Mapping[type[f.Fact], tuple[str, str | None]] = {
    f.CaseStarted: ("申请", None),
    f.TaskOpened: ("", "schedule"),
    f.SlotClaimed: ("", "assign"),
    f.SlotReleased: ("退签", None),
    f.SlotTransferred: ("", "reassign"),
    f.SlotReassigned: ("", "reassign"),
    f.SignerAdded: ("加签", None),
    f.SignerRemoved: ("减签", None),
    f.SlotDelegated: ("委派", None),
    f.DelegateReported: ("回报", None),
    f.DelegationRecalled: ("收回委派", None),
    f.SlotSigned: ("签署", None),
    f.SignaturesVoided: ("签署作废", None),
    f.MeetingConvened: ("召集", None),
    f.PresenceRecorded: ("签到", None),
    f.VoteCast: ("表决", None),
    f.MeetingResolved: ("决议", None),
    f.MeetingDeferred: ("缓议", None),
    f.DocumentFiled: ("材料归入", None),
    f.ExternalRecorded: ("登记外部行为", None),
    f.AmountDecided: ("金额审定", None),
    f.DecisionTaken: ("决策表", None),
    f.BoundKept: ("裁量", None),
    f.RiskNoticed: ("风险提示", None),
    f.RiskDischarged: ("防控措施落实", None),
    f.CaseAccepted: ("受理", None),
    f.SupplementNoticed: ("补正告知", None),
    f.Decided: ("决定", None),
    f.SuspensionAsked: ("申请暂停", None),
    f.SuspensionDecided: ("暂停决定", "suspend"),
    f.CaseResumed: ("恢复", "resume"),
    f.MergerAsked: ("申请并案", None),
    f.MergerDecided: ("并案决定", None),
    f.CaseAbsorbed: ("并入", None),
    f.CaseMerged: ("被并案", "pi_abort"),
    f.CaseMigrated: ("迁移", None),
    f.TaskUrged: ("催办", None),
    f.TaskBlocked: ("无人可办", None),
    f.ClockStarted: ("时限开始", None),
    f.ClockEnded: ("时限结束", None),
    f.ClockStopped: ("时限停止", None),
    f.ClockResumed: ("时限恢复", None),
    f.ClockRestarted: ("时限重新计算", None),
    f.ClockExtended: ("时限延长", None),
    f.ClockReprojected: ("时限按新日历重算", None),
    f.ClockWarned: ("预警", None),
    f.ClockDeemed: ("视为", None),
    f.TimerArmed: ("定时开始", None),
    f.TimerDisarmed: ("定时结束", None),
    f.TimerExtended: ("定时延长", None),
    f.TimerReprojected: ("定时按新日历重算", None),
    f.ActVoided: ("拿回", None),
    f.RecusalAsked: ("申请回避", None),
    f.RecusalDecided: ("回避决定", None),
    f.CaseCopied: ("抄送", None),
    f.CopyRead: ("已阅", None),
    f.CommandCarriedOut: ("命令已执行", None),
    f.CaseWithdrawn: ("撤回申请", "pi_abort"),
    f.CaseClosed: ("办结", None),
}
"""Kind -> its word, and its transition. A word that is empty: the event is the step itself."""

NO_EVENTS = frozenset(
    {
        f.VariablesSet, f.ParametersTaken, f.TokensMoved, f.DutiesMet, f.BranchNarrowed,
        f.CalendarTaken,
    }
)  # fmt: skip
"""What an act writes or is judged by, but what is nothing that happens besides."""


def kind_of(fact: f.Fact) -> str:
    """`slot-signed`: its name without the version."""
    tag: str = fact.__struct_config__.tag  # type: ignore[assignment]  # every fact has one
    return tag.partition("/")[0]
