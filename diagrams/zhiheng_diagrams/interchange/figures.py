"""The sizes of BPMN shapes, as modellers draw them."""

from lxml import etree

from zhiheng.bpmn.markup.tags import BPMN, local, namespace, spaced
from zhiheng_diagrams.notation import text
from zhiheng_diagrams.notation.cards import Card, Form
from zhiheng_diagrams.placing.branches import Lettering

LETTERS = Lettering(size=11.0, step=14.0, limit=84.0, clear=9.0)
"""What stands beside a shape: modellers break it at 90 points, and mark the way by default."""
_TASK_SIZE = 12.0
_TASK_STEP = 15.0
_TASK_WIDTH = 100.0
_TASK_HEIGHT = 80.0
_TASK_INNER = 86.0
_SIGN_ROOM = 26.0
"""Above and below the name: the sign of the kind of task, and that of a sub-process."""
EVENT = 36.0
_GATEWAY = 50.0
_ACTIVITIES = frozenset(
    {
        "task", "userTask", "manualTask", "serviceTask", "scriptTask", "sendTask", "receiveTask",
        "businessRuleTask", "callActivity", "subProcess", "transaction", "adHocSubProcess",
    }
)  # fmt: skip
_EVENTS = frozenset(
    {
        "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent",
        "boundaryEvent",
    }
)  # fmt: skip
_GATEWAYS = frozenset(
    {
        "exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway",
        "complexGateway",
    }
)  # fmt: skip
BODIES = frozenset({"process", "subProcess", "transaction", "adHocSubProcess"})
"""What holds a flow of its own."""


def is_node(element: etree._Element) -> bool:
    """Whether it is a node of a flow."""
    return namespace(element) == BPMN and local(element) in _ACTIVITIES | _EVENTS | _GATEWAYS


def card(element: etree._Element) -> Card:
    """The shape of a node. Only that of an activity holds its name."""
    kind = local(element)
    if kind in _EVENTS:
        return Card(Form.CIRCLE, EVENT, EVENT, (), kind)
    if kind in _GATEWAYS:
        return Card(Form.DIAMOND, _GATEWAY, _GATEWAY, (), kind)
    lines = text.wrap(spaced(element.get("name")), _TASK_SIZE, _TASK_INNER)
    tall = max(_TASK_HEIGHT, _TASK_STEP * len(lines) + 2 * _SIGN_ROOM)
    return Card(Form.BOX, _TASK_WIDTH, tall, lines, kind)
