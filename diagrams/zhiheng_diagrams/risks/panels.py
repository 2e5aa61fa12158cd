"""Beside a step of the risk chart: the risk with its level, and what holds it and who answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhiheng.model.chart import Chart, Node
from zhiheng.model.risk import Risk
from zhiheng_diagrams.notation import palette, text, words
from zhiheng_diagrams.notation.drawing import Shape, Words

RISK_WIDE = 250.0
MEASURE_WIDE = 330.0
_SIZE = 11.0
_STEP = 14.5
_PAD = 5.0
_KINDS = {"integrity": "廉政风险", "efficacy": "效能风险"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a panel."""

    text: str
    colour: str = palette.INK
    bold: bool = False
    size: float = _SIZE


@dataclass(frozen=True, slots=True)
class Panel:
    """A framed block of lines."""

    lines: tuple[Line, ...]
    tone: palette.Tone
    wide: float
    css: str

    @property
    def height(self) -> float:
        """All lines and the room about them."""
        return _STEP * len(self.lines) + 2 * _PAD

    def at(self, left: float, y: float) -> Shape:
        """The panel with its left border and its middle there."""
        top = y - self.height / 2 + _PAD
        said = tuple(
            Words(
                left + _PAD,
                top + _STEP * (i + 0.5),
                one.text,
                one.size,
                one.colour,
                bold=one.bold,
                left=True,
            )
            for i, one in enumerate(self.lines)
        )
        return Shape(
            left + self.wide / 2,
            y,
            self.wide,
            self.height,
            fill=self.tone.pale,
            stroke=self.tone.strong,
            dashed=True,
            css=self.css,
            words=said,
        )


def risk_panel(risk: Risk, number: int) -> Panel:
    """`① 廉政风险 一级(高)，控制后二级(中)`, and how it shows."""
    level = risk.inherent if risk.inherent in palette.LEVELS else "high"
    tone = palette.LEVELS[level]
    kind = _KINDS.get(risk.kind, "风险点")
    left = words.GRADES.get(risk.residual)
    head = f"{words.number(number)} {kind}：{words.GRADES[level]}" + (
        f"，控制后{left}" if left else ""
    )
    lines = (Line(head, tone.strong, bold=True), *_wrapped((risk.manifestation,), RISK_WIDE))
    return Panel(lines, tone, RISK_WIDE, f"risk-panel {level}")


def measure_panel(chart: Chart, node: Node, risk: Risk, number: int) -> Panel:
    """The measures one after the other, and the post that answers for them."""
    several = len(risk.measures) > 1
    said = [
        f"{n}. {one.text}" if several else one.text for n, one in enumerate(risk.measures, start=1)
    ]
    head = f"{words.number(number)} 防控措施　责任岗位：{words.answers(chart, node, risk)}"
    lines = (
        *(
            Line(line, palette.CONTROL, bold=True)
            for line in text.wrap(head, _SIZE, MEASURE_WIDE - 2 * _PAD)
        ),
        *_wrapped(said, MEASURE_WIDE),
    )
    return Panel(lines, palette.HELD, MEASURE_WIDE, "measure-panel")


def _wrapped(said: Sequence[str], wide: float) -> Iterator[Line]:
    """Short measures share a line; none is torn from its number."""
    room = wide - 2 * _PAD
    line = ""
    for one in said:
        joined = f"{line}　{one}" if line else one
        if text.width(joined, _SIZE) <= room:
            line = joined
            continue
        if line:
            yield Line(line)
        *full, line = text.fill(one, _SIZE, room) or ("",)
        yield from map(Line, full)
    if line:
        yield Line(line)
