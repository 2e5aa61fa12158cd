"""What the proofs say, in Chinese and English, and what would cure it.

`{way}` is the way there: names with arrows between.
"""

from collections.abc import Mapping
from enum import StrEnum

from zhiheng.model.finding import Severity, Text


class Fault(StrEnum):
    """The faults told apart in words; their values are no rule ids, for a rule may have two."""

    WAITS_FOREVER = "waits-forever"
    STANDS_STILL = "stands-still"
    NO_WAY_OUT = "no-way-out"
    TWICE = "twice"
    DEAD = "dead"
    ENDS_TWICE = "ends-twice"
    CUTS_OFF = "cuts-off"
    CONTRADICTS = "contradicts"
    REPLACES = "replaces"
    UNPROVEN = "unproven"


RULES: Mapping[Fault, tuple[str, Severity]] = {
    Fault.WAITS_FOREVER: ("SND001", Severity.ERROR),
    Fault.STANDS_STILL: ("SND001", Severity.ERROR),
    Fault.NO_WAY_OUT: ("SND002", Severity.ERROR),
    Fault.TWICE: ("SND003", Severity.ERROR),
    Fault.DEAD: ("SND004", Severity.ERROR),
    Fault.ENDS_TWICE: ("SND005", Severity.ERROR),
    Fault.CUTS_OFF: ("SND005", Severity.WARNING),
    Fault.CONTRADICTS: ("SND006", Severity.ERROR),
    Fault.REPLACES: ("SND006", Severity.WARNING),
    Fault.UNPROVEN: ("SND007", Severity.UNPROVEN),
}

MESSAGES: Mapping[Fault, Text] = {
    Fault.WAITS_FOREVER: Text(
        "若走{way}，汇聚“{node}”将一直等待来自“{missing}”的分支",
        "by way of {way}, the join '{node}' waits for ever for the branch from '{missing}'",
    ),
    Fault.STANDS_STILL: Text(
        "若走{way}，办件停在“{node}”，再也走不下去",
        "by way of {way}, the case stands still at '{node}' for ever",
    ),
    Fault.NO_WAY_OUT: Text(
        "若走{way}，此后只能在“{node}”中循环，永远到不了结束",
        "by way of {way}, the case turns in '{node}' for ever and never comes to an end",
    ),
    Fault.TWICE: Text(
        "若走{way}，“{node}”会在上一次尚未办完时再放行一次，其后的环节重复办理",
        "by way of {way}, '{node}' lets through a second time before the first is done, "
        "and what follows is done twice",
    ),
    Fault.DEAD: Text(
        "无论怎么走，都到不了“{node}”",
        "whatever way is taken, '{node}' is never reached",
    ),
    Fault.ENDS_TWICE: Text(
        "若走{way}，同一个办件会两次到达结束“{node}”",
        "by way of {way}, one case comes to the end '{node}' twice",
    ),
    Fault.CUTS_OFF: Text(
        "若走{way}，结束“{node}”会中断尚未办完的“{missing}”",
        "by way of {way}, the end '{node}' cuts off '{missing}', which is not yet done",
    ),
    Fault.CONTRADICTS: Text(
        "若走{way}，同一个办件既由“{node}”准予，又由“{missing}”不予",
        "by way of {way}, one case is granted by '{node}' and refused by '{missing}'",
    ),
    Fault.REPLACES: Text(
        "若走{way}，“{node}”在同一个办件中先后作出准予和不予两个相反的决定",
        "by way of {way}, '{node}' decides one case twice: granted once and refused once",
    ),
    Fault.UNPROVEN: Text(
        "查看了{count}个状态仍未查完，不能证明流程图没有问题",
        "{count} states were looked at and more are left: the chart is not proven sound",
    ),
}


class Cure(StrEnum):
    """The cures told apart."""

    MATCH_JOIN = "match-join"
    WRAP_BLOCK = "wrap-block"
    CHECK_JOIN = "check-join"
    WAY_OUT = "way-out"
    PARALLEL_JOIN = "parallel-join"
    JOIN_FIRST = "join-first"
    CONNECT = "connect"
    JOIN_BEFORE_END = "join-before-end"
    WAIT_BEFORE_END = "wait-before-end"
    ONE_DECISION = "one-decision"
    NO_RETURN = "no-return"
    DIVIDE = "divide"


CURES: Mapping[Cure, Text] = {
    Cure.MATCH_JOIN: Text(
        "把“{node}”改为排他网关（谁到谁走），或把“{split}”改为并行网关（都要办）",
        "make '{node}' an exclusive gateway (whoever comes goes on), "
        "or make '{split}' a parallel one (all are done)",
    ),
    Cure.WRAP_BLOCK: Text(
        "把并行的环节放进一个子流程；需要中途退回时，用子流程边界上的错误事件离开",
        "put the parallel steps into a sub-process, and leave it for a return by an error "
        "event on its edge",
    ),
    Cure.CHECK_JOIN: Text(
        "核对“{node}”的各条进线是否都会有人走到",
        "check that every flow into '{node}' is taken",
    ),
    Cure.WAY_OUT: Text(
        "在循环中加一条通往结束的出口",
        "give the circle a way out to an end",
    ),
    Cure.PARALLEL_JOIN: Text(
        "把“{node}”改为并行网关，等各分支都办完再继续；或把前面的并行分流改为排他网关",
        "make '{node}' a parallel gateway that waits for all branches, or make the parallel "
        "split before it an exclusive one",
    ),
    Cure.JOIN_FIRST: Text(
        "在“{node}”之前用并行网关汇聚同时进行的分支；或把前面的并行分流改为排他网关",
        "join the branches that run at the same time by a parallel gateway before '{node}', "
        "or make the parallel split before it an exclusive one",
    ),
    Cure.CONNECT: Text(
        "把它接到流程中，或删去",
        "connect it to the flow, or take it out",
    ),
    Cure.JOIN_BEFORE_END: Text(
        "在结束之前用并行网关汇聚各分支，或让各分支各有结束事件",
        "join the branches by a parallel gateway before the end, or give each its own end",
    ),
    Cure.WAIT_BEFORE_END: Text(
        "先用并行网关等各分支办完再结束，或改用普通结束事件；确需中止的，写明依据",
        "wait for the branches at a parallel gateway first, or use an ordinary end; "
        "where cutting off is meant, say on what basis",
    ),
    Cure.ONE_DECISION: Text(
        "只留一个作决定的环节，其余环节的结果只作内部意见",
        "leave the decision to one task and make the others' outcomes internal opinions",
    ),
    Cure.NO_RETURN: Text(
        "作出准予或不予之后不要再回到决定环节；更正、撤销另立程序",
        "do not return to the decision once it is made; correction and revocation are "
        "proceedings of their own",
    ),
    Cure.DIVIDE: Text(
        "把一部分环节放进调用活动单独验证，或减少并行分支",
        "move a part into a called process and prove it by itself, or use fewer branches",
    ),
}
