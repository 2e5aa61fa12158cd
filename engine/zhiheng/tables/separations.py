"""`不得同人`: the steps that nobody acts on beside this one."""

import re
import unicodedata
from collections.abc import Collection

from zhiheng.tables.cells import Cell, Said

_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
_LIST = re.compile(r"(?:第|环节)?\s*\d{1,3}[a-z]?(?:\s*[-–~至]\s*\d{1,3})?\s*(?:步|环节)?")
_BETWEEN = re.compile(r"[,，、;；\s]+(?=\d|第|环节)|[,，、;；]")
_ARTICLE = re.compile(r"[^\d]{0,16}\d{1,3}(?:-\d)?|[PDBVS]")


def not_same_as(cell: Cell, steps: Collection[str], told: Said) -> tuple[str, ...]:
    """Numbers of steps, in the order of the cell; nothing where it says more than numbers."""
    if cell.empty:
        return ()
    asides = _BRACKETS.findall(cell.text)
    pieces = [p.strip() for p in _BETWEEN.split(_BRACKETS.sub("", cell.text))]
    named = [_numbers(unicodedata.normalize("NFKC", p), steps) for p in pieces]
    if not all(named):
        told.note("TBL026", cell, text=cell.text)
        return ()
    found: dict[str, None] = {}
    for numbers in named:
        for no in numbers:
            if no in steps:
                found[no] = None
            else:
                told.note("TBL005", cell, no=no)
    strange = [a for a in asides if not _ARTICLE.fullmatch(a.strip())]
    if strange:
        told.note("TBL027", cell, text="；".join(strange))
    return tuple(found)


def _numbers(piece: str, steps: Collection[str]) -> list[str]:
    """`4-7` is every main step from 4 to 7; nothing where it is no number and no such range."""
    if not _LIST.fullmatch(piece):
        return []
    numbers = re.findall(r"\d{1,3}[a-z]?", piece)
    if len(numbers) == 1:
        return numbers
    if not all(n.isdecimal() for n in numbers):
        return []
    first, last = (int(n) for n in numbers)
    between = [str(n) for n in range(first, last + 1)]
    return [n for n in between if n in steps or n in numbers]
