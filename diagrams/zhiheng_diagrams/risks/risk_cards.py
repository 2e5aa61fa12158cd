"""The steps of the risk chart: as in lanes, and told whose they are, since there are no lanes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from zhiheng.model.chart import Chart, Node
from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.notation import cards as boxes
from zhiheng_diagrams.notation import text, words
from zhiheng_diagrams.notation.cards import NAME_SIZE, NAME_STEP, NOTE_SIZE, NOTE_STEP, Card, Form
from zhiheng_diagrams.notation.words import Edition
from zhiheng_diagrams.sheets.spoken import Numbers

_WIDE = 176.0
_TIGHTER = 4.0
"""Less room above and below the words of a step than in lanes."""


def cards(
    chart: Chart,
    steps: Sequence[ElementPath],
    edition: Edition,
    counted: Numbers,
    cut: Mapping[ElementPath, tuple[str, ...]],
) -> dict[ElementPath, Card]:
    """The box of each step. cut: what is told of lines that leave the page."""
    drawn = boxes.cards(chart, "internal", counted)
    lanes = {lane.id: lane.name for lane in chart.lanes}
    return {
        path: _noted(_task(chart, chart.nodes[path], drawn[path], lanes, edition), cut.get(path))
        for path in steps
    }


def _task(chart: Chart, node: Node, card: Card, lanes: Mapping[str, str], edition: Edition) -> Card:
    if node.task is None:
        return card
    said = (lanes.get(node.lane or "", ""), words.time_line(chart, node.task, edition))
    notes = tuple(_lines(("　".join(filter(None, said)),)))
    lines = text.wrap(node.name or node.task.name, NAME_SIZE, _WIDE - 12)
    tall = card.height + NAME_STEP * (len(lines) - len(card.lines)) - _TIGHTER
    tall += NOTE_STEP * (len(notes) - len(card.notes))
    return replace(card, width=_WIDE, lines=lines, notes=notes, height=tall)


def _noted(card: Card, told: tuple[str, ...] | None) -> Card:
    """A gateway that leads to another page is drawn as a box, which has room to say so."""
    if not told:
        return card
    notes = tuple(_lines(told))
    tall = card.height + NOTE_STEP * len(notes)
    form = Form.BOX if card.form is Form.DIAMOND else card.form
    wide = max(card.width, _WIDE)
    return replace(card, form=form, width=wide, notes=(*card.notes, *notes), height=tall)


def _lines(said: Sequence[str]) -> Iterator[str]:
    for one in said:
        yield from text.wrap(one, NOTE_SIZE, _WIDE - 8)
