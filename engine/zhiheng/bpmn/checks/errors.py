"""Whether each error end event has its boundary event, and each such event its error end."""

from collections.abc import Iterator

from zhiheng.bpmn.elements.draft import Draft
from zhiheng.bpmn.elements.graph import catchers, caught_by
from zhiheng.model.chart import NodeKind, Trigger
from zhiheng.model.finding import Finding
from zhiheng.model.ids import ElementPath


def check_errors(draft: Draft) -> Iterator[Finding]:
    """Findings on errors that nobody catches, and on events that wait for none."""
    nodes = draft.chart.nodes
    known = catchers(nodes)
    caught = set[ElementPath]()
    for node in nodes.values():
        if node.kind is NodeKind.ERROR_END:
            event = caught_by(nodes, known, node)
            if event is None:
                yield draft.at("BPM038", node.path, code=node.code)
            else:
                caught.add(event.path)
    for node in nodes.values():
        if (
            node.kind is NodeKind.BOUNDARY
            and node.trigger is Trigger.ERROR
            and node.path not in caught
        ):
            yield draft.at("BPM039", node.path, code=node.code)
