"""Limits as people write them: `5个工作日`, `（P 3 wd）`, `20 wd, +10 wd by head`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhiheng.model.limit import LimitKind, LimitUnit
from zhiheng.tables.cells import Cell, Said
from zhiheng.tables.numerals import CHARACTERS, WRITTEN, number

_UNITS: dict[str, LimitUnit] = {
    **dict.fromkeys(
        ("个工作日", "工作日", "工作天", "wd", "working days", "working day"), LimitUnit.WORKING_DAY
    ),
    **dict.fromkeys(("自然日", "日历日", "个自然日", "nd", "natural days"), LimitUnit.DAY),
    **dict.fromkeys(("日", "天", "days", "day"), LimitUnit.DAY),
    **dict.fromkeys(("个小时", "小时", "hours", "hour", "h"), LimitUnit.HOUR),
    **dict.fromkeys(("个月", "月", "months", "month"), LimitUnit.MONTH),
}
_UNCLEAR = frozenset({"日", "天", "days", "day"})
"""Which kind of day the article decides, and the cell does not say."""
_QUANTITY = re.compile(
    rf"(?P<more>\+\s*)?(?<![\d.{CHARACTERS}])"
    rf"(?P<n>\d{{1,4}}|(?=[{CHARACTERS}]){WRITTEN})\s*(?P<unit>"
    + "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
    + r")(?![a-z])"
)
_POST = re.compile(r"[(（]\s*P\s*([^()（）]*)[)）]")
_ARTICLE = r"(?:[^\d()（）]{0,12}\d{1,3}(?:-\d)?(?:[(（]\d[)）])?(?:,\s*)?)+"
_IN_BRACKETS = re.compile(rf"[(（\[]\s*(?:{_ARTICLE}|[PDBVS])\s*[)）\]]")
_FILLERS = re.compile(
    r"\b(?:once|in|within|each|at most)\b|以内|之内|内|不超过|一次|限|[,，;；.。]"
)
_EXTENDED = re.compile(r"\bby (?:the )?(?:head|局长)|(?:局长|负责人)批准|经批准延长|延长")


@dataclass(frozen=True, slots=True)
class TableLimit:
    """A limit of a step. extend: what the head of the agency may add once; 0: nothing."""

    n: int
    unit: LimitUnit
    kind: LimitKind
    extend: int = 0


def limits_of(cell: Cell, kind: LimitKind, told: Said, steps: int) -> tuple[TableLimit | None, ...]:
    """One limit for each of the steps of the row, or None; what is not understood is told."""
    none: tuple[TableLimit | None, ...] = (None,) * steps
    if cell.empty:
        return none
    post = _POST.search(cell.text)
    if post is not None:
        return _posts(cell, post, told, steps) or none
    found = _one(cell, kind, told) if steps == 1 else None
    if found is None:
        told.note("TBL022", cell, text=cell.text)
        return none
    return (found,)


def _posts(
    cell: Cell, post: re.Match[str], told: Said, steps: int
) -> tuple[TableLimit | None, ...] | None:
    """`(P 2 + 3 wd)`: so many for each step of the row; the unit is the last one's."""
    inside = _QUANTITY.search(post[1])
    numbers = [number(x) for x in re.findall(r"\d+", post[1])]
    rest = re.sub(r"\d+|\+", "", post[1].replace(inside["unit"], "", 1) if inside else post[1])
    if inside is None or len(numbers) != steps or not all(numbers) or rest.strip():
        told.note("TBL022", cell, text=cell.text)
        return None
    unit = _unit(inside["unit"], cell, told)
    around = (cell.text[: post.start()] + cell.text[post.end() :]).strip(" ,，;；")
    if around:
        told.note("TBL023", cell, text=around)
    return tuple(TableLimit(n, unit, LimitKind.POST) for n in numbers)


def _one(cell: Cell, kind: LimitKind, told: Said) -> TableLimit | None:
    """The one limit that the cell states, with nothing but fillers and an article around it."""
    found = list(_QUANTITY.finditer(cell.text))
    rest = _QUANTITY.sub("", cell.text)
    law = _IN_BRACKETS.search(rest) is not None
    rest = _FILLERS.sub("", _IN_BRACKETS.sub("", rest))
    extended = _extension(found, rest)
    if not found or not all(number(q["n"]) for q in found):
        return None
    if not extended and (rest.strip() or len(found) > 1):
        return None
    first = found[0]
    by_law = kind is LimitKind.POST and (law or extended > 0)
    unit = _unit(first["unit"], cell, told)
    if extended:
        told.note("TBL043", cell, keep=False)
    return TableLimit(number(first["n"]), unit, LimitKind.STATUTORY if by_law else kind, extended)


def _extension(found: list[re.Match[str]], rest: str) -> int:
    """`+10 wd by head` after the limit itself, in the same unit."""
    if len(found) != 2 or found[0]["more"] or not found[1]["more"]:  # noqa: PLR2004 - limit and more
        return 0
    same = _UNITS[found[0]["unit"]] is _UNITS[found[1]["unit"]]
    alone = not re.sub(r"[\s,，+]", "", _EXTENDED.sub("", rest))
    return number(found[1]["n"]) if same and alone and _EXTENDED.search(rest) else 0


def _unit(word: str, cell: Cell, told: Said) -> LimitUnit:
    if word in _UNCLEAR:
        told.note("TBL024", cell, keep=False)
    return _UNITS[word]


def quantities(text: str) -> Iterator[tuple[int, LimitUnit, str]]:
    """Every number with a unit in a text, and the word of the unit."""
    for found in _QUANTITY.finditer(text):
        yield number(found["n"]), _UNITS[found["unit"]], found["unit"]
