"""What is drawn on one plane: the flow of a process, or of one of its sub-processes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from zhiheng.bpmn.markup.tags import BPMN, children, elements, ident, local, spaced
from zhiheng.model.chart import Lane
from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.graph.skeleton import Skeleton, Wire, inherited
from zhiheng_diagrams.interchange.figures import BODIES, card, is_node
from zhiheng_diagrams.notation.cards import Card


@dataclass(frozen=True, slots=True)
class Strip:
    """A lane: those it holds, none in an innermost one."""

    id: str
    name: str
    inner: tuple["Strip", ...]
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """The flow of one process or sub-process.

    id: of the process or sub-process. names: those written beside their shapes.
    events: what sits on a border -> on whose.
    """

    id: str
    graph: Skeleton
    size: Mapping[ElementPath, Card]
    names: Mapping[ElementPath, str]
    events: Mapping[ElementPath, ElementPath]
    lanes: tuple[Strip, ...]


def scopes(root: etree._Element) -> Iterator[Scope]:
    """Of each process, then of each sub-process, in document order; those without nodes have none.

    Ids are unique in a file, so each node goes by its own.
    """
    for process in children(root, "process"):
        for element in process.iter(*(f"{{{BPMN}}}{name}" for name in BODIES)):
            if any(is_node(child) for child in elements(element)):
                yield _scope(element)


def _scope(holder: etree._Element) -> Scope:
    found = [child for child in elements(holder) if is_node(child) and ident(child)]
    nodes = {ElementPath(ident(e)): e for e in found}
    hosts = {p: ElementPath(e.get("attachedToRef") or "") for p, e in nodes.items()}
    events = {path: host for path, host in hosts.items() if host in nodes}
    size = {path: card(e) for path, e in nodes.items()}
    lanes = tuple(_strips(holder))
    return Scope(
        id=ident(holder),
        graph=_skeleton(holder, nodes, events, lanes),
        size=size,
        names={p: spaced(e.get("name")) for p, e in nodes.items() if not _holds_name(size[p])},
        events=events,
        lanes=lanes,
    )


def _holds_name(card: Card) -> bool:
    return card.form == "box"


def _skeleton(
    holder: etree._Element,
    nodes: Mapping[ElementPath, etree._Element],
    events: Mapping[ElementPath, ElementPath],
    lanes: tuple[Strip, ...],
) -> Skeleton:
    standing = tuple(path for path in nodes if path not in events)
    wires = tuple(_wires(holder, nodes, events))
    leaves = tuple(innermost(lanes))
    index = {ElementPath(ref): i for i, lane in enumerate(leaves) for ref in lane.refs}
    known = {path: index[path] for path in standing if path in index}
    pairs = [(wire.source, wire.target) for wire in wires]
    return Skeleton(
        nodes=standing,
        lanes=tuple(Lane(lane.id, lane.name) for lane in leaves) or (Lane("", ""),),
        lane_of=inherited(standing, pairs, known),
        wires=wires,
        starts=tuple(path for path in standing if local(nodes[path]) == "startEvent"),
        gateways=frozenset(path for path in standing if local(nodes[path]).endswith("Gateway")),
    )


def _wires(
    holder: etree._Element,
    nodes: Mapping[ElementPath, etree._Element],
    events: Mapping[ElementPath, ElementPath],
) -> Iterator[Wire]:
    for flow in children(holder, "sequenceFlow"):
        source = ElementPath(flow.get("sourceRef") or "")
        target = ElementPath(flow.get("targetRef") or "")
        if source in nodes and target in nodes and target not in events and ident(flow):
            event = source if source in events else None
            name = spaced(flow.get("name"))
            yield Wire(ident(flow), events.get(source, source), target, name, event)


def _strips(holder: etree._Element, tag: str = "laneSet") -> Iterator[Strip]:
    for lanes in children(holder, tag):
        for lane in children(lanes, "lane"):
            refs = tuple((ref.text or "").strip() for ref in children(lane, "flowNodeRef"))
            inner = tuple(_strips(lane, "childLaneSet"))
            yield Strip(ident(lane), spaced(lane.get("name")), inner, refs)


def innermost(lanes: Iterable[Strip]) -> Iterator[Strip]:
    """The lanes that hold no others; what an outer one names itself stands in its first."""
    for lane in lanes:
        inside = list(innermost(lane.inner))
        if not inside:
            yield lane
            continue
        named = {ref for one in inside for ref in one.refs}
        loose = tuple(ref for ref in lane.refs if ref not in named)
        first = inside[0]
        yield Strip(first.id, first.name, (), first.refs + loose)
        yield from inside[1:]


def every(lanes: Iterable[Strip]) -> Iterator[Strip]:
    """The lanes and those in them."""
    for lane in lanes:
        yield lane
        yield from every(lane.inner)
