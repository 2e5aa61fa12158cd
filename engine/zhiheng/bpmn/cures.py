"""Elements that can be analysed but may not run yet, each with what may run in its stead."""

from collections.abc import Mapping

from zhiheng.bpmn.kinds import TASKS
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
    "删去它；开始和结束事件须是空的（或终止）。",
    "Delete it; start and end events must be plain (or terminate).",
)
_INSIDE = Text(
    "把其中的环节直接画进本流程；退回用 zh:return，放在并行汇合之后。",
    "Draw its steps in the process itself; for returns use zh:return behind the parallel join.",
)
_REPEATED = Text(
    "多人办理用 zh:signOff，重做用 zh:return。",
    "For several persons use zh:signOff, for doing it again zh:return.",
)

CURES: Mapping[str, Text] = {
    **dict.fromkeys(TASKS - {"userTask"}, _TASK),
    **dict.fromkeys(
        ("intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent", "eventBasedGateway"),
        _EVENT,
    ),
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
    **dict.fromkeys(("subProcess", "transaction", "callActivity"), _INSIDE),
    **dict.fromkeys(("multiInstanceLoopCharacteristics", "standardLoopCharacteristics"), _REPEATED),
    "inclusiveGateway": Text(
        "改用排他网关，或并行网关加各分支上的排他网关。",
        "Use an exclusive gateway, or a parallel one with an exclusive one in each branch.",
    ),
}
