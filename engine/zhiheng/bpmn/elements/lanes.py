"""Lanes of a process: who stands for what; of nested lanes the innermost counts."""

from lxml import etree

from zhiheng.bpmn.elements.marks import first
from zhiheng.bpmn.elements.tasks import read_post
from zhiheng.bpmn.markup.tags import BPMN, children, ident, spaced
from zhiheng.model.chart import Lane


def lane_elements(process: etree._Element) -> tuple[etree._Element, ...]:
    """All lanes of the process, outer ones before inner ones."""
    return tuple(process.iterdescendants(f"{{{BPMN}}}lane"))


def lane_refs(lane: etree._Element) -> tuple[str, ...]:
    """The ids of the elements that stand in a lane."""
    return tuple((ref.text or "").strip() for ref in children(lane, "flowNodeRef"))


def lane_of(process: etree._Element) -> dict[str, str]:
    """Element id -> lane id."""
    return {ref: ident(lane) for lane in lane_elements(process) for ref in lane_refs(lane)}


def read_lanes(process: etree._Element) -> tuple[Lane, ...]:
    """The lanes, each with its post."""
    return tuple(
        Lane(ident(e), spaced(e.get("name")), read_post(first(e, "post")))
        for e in lane_elements(process)
    )
