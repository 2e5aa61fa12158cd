"""A chart in sections: what has lanes of its own is one box in it, and a diagram of its own after.

A hearing that a power calls (听证) is run by others, by rules of their own. Put into the flow that
calls it, its lanes would make every chart too broad to read.
"""

from collections.abc import Iterator
from dataclasses import replace

from zhiheng.model.chart import Chart, Node, NodeKind
from zhiheng.model.ids import ElementPath
from zhiheng.verify.scopes import Structure, structure

FOLLOWING = "附图"
_WORTH = 6
"""Fewer nodes than these are read more easily where they stand."""


def sections(chart: Chart) -> tuple[Chart, ...]:
    """The chart with its diagrams folded, then each of them, in the order of the file."""
    folded = _folded(chart)
    if not folded:
        return (chart,)
    built = structure(chart)
    found = [_outside(chart, built, folded)]
    for path in folded:
        found += _inside(chart, built, path, len(found))
    return tuple(found)


def boxed(chart: Chart) -> dict[ElementPath, frozenset[ElementPath]]:
    """What is drawn as one box, also in a diagram that follows -> all that it stands for."""
    built = structure(chart)
    found: dict[ElementPath, frozenset[ElementPath]] = {}
    for path in _folded(chart):
        found[path] = frozenset(_within(built, path))
        found |= boxed(_body(chart, built, path))
    return found


def _folded(chart: Chart) -> dict[ElementPath, int]:
    """Those that stand in no other, each with its number among the diagrams that follow."""
    built = structure(chart)
    found: dict[ElementPath, int] = {}
    for path, node in chart.nodes.items():
        if node.kind is NodeKind.SUB_PROCESS and not set(built.around(node.parent)) & set(found):
            inside = _within(built, path)
            if len(inside) >= _WORTH and _is_apart(chart, built, inside):
                found[path] = len(found) + 1
    return found


def _is_apart(chart: Chart, built: Structure, inside: set[ElementPath]) -> bool:
    """Nobody outside stands in its lanes, and nothing leaves it but by its end."""
    own = {chart.nodes[path].lane for path in inside} - {None}
    others = {node.lane for path, node in chart.nodes.items() if path not in inside}
    thrown = (built.nodes[path] for path in inside)
    breaks_off = any(
        node.kind is NodeKind.ERROR_END and _is_caught_outside(built, node, inside)
        for node in thrown
    )
    return bool(own) and not own & others and not breaks_off


def _is_caught_outside(built: Structure, node: Node, inside: set[ElementPath]) -> bool:
    catcher = built.catcher(node)
    return catcher is None or catcher.path not in inside


def _within(built: Structure, path: ElementPath) -> set[ElementPath]:
    return {inner for inner, node in built.nodes.items() if path in _holders(built, node)}


def _holders(built: Structure, node: Node) -> Iterator[ElementPath]:
    return (scope for scope in built.around(node.parent) if scope is not None)


def _outside(chart: Chart, built: Structure, folded: dict[ElementPath, int]) -> Chart:
    hidden = {inner for path in folded for inner in _within(built, path)}
    nodes = {
        path: replace(node, kind=NodeKind.CALL, called=f"{FOLLOWING}{folded[path]}")
        if path in folded
        else node
        for path, node in chart.nodes.items()
        if path not in hidden
    }
    return _part(chart, nodes, chart.name)


def _inside(chart: Chart, built: Structure, path: ElementPath, number: int) -> tuple[Chart, ...]:
    """What it holds as a chart, itself in sections where that has diagrams of its own."""
    called = f"{FOLLOWING}{number}：{chart.nodes[path].name}流程图"
    return sections(replace(_body(chart, built, path), name=called))


def _body(chart: Chart, built: Structure, path: ElementPath) -> Chart:
    inside = _within(built, path)
    nodes = {
        inner: replace(node, parent=None) if node.parent == path else node
        for inner, node in chart.nodes.items()
        if inner in inside
    }
    return _part(chart, nodes, chart.name)


def _part(chart: Chart, nodes: dict[ElementPath, Node], name: str) -> Chart:
    lanes = {node.lane for node in nodes.values()}
    return replace(
        chart,
        name=name,
        nodes=nodes,
        flows=tuple(f for f in chart.flows if f.source in nodes and f.target in nodes),
        lanes=tuple(lane for lane in chart.lanes if lanes & {lane.id, lane.name}),
    )
