"""The legend: each sign of the chart with its meaning, wrapped to the width of the page."""

from collections.abc import Collection
from dataclasses import replace
from typing import Literal

from zhiheng_diagrams.notation import palette, text, words
from zhiheng_diagrams.notation.cards import Card, Form, pill_width
from zhiheng_diagrams.notation.drawing import Arrow, Figure, Item, Shape, Words, moved
from zhiheng_diagrams.notation.palette import HEAT
from zhiheng_diagrams.overlays import heat, state
from zhiheng_diagrams.placing.boxes import clock, pill

_SIZE = 11.0
_SIGN = Shape(0, 0, 40, 16, stroke=palette.LINE, css="legend")
_LINE = 26.0
_INDENT = 40.0
_ARROW = 36.0
_BACK = Arrow(((-_ARROW / 2, 0.0), (_ARROW / 2, 0.0)), "", "legend", "", palette.BACK, dashed=True)
_Entry = tuple[Shape | Arrow, str]
Cover = Literal["none", "state", "heat"]
"""Nothing, where a case stands, or the figures of many."""


def legend(wide: float, size: Collection[Card], cover: Cover) -> list[Item]:
    """Rows of signs from y = 0, of those that the cards use. cover: what is laid over them."""
    found: list[Item] = [Words(0, _LINE / 2, "图例", 12, bold=True, left=True)]
    x, row = _INDENT, 0
    for sign, meaning in _entries(size, cover):
        broad = sign.width if isinstance(sign, Shape) else _ARROW
        need = broad + 6 + text.width(meaning, _SIZE) + 20
        if x + need > wide and x > _INDENT:
            x, row = _INDENT, row + 1
        y = _LINE * row + _LINE / 2
        found.append(moved(sign, x + broad / 2, y))
        found.append(Words(x + broad + 6, y, meaning, _SIZE, left=True))
        x += need
    return found


def height(items: list[Item]) -> float:
    """How far down the legend reaches."""
    return max(item.y for item in items if isinstance(item, Words)) + _LINE / 2


def _entries(size: Collection[Card], cover: Cover) -> list[_Entry]:
    found: list[_Entry] = [
        (replace(_SIGN, figure=Figure.ROUND, fill=palette.EVENT), "起止"),
        (_SIGN, "办理环节"),
        (replace(_SIGN, figure=Figure.DIAMOND, width=34, height=20), "判断、分合（+ 为并行）"),
        (_BACK, "退回、补正"),
    ]
    if any(card.form is Form.CIRCLE for card in size):
        found.append((clock(0, 0, 16), "期限届满，转入另一走向"))
    if any("call" in card.css.split() for card in size):
        found.append((Shape(0, 0, 40, 16, weight=2.2, css="legend"), "另有附图的流程"))
    if any(card.external for card in size):
        found.append((replace(_SIGN, fill=palette.OUTSIDE), "外部办理"))
    levels = {card.level for card in size}
    found += [(_risk_sign(x), f"{words.GRADES[x]}风险点") for x in words.GRADES if x in levels]
    tags = dict.fromkeys(tag for card in size for tag in card.tags)
    found += [(_tag_sign(tag), _TAG_MEANINGS.get(tag, tag)) for tag in tags]
    if cover == "heat":
        found += [
            (replace(_SIGN, fill=HEAT[name].pale, stroke=HEAT[name].strong, weight=1.6), meaning)
            for name, (_, meaning) in heat.GRADES.items()
        ]
        found += [
            (_sign("12件", HEAT["cold"].strong), "到过该环节的件数"),
            (_sign("3日 25%", HEAT["hot"].strong), "用时中位数（工作日）和超期比例"),
        ]
    if cover == "state":
        found += [
            (_sign(state.WORDS[name], palette.STATES[name].strong), meaning)
            for name, meaning in _STATE_MEANINGS.items()
        ]
        found.append(_AGAIN)
    return found


_TAG_MEANINGS = {
    "A/B角": "A角不在时由B角顶岗",
    "双人": "两人共同办理并签字",
    "双岗": "两岗分别签字",
    "集体审议": "集体讨论决定",
    "交叉复核": "另一岗位每次复核并签字",
    "外部": "本单位以外的办理",
    "听证主持": "由听证主持人办理",
    "持证": "须持证件办理",
    "回到补正": "材料不齐退回补正",
}
_STATE_MEANINGS = {
    "done": "该环节已办理完毕",
    "open": "该环节正在办理",
    "overdue": "该环节已超过时限",
}
_AGAIN = (pill("第2轮", 0, 0, palette.STATES["open"].strong, "legend"), "退回后再次办理，第几轮")


def _risk_sign(level: str) -> Shape:
    tone = palette.LEVELS[level]
    return replace(_SIGN, fill=tone.pale, stroke=tone.strong, dashed=True, weight=1.6)


def _tag_sign(tag: str) -> Shape:
    return _sign(tag, palette.CONTROL)


def _sign(word: str, colour: str) -> Shape:
    return replace(pill(word, 0, 0, colour, "legend"), width=pill_width(word))
