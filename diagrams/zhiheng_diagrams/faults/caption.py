"""The caption of a picture of a finding: what is wrong, the cure, and what the signs mean."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from zhiheng.model.finding import Finding, Text
from zhiheng_diagrams.faults import fault_words
from zhiheng_diagrams.faults.fault_words import AWAITED, SEVERITIES, fault_word
from zhiheng_diagrams.faults.marks import token
from zhiheng_diagrams.faults.way import Way
from zhiheng_diagrams.notation import palette, text
from zhiheng_diagrams.notation.cards import pill_width
from zhiheng_diagrams.notation.drawing import Arrow, Figure, Item, Shape, Words, moved
from zhiheng_diagrams.placing.boxes import pill

_PAD = 12.0
_SLACK = 36.0
"""Graphviz keeps more room for a line than it needs; it must not widen the page."""
_SAID = 13.5
_SMALL = 10.5
_LINE = 24.0
_SIGN = 34.0


@dataclass
class _Column:
    """Lines of text one below the other."""

    wide: float
    y: float = _PAD
    items: list[Item] = field(default_factory=list)

    def put(self, said: str, size: float, colour: str = palette.INK, *, bold: bool = False) -> None:
        for line in text.fill(said, size, self.wide - 2 * _PAD - _SLACK):
            step = size * 1.45
            middle = self.y + step / 2
            self.items.append(Words(_PAD, middle, line, size, colour=colour, bold=bold, left=True))
            self.y += step


def caption(finding: Finding, way: Way, rules: Mapping[str, int], wide: float) -> list[Item]:
    """From (0, 0) down, in a box as wide as that. rules: how many findings are not shown."""
    column = _Column(wide)
    tone = palette.LEVELS["high" if finding.severity.value in {"error", "unproven"} else "medium"]
    grave = SEVERITIES[finding.severity]
    column.put(f"{finding.rule}　{grave.zh} {grave.en}", _SMALL, tone.strong, bold=True)
    column.put(finding.message.zh, _SAID, bold=True)
    column.put(finding.message.en, _SMALL, palette.GREY)
    column.y += 4
    column.put(fault_words.CURE.zh + finding.cure.zh, _SAID - 1)
    column.put(fault_words.CURE.en + finding.cure.en, _SMALL, palette.GREY)
    if rules:
        told = fault_words.others(rules)
        column.y += 4
        column.put(f"{told.zh} / {told.en}", _SMALL, palette.GREY)
    column.y += _PAD
    tall = column.y
    ground = Shape(
        wide / 2, tall / 2, wide, tall, fill=tone.pale, stroke=tone.strong, css="caption"
    )
    return [ground, *column.items, *_signs(finding, way, wide, tall)]


def height(items: list[Item]) -> float:
    """How far down it reaches."""
    return max(
        one.y + (one.height / 2 if isinstance(one, Shape) else _LINE / 2)
        for one in items
        if not isinstance(one, Arrow)
    )


def _signs(finding: Finding, way: Way, wide: float, top: float) -> Iterator[Item]:
    """Only the signs that stand on this picture, each with its meaning."""
    x, y = 0.0, top + _LINE / 2 + 4
    for sign, broad, meaning in _used(finding, way):
        said = f"{meaning.zh} {meaning.en}"
        need = broad + 6 + text.width(said, _SMALL) + 18
        if x + need > wide and x:
            x, y = 0.0, y + _LINE
        yield moved(sign, x + broad / 2, y)
        yield Words(x + broad + 6, y, said, _SMALL, left=True)
        x += need


def _used(finding: Finding, way: Way) -> Iterator[tuple[Item, float, Text]]:
    if way.steps:
        number = Words(0, 0, "1", 9.5, colour=palette.WHITE, bold=True)
        oval = Shape(
            0, 0, 15, 15, Figure.OVAL, palette.WAY, palette.WHITE, css="legend", words=(number,)
        )
        yield oval, 15, fault_words.STEP
    if way.walked:
        yield _line(palette.WAY, dashed=False), _SIGN, fault_words.WALKED
    if way.left:
        yield replace(token(0, 0), css="legend"), 9, fault_words.TOKEN
    if way.awaited:
        yield _line(palette.AWAITED, dashed=True), _SIGN, AWAITED
    if way.guilty:
        said = fault_word(finding.rule)
        yield pill(said.zh, 0, 0, palette.FAULT.strong, "legend"), pill_width(said.zh), said


def _line(colour: str, *, dashed: bool) -> Arrow:
    ends = ((-_SIGN / 2, 0.0), (_SIGN / 2, 0.0))
    return Arrow(ends, "", "legend", "", colour, dashed=dashed, weight=2.4)
