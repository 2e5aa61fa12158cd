"""BPMN DI read back from a file, apart from the code that wrote it, and what it must hold to."""

from dataclasses import dataclass
from itertools import combinations, pairwise

from lxml import etree

_BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
_BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
_BOUNDS = "{http://www.omg.org/spec/DD/20100524/DC}Bounds"
_WAYPOINT = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"
_FRAMES = {"participant", "lane"}

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Spot = tuple[float, float]


@dataclass(frozen=True)
class Drawing:
    """kinds: of all elements by id. planes: what is drawn on each: boxes, lines, names."""

    root: etree._Element
    kinds: dict[str, str]
    planes: "dict[str, Sheet]"


@dataclass(frozen=True)
class Sheet:
    """One plane."""

    boxes: dict[str, Box]
    lines: dict[str, list[Spot]]
    names: dict[str, Box]


def drawing(xml: bytes) -> Drawing:
    """What is drawn in the file."""
    root = etree.fromstring(xml)
    kinds = {
        e.get("id", ""): etree.QName(e).localname for e in root.iter(f"{_BPMN}*") if e.get("id")
    }
    planes = {}
    for plane in root.iter(f"{_BPMNDI}BPMNPlane"):
        sheet = Sheet({}, {}, {})
        for shape in plane.iterchildren(f"{_BPMNDI}BPMNShape"):
            assert shape.get("bpmnElement") not in sheet.boxes
            sheet.boxes[shape.get("bpmnElement", "")] = _box(shape)
            _name(shape, sheet)
        for edge in plane.iterchildren(f"{_BPMNDI}BPMNEdge"):
            assert edge.get("bpmnElement") not in sheet.lines
            points = edge.iterchildren(_WAYPOINT)
            sheet.lines[edge.get("bpmnElement", "")] = [
                (float(p.get("x", "")), float(p.get("y", ""))) for p in points
            ]
            _name(edge, sheet)
        planes[plane.get("bpmnElement", "")] = sheet
    return Drawing(root, kinds, planes)


def _box(element: etree._Element) -> Box:
    bounds = next(element.iterchildren(_BOUNDS))
    x, y, w, h = (float(bounds.get(name, "")) for name in ("x", "y", "width", "height"))
    assert w > 0
    assert h > 0
    return x, y, x + w, y + h


def _name(element: etree._Element, sheet: Sheet) -> None:
    for label in element.iterchildren(f"{_BPMNDI}BPMNLabel"):
        sheet.names[element.get("bpmnElement", "")] = _box(label)


def overlap(a: Box, b: Box, slack: float = 0.0) -> bool:
    """Whether two boxes share more than `slack` of a point."""
    return (
        a[0] < b[2] - slack and b[0] < a[2] - slack and a[1] < b[3] - slack and b[1] < a[3] - slack
    )


def check(drawn: Drawing, *, names: bool = True) -> None:
    """All that a drawing promises. names: also that nothing covers what is written."""
    _everything_once(drawn)
    hosts = {e.get("id"): e.get("attachedToRef") for e in drawn.root.iter(f"{_BPMN}boundaryEvent")}
    for sheet in drawn.planes.values():
        nodes = {k: b for k, b in sheet.boxes.items() if drawn.kinds[k] not in _FRAMES}
        for (one, a), (other, b) in combinations(nodes.items(), 2):
            together = hosts.get(one) == other or hosts.get(other) == one
            assert together or not overlap(a, b), (one, other)
        _on_borders(nodes, hosts)
        _in_lanes(drawn, sheet, nodes)
        _lines(drawn, sheet, nodes, hosts)
        if names:
            _names(sheet, nodes)


def _everything_once(drawn: Drawing) -> None:
    wanted = {k for k, kind in drawn.kinds.items() if _is_drawn(kind)}
    shown = [k for s in drawn.planes.values() for k in (*s.boxes, *s.lines)]
    assert sorted(shown) == sorted(wanted | {k for k in shown if drawn.kinds[k] == "participant"})


def _is_drawn(kind: str) -> bool:
    ends = ("Event", "Gateway", "ask", "ctivity")
    return kind in {"sequenceFlow", "lane", "subProcess"} or kind.endswith(ends)


def _on_borders(nodes: dict[str, Box], hosts: dict[str | None, str | None]) -> None:
    """The middle of an event on a border is on the border."""
    for event, host in hosts.items():
        if event in nodes and host in nodes:
            left, top, right, bottom = nodes[host]
            x, y = middle(nodes[event])
            inside = left - 1 <= x <= right + 1 and top - 1 <= y <= bottom + 1
            assert inside, event
            assert min(abs(x - left), abs(x - right), abs(y - top), abs(y - bottom)) <= 1, event


def middle(box: Box) -> Spot:
    """The middle of a box."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _in_lanes(drawn: Drawing, sheet: Sheet, nodes: dict[str, Box]) -> None:
    for lane in drawn.root.iter(f"{_BPMN}lane"):
        box = sheet.boxes.get(lane.get("id", ""))
        for ref in lane.iterchildren(f"{_BPMN}flowNodeRef"):
            if box and (ref.text or "") in nodes:
                inner = nodes[ref.text or ""]
                assert box[0] + 8 <= inner[0], ref.text
                assert inner[2] <= box[2] - 8, ref.text
                assert box[1] <= inner[1], ref.text
                assert inner[3] <= box[3], ref.text


def _lines(
    drawn: Drawing, sheet: Sheet, nodes: dict[str, Box], hosts: dict[str | None, str | None]
) -> None:
    borders = {x for k, b in sheet.boxes.items() if drawn.kinds[k] == "lane" for x in (b[0], b[2])}
    flows = {e.get("id"): e for e in drawn.root.iter(f"{_BPMN}sequenceFlow")}
    for flow, points in sheet.lines.items():
        source, target = flows[flow].get("sourceRef", ""), flows[flow].get("targetRef", "")
        assert on_border(points[0], nodes[source]), (flow, source)
        assert on_border(points[-1], nodes[target]), (flow, target)
        free = {source, target, hosts.get(source)}
        for a, b in pairwise(points):
            assert a[0] == b[0] or a[1] == b[1], (flow, "slanted")
            piece = _piece((a, b))
            for node, box in nodes.items():
                inner = (box[0] + 1, box[1] + 1, box[2] - 1, box[3] - 1)
                if node not in free and drawn.kinds[node][-7:] != "Gateway":
                    assert not overlap(_thick(piece), inner), (flow, node)
            if a[0] == b[0] and a[1] != b[1]:
                assert all(abs(a[0] - x) >= 8 for x in borders), (flow, "on a border of a lane")


def _piece(ends: tuple[Spot, Spot]) -> Box:
    (ax, ay), (bx, by) = ends
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _thick(piece: Box) -> Box:
    return piece[0] - 0.5, piece[1] - 0.5, piece[2] + 0.5, piece[3] + 0.5


def on_border(spot: Spot, box: Box) -> bool:
    """Whether a line ends at the node: not beyond its box, and at the border or a slanted side."""
    x, y = spot
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1


def _names(sheet: Sheet, nodes: dict[str, Box]) -> None:
    for (one, a), (other, b) in combinations(sheet.names.items(), 2):
        assert not overlap(a, b, 7), (one, other)
    for name, box in sheet.names.items():
        for node, at in nodes.items():
            assert not overlap(box, at, 4), (name, node)
        for flow, points in sheet.lines.items():
            for piece in map(_piece, pairwise(points)):
                assert not overlap(box, _thick(piece), 2), (name, flow)
