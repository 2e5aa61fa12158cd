"""Names of branches: room is kept for them beside the node they leave, so they cover nothing."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from zhiheng.model.ids import ElementPath
from zhiheng_diagrams import text
from zhiheng_diagrams.lattice import EAST, NORTH, SOUTH, WEST, Path, Way, way
from zhiheng_diagrams.placed import Label, Placed, Spot
from zhiheng_diagrams.skeleton import Skeleton
from zhiheng_diagrams.tracks import RunKey

SIZE = 10.5
STEP = 13.0
_LIMIT = 66.0
_CLEAR = 4.0


@dataclass(frozen=True, slots=True)
class Branch:
    """A named wire. turn: 1 right of a wire or above it, -1 left or below.

    depth: how many names of wires by the same port stand before it on the same side.
    """

    lines: tuple[str, ...]
    width: float
    height: float
    side: Way
    turn: int
    depth: int


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
    graph: Skeleton, paths: tuple[Path, ...], offset: Mapping[RunKey, float]
) -> dict[int, Branch]:
    """The named wires by index. Of two that leave by one port, each has its name outside."""
    used: dict[tuple[ElementPath, Way, int], int] = defaultdict(int)
    found: dict[int, Branch] = {}
    for i, wire in enumerate(graph.wires):
        lines = text.wrap(wire.label, SIZE, _LIMIT)
        if lines:
            side = way(paths[i][0], paths[i][1])
            turn = _turn(side, offset[i, 0])
            wide = max(text.width(line, SIZE) for line in lines)
            depth = used[wire.source, side, turn]
            used[wire.source, side, turn] += 1
            found[i] = Branch(lines, wide, STEP * len(lines), side, turn, depth)
    return found


def _turn(side: Way, offset: float) -> int:
    if side in {EAST, WEST}:
        return -1 if offset > 0 else 1
    return -1 if offset < 0 else 1


def rooms(
    graph: Skeleton, named: Mapping[int, Branch], half: Mapping[ElementPath, float]
) -> dict[ElementPath, Room]:
    """Room for the names about each node. half: half the width of its box."""
    found: dict[ElementPath, Room] = defaultdict(Room)
    for i, branch in named.items():
        path = graph.wires[i].source
        found[path] = _widest(found[path], _room(branch, half[path]))
    return found


def _room(branch: Branch, half: float) -> Room:
    deep = branch.height * (1 + branch.depth) + 2 * _CLEAR
    if branch.side in {EAST, WEST}:
        wide = branch.width + 2 * _CLEAR + 2
        return Room(
            left=wide if branch.side == WEST else 0.0,
            right=wide if branch.side == EAST else 0.0,
            up=deep + _CLEAR if branch.turn > 0 else 0.0,
            down=deep + _CLEAR if branch.turn < 0 else 0.0,
        )
    wide = max(0.0, branch.width + 4 * _CLEAR - half)
    return Room(
        left=wide if branch.turn < 0 else 0.0,
        right=wide if branch.turn > 0 else 0.0,
        top=deep if branch.side == NORTH else 0.0,
        bottom=deep if branch.side == SOUTH else 0.0,
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


def label(branch: Branch, node: Placed, room: Room, start: Spot) -> Label:
    """Where the name of a wire goes that leaves `node` at `start`: outside the node's borders.

    Names above and below begin where those beside the node end, which may be taller than it.
    """
    deep = branch.height / 2 + _CLEAR / 2 + branch.height * branch.depth
    if branch.side in {EAST, WEST}:
        out = branch.side[0]
        edge = node.right if out > 0 else node.left
        x = edge + out * (branch.width / 2 + _CLEAR)
        y = start[1] - branch.turn * deep
    else:
        down = branch.side[1]
        beside = room.down if down > 0 else room.up
        edge = node.y + down * max(node.card.height / 2, beside)
        x = start[0] + branch.turn * (branch.width / 2 + _CLEAR + 1)
        y = edge + down * deep
    return Label(x, y, branch.width, branch.height, branch.lines)
