"""Names of branches and of nodes: room is kept for them beside the node, so they cover nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.graph.skeleton import Skeleton
from zhiheng_diagrams.notation import text
from zhiheng_diagrams.notation.cards import Card
from zhiheng_diagrams.placing.lattice import EAST, NORTH, SOUTH, WEST, Path, Way, way
from zhiheng_diagrams.placing.placed import Label, Placed
from zhiheng_diagrams.placing.tracks import RunKey

SIZE = 10.5
STEP = 13.0
_NORTH_WEST = (NORTH, -1)
"""Where the name of a node stands: wires that leave upwards are few."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """How names are written: size, distance of lines, and how wide a line may be, in points.

    clear: how far they stay away from wires.
    """

    size: float = SIZE
    step: float = STEP
    limit: float = 66.0
    clear: float = 4.0


OF_CHART = Lettering()


@dataclass(frozen=True, slots=True)
class Branch:
    """A named wire, or a named node. turn: 1 right of a wire or above it, -1 left or below.

    before: the height of the names by the same port on the same side that stand nearer.
    aside: how far from the middle of the node the outermost wire by that port runs on that side.
    reach: how far an event on the border stands out. own: so many of the lines name that event.
    """

    lines: tuple[str, ...]
    width: float
    height: float
    side: Way
    turn: int
    before: float
    aside: float = 0.0
    reach: float = 0.0
    own: int = 0
    clear: float = OF_CHART.clear


Used = dict[tuple[ElementPath, Way, int], float]
"""The height of the names by each port."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a node takes up beyond its borders; up and down count from its middle instead."""

    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    up: float = 0.0
    down: float = 0.0


def branches(
    graph: Skeleton,
    paths: tuple[Path, ...],
    away: Mapping[RunKey, float],
    size: Mapping[ElementPath, Card],
    captions: Mapping[ElementPath, str],
    letters: Lettering,
) -> dict[int, Branch]:
    """The named wires by index. Of those that leave by one port, each has its name outside of all.

    away: of each run from the middle of its line, in points.
    captions: the names written beside nodes; that of an event on a border stands by its wire.
    """
    used: Used = defaultdict(float)
    found: dict[int, Branch] = {}
    by_port = _by_port(graph, paths, away)
    for i, wire in enumerate(graph.wires):
        own = text.wrap(_said(captions, wire.event), letters.size, letters.limit)
        lines = own + text.wrap(wire.label, letters.size, letters.limit)
        if lines or wire.event:
            side = way(paths[i][0], paths[i][1])
            there = by_port[wire.source, side]
            turn = _turn(side, away[i, 0], there)
            wide, tall = _extent(lines, letters)
            before = used[wire.source, side, turn]
            used[wire.source, side, turn] += tall
            reach = size[wire.event].height / 2 if wire.event else 0.0
            beyond = max(_outward(side, turn) * far for far in there)
            found[i] = Branch(
                lines, wide, tall, side, turn, before, beyond, reach, len(own), letters.clear
            )
    return found


def _by_port(
    graph: Skeleton, paths: tuple[Path, ...], away: Mapping[RunKey, float]
) -> Mapping[tuple[ElementPath, Way], list[float]]:
    """How far from the middle of its node each wire runs that leaves or comes by the port."""
    last: dict[int, int] = {}
    for i, run in away:
        last[i] = max(run, last.get(i, 0))
    found: dict[tuple[ElementPath, Way], list[float]] = defaultdict(list)
    for i, (wire, path) in enumerate(zip(graph.wires, paths, strict=True)):
        found[wire.source, way(path[0], path[1])].append(away[i, 0])
        found[wire.target, way(path[-1], path[-2])].append(away[i, last[i]])
    return found


def _said(captions: Mapping[ElementPath, str], event: ElementPath | None) -> str:
    return captions.get(event, "") if event else ""


def captioned(
    graph: Skeleton,
    named: Mapping[int, Branch],
    captions: Mapping[ElementPath, str],
    letters: Lettering,
) -> dict[ElementPath, Branch]:
    """The names that stand beside their nodes, above on the left."""
    found: dict[ElementPath, Branch] = {}
    for path in graph.nodes:
        lines = text.wrap(captions.get(path, ""), letters.size, letters.limit)
        if not lines:
            continue
        there = [
            named[i].height
            for i in graph.out_of(path)
            if i in named and (named[i].side, named[i].turn) == _NORTH_WEST
        ]
        found[path] = Branch(
            lines, *_extent(lines, letters), *_NORTH_WEST, sum(there), clear=letters.clear
        )
    return found


