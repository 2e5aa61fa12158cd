"""Whether the lanes show who really acts."""

from collections.abc import Iterator

from lxml import etree

from zhiheng.bpmn.elements.draft import Draft
from zhiheng.bpmn.elements.lanes import lane_elements, lane_refs
from zhiheng.bpmn.markup.tags import ident, line
from zhiheng.bpmn.telling.findings import finding
from zhiheng.model.finding import Finding


def check_lanes(draft: Draft) -> Iterator[Finding]:
    """Findings on lanes, and on names that the chart would show."""
    yield from _members(draft)
    yield from _posts(draft)
    yield from _names(draft)


def _members(draft: Draft) -> Iterator[Finding]:
    seen: dict[str, etree._Element] = {}
    for lane in lane_elements(draft.process):
        outer = set(lane.iterancestors())
        for ref in lane_refs(lane):
            elsewhere = ref in seen and seen[ref] not in outer
            if ref not in draft.places.paths or elsewhere:
                yield finding(
                    "BPM034", (ident(lane), ref), line(lane), lane=ident(lane), element=ref
                )
            seen[ref] = lane


def _posts(draft: Draft) -> Iterator[Finding]:
    posts = {lane.id: lane.post for lane in draft.chart.lanes}
    for node in draft.chart.nodes.values():
        lane_post = posts.get(node.lane or "")
        post = node.task.post if node.task else None
        if lane_post is not None and post is not None and post != lane_post:
            yield finding(
                "BPM035",
                (node.path,),
                draft.line(node.path),
                element=node.path,
                post=post,
                lane_post=lane_post,
            )


def _names(draft: Draft) -> Iterator[Finding]:
    named = [(draft.chart.key, draft.chart.name)]
    named += [(task.path, task.name) for task in draft.chart.tasks]
    named += [(lane.id, lane.name) for lane in draft.chart.lanes]
    for key, name in named:
        if not name:
            yield finding("BPM018", (key,), draft.line(key), element=key)
