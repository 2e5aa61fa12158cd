"""Cells of a table, their names, and what is said of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from zhiheng.model.finding import Finding, Text
from zhiheng.tables.texts import TEXTS

_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell. row, column: from 1, as people count."""

    row: int
    column: int
    text: str

    @property
    def name(self) -> str:
        """`C5`, as spreadsheets name it."""
        letters, left = "", self.column
        while left > 0:
            left, rest = divmod(left - 1, _LETTERS)
            letters = chr(ord("A") + rest) + letters
        return f"{letters}{self.row}"

    def part(self, text: str) -> "Cell":
        """A piece of what stands there."""
        return Cell(self.row, self.column, text.strip())

    @property
    def empty(self) -> bool:
        """Whether it says nothing."""
        return self.text in _NOTHING


_NOTHING = ("", "-", "—", "–", "/", "无", "none", "n/a")


@dataclass(slots=True)
class Said:
    """Findings as they come up, and per row what is kept as documentation."""

    findings: list[Finding] = field(default_factory=list)
    kept: dict[int, dict[str, None]] = field(default_factory=dict)

    def note(self, rule: str, cell: Cell, *, keep: bool = True, **facts: object) -> None:
        """Report it by the cell, and keep what the cell says with the step."""
        self.findings.append(said(rule, cell, **facts))
        if keep and cell.text:
            self.keep(cell)

    def keep(self, cell: Cell) -> None:
        """Documentation of that row."""
        self.kept.setdefault(cell.row, {})[f"{cell.name}: {cell.text}"] = None

    def keep_all(self, cells: Iterable[Cell]) -> None:
        """What a row says that becomes no step."""
        for cell in cells:
            if not cell.empty:
                self.keep(cell)

    def of(self, row: int) -> tuple[str, ...]:
        """What is kept of a row."""
        return tuple(self.kept.get(row, ()))


def said(rule: str, cell: Cell, **facts: object) -> Finding:
    """A finding at a cell."""
    found = TEXTS[rule].about(rule, (cell.name,), cell.row, facts)
    zh, en = found.message.zh, found.message.en
    return replace(found, message=Text(f"{cell.name}：{zh}", f"{cell.name}: {en}"))


_OF_MANY = frozenset(("TBL036", "TBL040"))
"""What is true of a whole column says so once."""


def told_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """In the order of the rows, none twice; what many cells share, once with all their names."""
    ordered = tuple(dict.fromkeys(sorted(findings, key=lambda f: f.line)))
    cells: dict[str, list[str]] = {}
    for found in ordered:
        cells.setdefault(found.rule, []).extend(found.elements)
    for found in ordered:
        if found.rule not in _OF_MANY:
            yield found
        elif cells.get(found.rule):
            named = tuple(cells.pop(found.rule))
            yield replace(found, elements=named)


_CONTROL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit_for_xml(text: str) -> str:
    """Without the characters that no XML document may hold."""
    return _CONTROL.sub("", text)


def plain(texts: Iterable[str]) -> Iterator[str]:
    """Without blanks around, and without empty ones."""
    return (text.strip() for text in texts if text.strip())
