"""The chart as BPMN, without positions: one task a step, a gateway where it branches."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from zhiheng.bpmn.lexicon.terms import NAMESPACE
from zhiheng.bpmn.markup.tags import BPMN
from zhiheng.tables.cells import Said, fit_for_xml
from zhiheng.tables.flow import Course, Way
from zhiheng.tables.steps import TableStep
from zhiheng.tables.write_task import Written, gateway_id, step_id, task_of

_MAP = {"bpmn": BPMN, "zh": NAMESPACE}
_BLANK = "待补"


@dataclass(frozen=True, slots=True)
class Title:
    """key: the id of the process; name: what it is called; source: the name of the file."""

    key: str
    name: str
    source: str


def written(
    title: Title,
    steps: Sequence[TableStep],
    course: Course,
    posts: Mapping[str, str],
    told: Said,
) -> bytes:
    """The bytes of the file, the same for the same table."""
    made = [task_of(step, course.ways[step.no], steps, posts, told) for step in steps]
    root = etree.Element(f"{{{BPMN}}}definitions", nsmap=_MAP, id="definitions")
    root.set("targetNamespace", "urn:zhiheng:processes:imported")
    process = etree.SubElement(root, f"{{{BPMN}}}process", id=title.key)
    process.set("name", fit_for_xml(title.name))
    process.set("isExecutable", "true")
    note = etree.SubElement(process, f"{{{BPMN}}}documentation")
    source = fit_for_xml(title.source)
    first = f"由表格 {source} 导入。Imported from the table {source}."
    rows = {step.row for step in steps}
    loose = (text for row in sorted(told.kept) if row not in rows for text in told.of(row))
    note.text = "\n".join((first, *loose))
    _declarations(process, title, steps, made)
    _lanes(process, steps, course)
    etree.SubElement(process, f"{{{BPMN}}}startEvent", id="start", name="开始")
    for step, one in zip(steps, made, strict=True):
        process.append(one.task)
        if len(course.ways[step.no]) > 1:
            default = next(i for i, w in enumerate(course.ways[step.no]) if w.default)
            etree.SubElement(
                process,
                f"{{{BPMN}}}exclusiveGateway",
                id=gateway_id(step.no),
                name=f"{step.name}：去向",
                default=_flow_id(step.no, default),
            )
    for end, name in course.ends.items():
        etree.SubElement(process, f"{{{BPMN}}}endEvent", id=end, name=name)
    _flows(process, steps, course)
    etree.indent(root, "  ")
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return content + b"\n"


def _declarations(
    process: etree._Element, title: Title, steps: Sequence[TableStep], made: Sequence[Written]
) -> None:
    held = etree.SubElement(process, f"{{{BPMN}}}extensionElements")
    names = ("code", "category", "office", "enquiryPhone", "complaintPhone", "fee", "series")
    power = etree.SubElement(held, f"{{{NAMESPACE}}}power", dict.fromkeys(names, _BLANK))
    power.set("edition", "internal")
    for one in made:
        held.extend(one.variables)
    for separation in _separations(title, steps):
        held.append(separation)


def _separations(title: Title, steps: Sequence[TableStep]) -> Iterator[etree._Element]:
    """Each pair once, by the first of the two that names it."""
    seen: set[frozenset[str]] = set()
    for step in steps:
        fresh = [no for no in step.not_same if frozenset((step.no, no)) not in seen]
        seen.update(frozenset((step.no, no)) for no in fresh)
        if fresh:
            separation = etree.Element(f"{{{NAMESPACE}}}separation", id=f"not_same_{step.no}")
            separation.set("a", step_id(step.no))
            separation.set("b", " ".join(map(step_id, fresh)))
            separation.set("reason", f"{fit_for_xml(title.source)} 第 {step.row} 行：不得同人")
            yield separation


def _lanes(process: etree._Element, steps: Sequence[TableStep], course: Course) -> None:
    """One for each actor as written, in the order in which they come up."""
    lanes: dict[str, list[str]] = {}
    for step in steps:
        members = lanes.setdefault(step.actor.post or "（未写办理人）", [])
        if step is steps[0]:
            members.append("start")
        members.append(step_id(step.no))
        if len(course.ways[step.no]) > 1:
            members.append(gateway_id(step.no))
        held = (m for found in lanes.values() for m in found)
        taken = frozenset(held)
        ends = dict.fromkeys(w.to for w in course.ways[step.no] if w.to in course.ends)
        members += [end for end in ends if end not in taken]
    held_by = etree.SubElement(process, f"{{{BPMN}}}laneSet", id="lanes")
    for i, (name, members) in enumerate(lanes.items(), 1):
        lane = etree.SubElement(held_by, f"{{{BPMN}}}lane", id=f"lane_{i}", name=name)
        for member in members:
            etree.SubElement(lane, f"{{{BPMN}}}flowNodeRef").text = member


def _flows(process: etree._Element, steps: Sequence[TableStep], course: Course) -> None:
    _flow(process, "to_first", "start", step_id(steps[0].no))
    for step in steps:
        ways = course.ways[step.no]
        if len(ways) == 1:
            _flow(process, _flow_id(step.no, 0), step_id(step.no), _target(ways[0], course))
            continue
        _flow(process, f"out_{step.no}", step_id(step.no), gateway_id(step.no))
        for i, way in enumerate(ways):
            flow = _flow(
                process, _flow_id(step.no, i), gateway_id(step.no), _target(way, course), way.label
            )
            if not way.default:
                condition = etree.SubElement(flow, f"{{{BPMN}}}conditionExpression")
                condition.text = f"way_{step.no} == '{way.value}'"


def _flow(
    process: etree._Element, name: str, source: str, target: str, label: str = ""
) -> etree._Element:
    flow = etree.SubElement(process, f"{{{BPMN}}}sequenceFlow", id=name)
    if label:
        flow.set("name", label)
    flow.set("sourceRef", source)
    flow.set("targetRef", target)
    return flow


def _flow_id(no: str, at: int) -> str:
    return f"way_{no}_{at + 1}"


def _target(way: Way, course: Course) -> str:
    return way.to if way.to in course.ends else step_id(way.to)
