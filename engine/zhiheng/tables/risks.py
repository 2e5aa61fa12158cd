"""Risks, levels, measures and papers of a row."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zhiheng.model.guards import GUARDS
from zhiheng.tables.cells import Cell, Said, plain

_CODE = r"[A-Z]\d{1,2}"
_CODES = re.compile(rf"{_CODE}(?:\s*[-–~]\s*{_CODE})?")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_LEVELS: Mapping[str, str] = {
    **dict.fromkeys(("h", "high", "高", "高风险", "一级", "红", "a", "a级", "重大"), "high"),
    **dict.fromkeys(
        ("m", "medium", "中", "中风险", "一般", "二级", "橙", "b", "b级", "中度"), "medium"
    ),
    **dict.fromkeys(("l", "low", "低", "低风险", "三级", "黄", "c", "c级", "低度"), "low"),
}
_KINDS = {"廉政": "integrity", "效能": "efficacy", "integrity": "integrity", "efficacy": "efficacy"}


@dataclass(frozen=True, slots=True)
class CodeWord:
    """What a code of the catalogue means."""

    zh: str
    kind: str


@dataclass(frozen=True, slots=True)
class TableRisk:
    """A risk of a row. id: the code, or `R` and its place where it is told in words."""

    id: str
    manifestation: str
    kind: str


def risks_of(
    cell: Cell, kind: str | None, words: Mapping[str, CodeWord], told: Said
) -> tuple[TableRisk, ...]:
    """Codes and ranges of codes, else each text of the cell. kind: what another column says."""
    if cell.empty:
        return ()
    bare = _BRACKETS.sub("", cell.text).strip()
    if bare != cell.text:
        told.note("TBL042", cell, text=cell.text)
    pieces = re.split(r"[\s,，、]+(?![-–~])(?<![-–~])", bare)
    if not all(_CODES.fullmatch(p) for p in pieces):
        if kind is None:
            told.note("TBL044", cell, keep=False)
        texts = plain(re.split(r"[;；\n]", cell.text))
        return tuple(
            TableRisk(f"R{i}", text, kind or "integrity") for i, text in enumerate(texts, 1)
        )
    found: dict[str, TableRisk] = {}
    for code in (c for p in pieces for c in _each(p)):
        word = words.get(code)
        if word is None:
            told.note("TBL007", cell, code=code)
        else:
            found[code] = TableRisk(code, word.zh, kind or word.kind)
    return tuple(found.values())


def _each(piece: str) -> Iterator[str]:
    """`P05-P07` is P05, P06 and P07, as wide as its first is written."""
    codes = re.findall(_CODE, piece)
    first, last = codes[0], codes[-1]
    if first[0] != last[0]:
        yield from codes
        return
    width = len(first) - 1
    for n in range(int(first[1:]), int(last[1:]) + 1):
        yield f"{first[0]}{n:0{width}d}"


def kind_of(cell: Cell | None) -> str | None:
    """廉政 or 效能, where a column says so."""
    if cell is None:
        return None
    return next((kind for word, kind in _KINDS.items() if word in cell.text.lower()), None)


def level_of(cell: Cell | None, told: Said) -> str | None:
    """high, medium or low."""
    if cell is None or cell.empty:
        return None
    level = _LEVELS.get(cell.text.strip().lower())
    if level is None:
        told.note("TBL031", cell, text=cell.text)
    return level


def papers_of(cell: Cell | None) -> tuple[str, ...]:
    """The papers named, each once."""
    if cell is None or cell.empty:
        return ()
    names = plain(re.split(r"[,，、;；\n](?![^(（]*[)）])", cell.text))
    return tuple(dict.fromkeys(names))


def measures_of(cell: Cell | None) -> tuple[str, ...]:
    """The measures named, each once."""
    if cell is None or cell.empty:
        return ()
    return tuple(dict.fromkeys(plain(re.split(r"[;；\n]", cell.text))))


def guard_of(measure: str) -> str | None:
    """The control whose Chinese name the measure is, or begins with."""
    bare = re.sub(r"\s", "", measure)
    names = ((id_, str(g.name)) for id_, g in GUARDS.items() if id_ != "none")
    return next((id_ for id_, name in names if bare.startswith(name)), None)
