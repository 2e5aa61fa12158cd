"""The table of facts above the chart and the table of risks below it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhiheng.model.chart import Chart, Node
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import LimitKind
from zhiheng.model.risk import Risk
from zhiheng_diagrams.notation import palette, text, words
from zhiheng_diagrams.notation.drawing import Item, Shape, block, moved

_SIZE = 11.0
_STEP = 15.0
_PAD = 6.0
_WHOLE_PIXELS = 0.97
"""A raster sets each character on whole pixels: at 96 dpi, 11 pt become 2.3 % wider."""
_NAMES = 66.0


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and how."""

    text: str
    fill: str = palette.WHITE
    colour: str = palette.INK
    bold: bool = False
    left: bool = False


def height(items: Sequence[Item]) -> float:
    """How far down a table drawn from y = 0 reaches."""
    shapes = [item for item in items if isinstance(item, Shape)]
    return max((one.y + one.height / 2 for one in shapes), default=0.0)


def table(rows: Sequence[Sequence[Cell]], widths: Sequence[float]) -> list[Item]:
    """Rows of cells from (0, 0) down, each row as high as its fullest cell."""
    found: list[Item] = []
    top = 0.0
    for row in rows:
        blocks = [
            text.wrap(cell.text, _SIZE, (wide - 2 * _PAD) * _WHOLE_PIXELS)
            for cell, wide in zip(row, widths, strict=True)
        ]
        tall = _STEP * max(map(len, blocks)) + 2 * _PAD
        left = 0.0
        for cell, lines, wide in zip(row, blocks, widths, strict=True):
            found.append(_cell(cell, lines, (left, top, wide, tall)))
            left += wide
        top += tall
    return found


def _cell(cell: Cell, lines: tuple[str, ...], place: tuple[float, float, float, float]) -> Shape:
    left, top, wide, tall = place
    x = left + _PAD if cell.left else left + wide / 2
    body = block(
        lines,
        x,
        top + tall / 2,
        _SIZE,
        _STEP,
        colour=cell.colour,
        bold=cell.bold,
        left=cell.left,
    )
    return Shape(
        left + wide / 2,
        top + tall / 2,
        wide,
        tall,
        fill=cell.fill,
        stroke=palette.RULE,
        css="cell",
        words=body,
    )


def facts(chart: Chart, wide: float) -> list[Item]:
    """Who exercises which power on what basis, in how many days, and whom to call."""
    power = chart.power
    rows = (
        (
            ("职权编码", power.code),
            ("类别", power.category),
            ("行使主体", power.office),
            ("收费", power.fee),
        ),
        (
            ("法定时限", words.chart_limit(chart, LimitKind.STATUTORY)),
            ("承诺时限", words.chart_limit(chart, LimitKind.PROMISED)),
            ("咨询电话", power.enquiry_phone),
            ("监督电话", power.complaint_phone),
        ),
    )
    rest = wide - 4 * _NAMES
    widths = [w for share in (0.22, 0.22, 0.3, 0.26) for w in (_NAMES, rest * share)]
    found = table([[cell for pair in row for cell in _pair(*pair)] for row in rows], widths)
    law = "；".join(dict.fromkeys(map(words.basis, chart.bases)))
    below = table([_pair("设定依据", law)], [_NAMES, wide - _NAMES])
    return [*found, *(moved(item, 0, height(found)) for item in below)]


def _pair(name: str, value: str) -> tuple[Cell, Cell]:
    return Cell(name, fill=palette.HEAD_PALE, bold=True), Cell(value or "—")


_RISK_HEADS = ("序号", "风险环节", "等级", "风险表现", "防控措施", "责任岗位")
_RISK_SHARES = (0.045, 0.14, 0.075, 0.3, 0.3, 0.14)


def risks(chart: Chart, numbers: Mapping[ElementPath, tuple[int, ...]], wide: float) -> list[Item]:
    """One row for each risk, numbered as in the chart."""
    rows = [
        (n, path, risk)
        for path, found in numbers.items()
        for n, risk in zip(found, chart.task(path).risks, strict=True)
    ]
    if not rows:
        return []
    head = [Cell(name, palette.HEAD, palette.WHITE, bold=True) for name in _RISK_HEADS]
    body = [_risk(chart, n, chart.nodes[path], risk) for n, path, risk in rows]
    return table([head, *body], [share * wide for share in _RISK_SHARES])


def _risk(chart: Chart, n: int, node: Node, risk: Risk) -> list[Cell]:
    level = risk.inherent if risk.inherent in palette.LEVELS else "high"
    tone = palette.LEVELS[level]
    return [
        Cell(words.number(n), tone.pale, tone.strong, bold=True),
        Cell(node.name),
        Cell(words.GRADES[level], tone.pale, tone.strong, bold=True),
        Cell(risk.manifestation, left=True),
        Cell("；".join(measure.text for measure in risk.measures), left=True),
        Cell(words.answers(chart, node, risk)),
    ]
