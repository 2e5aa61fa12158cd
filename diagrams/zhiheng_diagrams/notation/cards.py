"""The box of a node: what is written in it, and how large it must be for that."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from zhiheng.model.chart import Chart, Node, Task
from zhiheng.model.ids import ElementPath, PostId
from zhiheng_diagrams.notation import signs, text, words
from zhiheng_diagrams.notation.words import Edition

NAME_SIZE = 12.0
NAME_STEP = 15.5
NOTE_SIZE = 9.5
NOTE_STEP = 12.5
PILL_SIZE = 9.0
PILL_HEIGHT = 14.0
_TASK_WIDTH = 124.0
_PAD = 8.0
_GATE_SIZE = 11.0
_GATE_STEP = 14.0
_GATE_LIMIT = 72.0
_EVENT_LIMIT = 84.0


class Form(StrEnum):
    """How a node is drawn."""

    BOX = "box"
    DIAMOND = "diamond"
    ROUND = "round"
    CIRCLE = "circle"


@dataclass(frozen=True, slots=True)
class Card:
    """A node ready to be placed. badge and tags stand in a strip at the top of the box."""

    form: Form
    width: float
    height: float
    lines: tuple[str, ...]
    css: str
    notes: tuple[str, ...] = ()
    badge: str = ""
    level: str | None = None
    tags: tuple[str, ...] = ()
    external: bool = False

    @property
    def has_strip(self) -> bool:
        """Whether the top of the box is taken by a badge or by tags."""
        return bool(self.badge or self.tags)


def cards(
    chart: Chart,
    edition: Edition,
    numbers: Mapping[ElementPath, tuple[int, ...]],
    standby: frozenset[PostId] = words.NOBODY,
) -> dict[ElementPath, Card]:
    """The boxes of all nodes. numbers: of the risks of each task, in order of flow.

    standby: posts with an A and a B.
    """
    return {
        path: _task(chart, node, node.task, edition, numbers.get(path, ()), standby)
        if node.task is not None
        else _plain(node)
        for path, node in chart.nodes.items()
    }


def _task(
    chart: Chart,
    node: Node,
    task: Task,
    edition: Edition,
    numbers: tuple[int, ...],
    standby: frozenset[PostId],
) -> Card:
    inner = _TASK_WIDTH - 2 * _PAD
    lines = text.wrap(node.name or task.name, NAME_SIZE, inner)
    note = words.time_line(chart, task, edition)
    notes = text.wrap(note, NOTE_SIZE, inner + _PAD) if note else ()
    level = words.level(task) if numbers else None
    badge = "".join(map(words.number, numbers)) + words.LEVEL_WORDS[level] if level else ""
    tags = words.tags(task, standby)
    strip = PILL_HEIGHT + 1 if badge or tags else 0.0
    used = sum(pill_width(word) + 2 for word in (badge, *tags) if word)
    return Card(
        form=Form.BOX,
        width=max(_TASK_WIDTH, used + 4),
        height=strip + NAME_STEP * len(lines) + NOTE_STEP * len(notes) + 2 * 6,
        lines=lines,
        css=" ".join(filter(None, ("task", level, "external" if task.external else ""))),
        notes=notes,
        badge=badge,
        level=level,
        tags=tags,
        external=task.external is not None,
    )


def pill_width(word: str) -> float:
    """Width of a small label with a filled ground."""
    return text.width(word, PILL_SIZE) + 7


def _plain(node: Node) -> Card:
    if node.kind in signs.GATEWAYS:
        return _gateway(node)
    if node.kind in signs.WHOLES:
        return _whole(node)
    lines = text.wrap(signs.name(node), NAME_SIZE, _EVENT_LIMIT)
    return Card(
        form=Form.ROUND,
        width=max(64.0, _longest(lines, NAME_SIZE) + 28),
        height=NAME_STEP * len(lines) + 13,
        lines=lines,
        css=signs.css(node),
    )


def _whole(node: Node) -> Card:
    """A process in one box: called, or a sub-process whose inside is not shown."""
    lines = text.wrap(signs.name(node), NAME_SIZE, _TASK_WIDTH - 2 * _PAD)
    notes = (f"流程见{node.called}",) if node.called else ()
    tall = NAME_STEP * len(lines) + NOTE_STEP * len(notes) + 2 * _PAD
    return Card(Form.BOX, _TASK_WIDTH, tall, lines, signs.css(node), notes)


def _gateway(node: Node) -> Card:
    """A diamond about its name; a join or a fork without a name is small."""
    css, sign = signs.css(node), signs.GATEWAYS[node.kind]
    if not node.name:
        return Card(Form.DIAMOND, 26.0, 26.0, (sign,) if sign else (), css)
    lines = text.wrap(f"{sign} {node.name}", _GATE_SIZE, _GATE_LIMIT)
    tall = _GATE_STEP * len(lines)
    height = max(44.0, tall * 2 + 10)
    wide = _longest(lines, _GATE_SIZE) + 4
    return Card(Form.DIAMOND, max(80.0, wide / (1 - tall / height)), height, lines, css)


def _longest(lines: tuple[str, ...], size: float) -> float:
    return max((text.width(line, size) for line in lines), default=0.0)


def line_step(card: Card) -> tuple[float, float]:
    """(font size, distance) of the lines of the name."""
    return (_GATE_SIZE, _GATE_STEP) if card.form is Form.DIAMOND else (NAME_SIZE, NAME_STEP)
