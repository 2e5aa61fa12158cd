"""The foot of a page: which chart it is, to the last digit, since when, and where to verify it."""

from dataclasses import dataclass
from functools import lru_cache

import segno

from zhiheng.model.chart import Chart
from zhiheng_diagrams.notation import palette, text
from zhiheng_diagrams.notation.drawing import Item, Shape, Words
from zhiheng_diagrams.notation.words import Edition

_SIZE = 9.5
_STEP = 14.0
_QR = 66.0
_QUIET = 4
"""Modules of white about a code (ISO/IEC 18004)."""
_NAMES: dict[Edition, str] = {"public": "公开版", "internal": "内部版"}


@dataclass(frozen=True, slots=True)
class Issue:
    """date: of publication. verify: the address that tells whether this chart is in force."""

    date: str | None = None
    verify: str | None = None


def height(issue: Issue) -> float:
    """Of the whole foot."""
    return _QR if issue.verify else _STEP * 2


def footer(chart: Chart, edition: Edition, issue: Issue, wide: float) -> list[Item]:
    """From (0, 0) down; the code at the right."""
    said = [
        " · ".join(
            (
                _NAMES[edition],
                f"流程 {text.clean(chart.key)}",
                *((f"发布日期 {text.clean(issue.date)}",) if issue.date else ()),
            )
        ),
        f"模型摘要 SHA-256 {chart.digest}",
    ]
    if issue.verify:
        said.append("扫码核对本图是否与正在运行的流程一致：")
        room = wide - _QR - 8
        said += text.fill(issue.verify, _SIZE, room)
    found: list[Item] = [
        Words(0, _STEP * (n + 0.5), line, _SIZE, colour=palette.GREY, left=True)
        for n, line in enumerate(said)
    ]
    if issue.verify:
        found.append(_code(issue.verify, wide - _QR))
    return found


def _code(address: str, left: float) -> Shape:
    """A QR code; each run of dark modules is one part."""
    rows = _matrix(address)
    module = _QR / len(rows)
    parts = tuple(
        Shape(
            left + module * (start + end) / 2,
            module * (y + 0.5),
            module * (end - start),
            module,
            fill=palette.BLACK,
            stroke=palette.BLACK,
            weight=0.0,
            css="dark",
        )
        for y, row in enumerate(rows)
        for start, end in _runs(row)
    )
    middle = _QR / 2
    return Shape(
        left + middle,
        middle,
        _QR,
        _QR,
        stroke=palette.WHITE,
        css="qr",
        title=address,
        parts=parts,
    )


@lru_cache(maxsize=64)
def _matrix(address: str) -> tuple[tuple[bool, ...], ...]:
    code = segno.make_qr(address, error="m")
    return tuple(tuple(map(bool, row)) for row in code.matrix_iter(border=_QUIET))


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and found and found[-1][1] == x:
            found[-1] = (found[-1][0], x + 1)
        elif dark:
            found.append((x, x + 1))
    return found
