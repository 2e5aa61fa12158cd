"""Elements that can be analysed but may not run yet, each with what may run in its stead."""

from collections.abc import Mapping

from zhiheng.bpmn.markup.kinds import TASKS
from zhiheng.model.finding import Text

_TASK = Text(
    "改为用户任务；由外部主体办的，加 zh:external。",
    "Use a user task; for an act of an outside party add zh:external.",
)
_EVENT = Text(
    "改为用户任务，由人登记发生的事；期限写 zh:limit。",
    "Use a user task in which somebody records what happened; put time limits into zh:limit.",
)
_PLAIN = Text(
    "删去它；开始事件须是空的，结束事件须是空的、终止或错误，边界事件须是定时或错误，中间捕获事件须是定时或消息。",
    "Delete it; a start event must be plain, an end event plain, terminate or error, a boundary "
    "event timer or error, an intermediate catch event timer or message.",
)
_DURATION = Text(
    "定时写 zh:limit（可按工作日），或 timeDuration：P15D、P2W、P1M、PT48H。",
    "Say how long it waits with zh:limit (which knows working days) or with timeDuration: P15D, "
    "P2W, P1M, PT48H.",
)
_INSIDE = Text(
    "改为普通的内嵌子流程，或把其中的环节直接画进本流程。",
    "Use a plain embedded sub-process, or draw its steps in the process itself.",
)
_REPEATED = Text(
    "多人办理用 zh:signOff，重做用 zh:return。",
    "For several persons use zh:signOff, for doing it again zh:return.",
)

CURES: Mapping[str, Text] = {
    **dict.fromkeys(TASKS - {"userTask"}, _TASK),
    "intermediateThrowEvent": _EVENT,
    **dict.fromkeys(("timeDate", "timeCycle"), _DURATION),
    **dict.fromkeys(
        (
            "timerEventDefinition",
            "messageEventDefinition",
            "signalEventDefinition",
            "conditionalEventDefinition",
            "errorEventDefinition",
            "escalationEventDefinition",
            "linkEventDefinition",
            "compensateEventDefinition",
            "cancelEventDefinition",
        ),
        _PLAIN,
    ),
    "transaction": _INSIDE,
    "callActivity": Text(
        "本文件里没有它所调用的流程：把它放进来，calledElement 写其编号；或画成内嵌子流程。",
        "The process it calls is not found in this file: put it there and name its id in "
        "calledElement, or draw an embedded sub-process.",
    ),
    "import": Text(
        "先合成一个文件再提交：zhiheng assemble 本图.bpmn -o 合成.bpmn。",
        "Put the files into one first: zhiheng assemble CHART.bpmn -o WHOLE.bpmn.",
    ),
    **dict.fromkeys(("multiInstanceLoopCharacteristics", "standardLoopCharacteristics"), _REPEATED),
    "inclusiveGateway": Text(
        "改用排他网关，或并行网关加各分支上的排他网关。",
        "Use an exclusive gateway, or a parallel one with an exclusive one in each branch.",
    ),
}
