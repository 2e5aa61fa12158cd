"""Charts of other tools with a fault in their flow."""

from unit.bpmn.foreign import ENDS, flow, nodes, process, way

DEADLOCK = process(
    ENDS
    + nodes("exclusiveGateway:split", "userTask:a", "userTask:b", "parallelGateway:join")
    + way("s", "split")
    + flow("split", "a", "${__import__('os').abort()}")
    + flow("split", "b", "${true}")
    + way("a", "join")
    + way("b", "join", "e")
)
"""Either a or b is done, and the join waits for both. The conditions are of another language."""

SOUND = process(ENDS + nodes("serviceTask:a") + way("s", "a", "e"))
UNREADABLE = process(ENDS + nodes("userTask:a") + way("s", "a") + flow("a", "gone"))
