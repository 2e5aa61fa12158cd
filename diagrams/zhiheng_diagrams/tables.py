"""The table of facts above the chart and the table of risks below it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath, PostId
from zhiheng.model.limit import LimitKind
from zhiheng.model.risk import Risk
from zhiheng_diagrams import palette, text, words
from zhiheng_diagrams.drawing import Item, Shape, block

_SIZE = 11.0
_STEP = 15.0
_PAD = 6.0


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
            text.wrap(cell.text, _SIZE, wide - 2 * _PAD)
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
            ("设定依据", "；".join(dict.fromkeys(map(words.basis, chart.bases)))),
        ),
        (
            ("法定时限", words.chart_limit(chart, LimitKind.STATUTORY)),
            ("承诺时限", words.chart_limit(chart, LimitKind.PROMISED)),
            ("咨询电话", power.enquiry_phone),
            ("监督电话", power.complaint_phone),
        ),
    )
    names = 66.0
    rest = wide - 4 * names
    widths = [w for share in (0.2, 0.17, 0.25, 0.38) for w in (names, rest * share)]
    cells = [[cell for pair in row for cell in _pair(*pair)] for row in rows]
    return table(cells, widths)


def _pair(name: str, value: str) -> tuple[Cell, Cell]:
    return Cell(name, fill=palette.HEAD_PALE, bold=True), Cell(value or "—")


_RISK_HEADS = ("序号", "风险环节", "等级", "风险表现", "防控措施", "责任岗位")
_RISK_SHARES = (0.045, 0.14, 0.075, 0.3, 0.3, 0.14)


def risks(chart: Chart, numbers: dict[ElementPath, tuple[int, ...]], wide: float) -> list[Item]:
    """One row for each risk, numbered as in the chart."""
    rows = [
        (n, path, risk)
        for path, found in numbers.items()
        for n, risk in zip(found, chart.task(path).risks, strict=True)
    ]
    if not rows:
        return []
    posts = {lane.post: lane.name for lane in reversed(chart.lanes)}  # its own before those called
    head = [Cell(name, palette.HEAD, palette.WHITE, bold=True) for name in _RISK_HEADS]
    body = [_risk(n, chart.nodes[path].name, risk, _post(posts, risk)) for n, path, risk in rows]
    return table([head, *body], [share * wide for share in _RISK_SHARES])


def _post(posts: Mapping[PostId | None, str], risk: Risk) -> str:
    """A post is called by the name of its lane where it has one."""
    return (posts.get(risk.post) or risk.post or "—") if risk.post else "—"


def _risk(n: int, step: str, risk: Risk, post: str) -> list[Cell]:
    level = risk.inherent if risk.inherent in palette.LEVELS else "high"
    tone = palette.LEVELS[level]
    return [
        Cell(words.number(n), tone.pale, tone.strong, bold=True),
        Cell(step),
        Cell(words.GRADES[level], tone.pale, tone.strong, bold=True),
        Cell(risk.manifestation, left=True),
        Cell("；".join(measure.text for measure in risk.measures), left=True),
        Cell(post),
    ]
