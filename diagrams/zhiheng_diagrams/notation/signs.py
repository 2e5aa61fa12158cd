"""What stands for each kind of node: the sign of a gateway, the word of an event."""

from collections.abc import Mapping

from zhiheng.model.chart import Node, NodeKind, Trigger
from zhiheng_diagrams.notation import words

GATEWAYS: Mapping[NodeKind, str] = {
    NodeKind.EXCLUSIVE: "",
    NodeKind.PARALLEL: "+",
    NodeKind.INCLUSIVE: "○",
    NodeKind.EVENT_GATEWAY: "◎",
}
"""The sign before the name; a choice of one way has none."""
WHOLES = frozenset({NodeKind.CALL, NodeKind.SUB_PROCESS, NodeKind.EVENT_SUB_PROCESS})
"""Nodes that stand for more than one step."""
_CSS: Mapping[NodeKind, str] = {
    NodeKind.EXCLUSIVE: "gateway exclusive",
    NodeKind.PARALLEL: "gateway parallel",
    NodeKind.INCLUSIVE: "gateway inclusive",
    NodeKind.EVENT_GATEWAY: "gateway event-based",
    NodeKind.START: "event start",
    NodeKind.CATCH: "event catch",
    NodeKind.THROW: "event throw",
    NodeKind.BOUNDARY: "event boundary",
    NodeKind.CALL: "call",
    NodeKind.SUB_PROCESS: "sub-process",
    NodeKind.EVENT_SUB_PROCESS: "sub-process event-based",
}
_WORDS: Mapping[NodeKind, str] = {
    NodeKind.START: "开始",
    NodeKind.END: "结束",
    NodeKind.TERMINATE: "终止",
    NodeKind.ERROR_END: "出错结束",
    NodeKind.CATCH: "等待",
    NodeKind.THROW: "发出",
    NodeKind.BOUNDARY: "中途",
    NodeKind.CALL: "调用",
    NodeKind.SUB_PROCESS: "子流程",
    NodeKind.EVENT_SUB_PROCESS: "事件子流程",
}
_TRIGGERS: Mapping[Trigger, str] = {
    Trigger.TIMER: "定时",
    Trigger.MESSAGE: "消息",
    Trigger.SIGNAL: "信号",
    Trigger.ERROR: "出错",
    Trigger.ESCALATION: "升级",
    Trigger.CONDITION: "条件",
}
_TOLD = frozenset({NodeKind.CATCH, NodeKind.BOUNDARY})
"""Events whose trigger is told beside their name: they wait for it."""


def name(node: Node) -> str:
    """The name of a node that is no gateway and no task; what it is, where it has none."""
    trigger = _TRIGGERS.get(node.trigger, "")
    if node.wait is not None and node.wait.n is not None:
        trigger = f"满{words.units(node.wait.n, node.wait.unit)}"
        return f"{trigger}：{node.name}" if node.name else trigger
    if not node.name:
        return trigger + _WORDS.get(node.kind, "")
    return f"{trigger}：{node.name}" if trigger and node.kind in _TOLD else node.name


def css(node: Node) -> str:
    """Its classes in SVG."""
    return _CSS.get(node.kind, "event end")
