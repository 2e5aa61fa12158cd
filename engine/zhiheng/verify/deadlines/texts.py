"""What the proof of the limits says, in Chinese and English, and what would cure it."""

from collections.abc import Mapping
from enum import StrEnum

from zhiheng.model.finding import Severity, Text
from zhiheng.model.limit import LimitKind, LimitUnit
from zhiheng.model.limit_words import UNITS


class Late(StrEnum):
    """What is found of limits; the values are no rule ids, for a rule may have several."""

    SUM = "sum"
    SUM_BY_DATE = "sum-by-date"
    NO_CALENDAR = "no-calendar"
    WITH_OUTSIDE = "with-outside"
    PROMISE = "promise"
    LOOP = "loop"
    NO_LIMIT = "no-limit"
    NO_NOTICE = "no-notice"
    TIGHT = "tight"


RULES: Mapping[Late, tuple[str, Severity]] = {
    Late.SUM: ("SLA001", Severity.ERROR),
    Late.SUM_BY_DATE: ("SLA001", Severity.ERROR),
    Late.NO_CALENDAR: ("SLA001", Severity.UNPROVEN),
    Late.WITH_OUTSIDE: ("SLA001", Severity.INFO),
    Late.PROMISE: ("SLA002", Severity.ERROR),
    Late.LOOP: ("SLA003", Severity.INFO),
    Late.NO_LIMIT: ("SLA004", Severity.WARNING),
    Late.NO_NOTICE: ("SLA005", Severity.WARNING),
    Late.TIGHT: ("SLA006", Severity.WARNING),
}

MESSAGES: Mapping[Late, Text] = {
    Late.SUM: Text(
        "走{way}，岗位时限合计{taken}，比{kind}时限{allowed}多{over}",
        "by way of {way}, the limits of the posts add up to {taken}, {over} more than the {kind} "
        "limit of {allowed}",
    ),
    Late.SUM_BY_DATE: Text(
        "走{way}，时限单位不同，按日期比较：{start}受理的，各岗位用满时限到{end}，"
        "比{kind}时限届满的{due}晚{over}",
        "by way of {way}, limits of mixed units, compared by dates: accepted on {start}, a case "
        "that uses them in full is decided on {end}, {over} after the {kind} limit ends on {due}",
    ),
    Late.NO_CALENDAR: Text(
        "时限单位不同，没有工作日历，不能比较岗位时限和{kind}时限",
        "limits of mixed units cannot be compared with the {kind} limit without a calendar",
    ),
    Late.WITH_OUTSIDE: Text(
        "岗位时限合计不超过{kind}时限，但加上外部机关“{node}”的时限就超过了",
        "the posts keep within the {kind} limit, but with the time of '{node}', another "
        "authority's, they do not",
    ),
    Late.PROMISE: Text(
        "承诺时限{promised}，比法定时限{allowed}长{over}",
        "the promised limit of {promised} is {over} longer than the statutory one of {allowed}",
    ),
    Late.LOOP: Text(
        "“{node}”可以重办，没有写明最多退回几次，时限合计只算一遍；再办一遍，岗位时限重新起算，"
        "承诺和法定时限不重算。一个环节最多办{rounds}遍{bounded}",
        "'{node}' may be done again, it is not said how often, and is counted once; each more "
        "round starts the posts' limits anew but not those of the case. At most {rounds} rounds"
        "{bounded}",
    ),
    Late.NO_LIMIT: Text(
        "“{node}”没有岗位时限，合计按0算，证明不了按时办结",
        "'{node}' has no limit and counts as nothing, so it is not proven that a case is in time",
    ),
    Late.NO_NOTICE: Text(
        "“{node}”依法不计入时限，但没有书面告知申请人所需时间的文书",
        "by law '{node}' does not count, but no paper tells the applicant in writing how long it "
        "takes",
    ),
    Late.TIGHT: Text(
        "走{way}，岗位时限用满后{kind}时限只剩{left}，不到一成，必发黄牌",
        "by way of {way}, posts that use their limits in full leave {left} of the {kind} limit, "
        "less than a tenth: a yellow card is certain",
    ),
}

CURES: Mapping[Late, Text] = {
    Late.SUM: Text(
        "缩短这条路上的岗位时限，或让不相先后的环节同时办",
        "shorten limits on this way, or let steps that need not wait for each other run in "
        "parallel",
    ),
    Late.SUM_BY_DATE: Text(
        "缩短这条路上的时限，或把岗位时限改成与办件时限相同的单位",
        "shorten limits on this way, or put them in the unit of the limit of the case",
    ),
    Late.NO_CALENDAR: Text("先载入工作日历", "load a calendar first"),
    Late.WITH_OUTSIDE: Text(
        "给外部机关留出时间，或写明其时间依哪一条不计入",
        "leave time for the other authority, or cite the article by which its time is not counted",
    ),
    Late.PROMISE: Text(
        "把承诺时限改到法定时限以内", "bring the promise within the statutory limit"
    ),
    Late.LOOP: Text(
        "用 zh:return 的 rounds 写明最多退回几次，或用 zh:power 的 rounds 写明每个环节最多几遍，"
        "并留出余量",
        "say by the rounds of zh:return how often it may be returned, or by those of zh:power how "
        "often a step may be done, and leave slack",
    ),
    Late.NO_LIMIT: Text(
        "写明岗位时限；确实不能定的，部署时写明理由豁免",
        "give it a limit; where none can be set, waive this with a reason on deployment",
    ),
    Late.NO_NOTICE: Text(
        "在本环节加一份必备的告知书或通知书（行政许可法第四十五条）",
        "add a required notice to this step (许可法 45)",
    ),
    Late.TIGHT: Text(
        "缩短岗位时限，至少留出一成", "shorten limits of posts so that a tenth is left"
    ),
}

BOUNDED = Text("；走法太多，按全部环节相加", "; of too many ways, all its steps are added up")

KINDS: Mapping[LimitKind, Text] = {
    LimitKind.STATUTORY: Text("法定", "statutory"),
    LimitKind.PROMISED: Text("承诺", "promised"),
    LimitKind.POST: Text("岗位", "post"),
}


def amount(n: int, unit: LimitUnit) -> Text:
    """So many units in words."""
    said = UNITS[unit]
    return Text(f"{n}{said.zh}", f"{n} {said.en.removesuffix('s') if n == 1 else said.en}")