def _extent(lines: tuple[str, ...], letters: Lettering) -> tuple[float, float]:
    wide = max((text.width(line, letters.size) for line in lines), default=0.0)
    return wide, letters.step * len(lines)


def _turn(side: Way, far: float, there: list[float]) -> int:
    """Away from the others by the port; where it is alone, or between them, from the middle."""
    aside = far - sum(there) / len(there) or far
    return _outward(side, -1) if aside < 0 else _outward(side, 1) if aside > 0 else 1


def _outward(side: Way, turn: int) -> int:
    """1 where `turn` leads right or down, -1 where it leads left or up."""
    return -turn if side in {EAST, WEST} else turn


def rooms(
    named: Iterable[tuple[ElementPath, Branch]], half: Mapping[ElementPath, float]
) -> dict[ElementPath, Room]:
    """Room for the names about each node. half: half the width of its box."""
    found: dict[ElementPath, Room] = defaultdict(Room)
    for path, branch in named:
        found[path] = _widest(found[path], _room(branch, half[path]))
    return found


def _room(branch: Branch, half: float) -> Room:
    deep = branch.height + branch.before + 2 * branch.clear
    if branch.side in {EAST, WEST}:
        wide = branch.width + 2 * branch.clear + 2 + branch.reach
        beside = max(
            deep + max(branch.clear, branch.aside - branch.clear / 2), branch.reach + branch.clear
        )
        return Room(
            left=wide if branch.side == WEST else 0.0,
            right=wide if branch.side == EAST else 0.0,
            up=beside if branch.turn > 0 else branch.reach,
            down=beside if branch.turn < 0 else branch.reach,
        )
    beyond = max(4 * branch.clear, branch.aside + 2 * branch.clear + 1)
    wide = max(0.0, branch.width + beyond - half)
    return Room(
        left=wide if branch.turn < 0 else 0.0,
        right=wide if branch.turn > 0 else 0.0,
        top=deep + branch.reach if branch.side == NORTH else 0.0,
        bottom=deep + branch.reach if branch.side == SOUTH else 0.0,
    )


def _widest(a: Room, b: Room) -> Room:
    return Room(
        left=max(a.left, b.left),
        right=max(a.right, b.right),
        top=max(a.top, b.top),
        bottom=max(a.bottom, b.bottom),
        up=max(a.up, b.up),
        down=max(a.down, b.down),
    )


def label(branch: Branch, node: Placed, room: Room) -> Label:
    """Where the name of a wire goes that leaves `node`: outside of its borders, and of its wires.

    Names above and below begin where those beside the node end, which may be taller than it.
    """
    deep = branch.height / 2 + branch.clear / 2 + branch.before
    if branch.side in {EAST, WEST}:
        out = branch.side[0]
        edge = (node.right if out > 0 else node.left) + out * branch.reach
        x = edge + out * (branch.width / 2 + branch.clear)
        y = node.y - branch.turn * (branch.aside + deep)
    else:
        down = branch.side[1]
        beside = room.down if down > 0 else room.up
        edge = node.y + down * (max(node.card.height / 2, beside) + branch.reach)
        x = node.x + branch.turn * (branch.aside + branch.width / 2 + branch.clear + 1)
        y = edge + down * deep
    return Label(x, y, branch.width, branch.height, branch.lines)


def parted(label: Label | None, own: int) -> tuple[Label | None, Label | None]:
    """The name of the event, which is the first `own` lines, and that of its wire."""
    if label is None or not 0 < own < len(label.lines):
        return (label, None) if own else (None, label)
    step = label.height / len(label.lines)
    top = label.y - label.height / 2

    def part(first: int, lines: tuple[str, ...]) -> Label:
        tall = step * len(lines)
        return Label(label.x, top + step * first + tall / 2, label.width, tall, lines)

    return part(0, label.lines[:own]), part(own, label.lines[own:])
