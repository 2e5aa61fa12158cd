"""What a step owes to the sub-processes that hold it."""

from collections.abc import Mapping

from zhiheng.model.chart import Node
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import ClockEffect, ClockRule


def stop_around(nodes: Mapping[ElementPath, Node], node: Node) -> ClockRule | None:
    """The stop of the nearest sub-process that holds the node."""
    around = node.parent
    while around is not None:
        host = nodes[around]
        if host.clock is not None and host.clock.effect is ClockEffect.STOP:
            return host.clock
        around = host.parent
    return None
