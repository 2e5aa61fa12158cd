"""Which column holds what: Chinese headings with their usual synonyms, and English ones."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from zhiheng.tables.cells import Cell, Said


class Column(StrEnum):
    """What a column is about."""

    NO = "no"
    STEP = "step"
    POST = "post"
    RULE = "rule"
    LIMIT = "limit"
    STATUTORY = "statutory"
    PROMISED = "promised"
    BRANCHES = "branches"
    NOT_SAME = "not-same-as"
    RISK = "risk"
    KIND = "kind"
    LEVEL = "level"
    RESIDUAL = "residual"
    MEASURE = "measure"
    DOCUMENT = "document"
    BASIS = "basis"
    NOTE = "note"


_WORDS: Mapping[Column, str] = {
    Column.NO: "序号 编号 步骤号 环节号 no # number",
    Column.STEP: "环节 步骤 环节名称 流程环节 工作环节 办理环节 节点 流程 node step",
    Column.POST: "岗位 经办 经办人 经办岗位 责任岗位 承办岗位 办理岗位 承办人 责任人 actor post",
    Column.RULE: "规则 办理方式 签署方式 办理要求 rule rules",
    Column.LIMIT: "时限 办理时限 岗位时限 期限 办理期限 limit timelimit deadline",
    Column.STATUTORY: "法定时限 法定期限 statutorylimit",
    Column.PROMISED: "承诺时限 承诺期限 promisedlimit",
    Column.BRANCHES: "分支 去向 分支去向 流转 流向 下一环节 下一步 branch branches next",
    Column.NOT_SAME: "不得同人 不得由同一人办理 不相容环节 回避环节 职责分离 notsameas",
    Column.RISK: "风险 风险点 廉政风险 廉政风险点 风险描述 风险表现 表现形式 risk risks",
    Column.KIND: "风险类别 风险种类 riskkind",
    Column.LEVEL: "等级 风险等级 级别 固有等级 level risklevel",
    Column.RESIDUAL: "剩余等级 残余等级 剩余风险等级 residual",
    Column.MEASURE: "措施 防控措施 控制措施 防控 control measure measures",
    Column.DOCUMENT: "文书 材料 文书材料 产生文书 办理文书 文书名称 document documents paper",
    Column.BASIS: "依据 法律依据 设定依据 实施依据 basis legalbasis",
    Column.NOTE: "备注 说明 note notes remark remarks",
}
KNOWN: Mapping[str, Column] = {w: c for c, words in _WORDS.items() for w in words.split()}
MOST_HEADING_ROWS = 10
_BETWEEN = re.compile(r"\s*(?:->|→|/|／|及|与|和)\s*")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of the table; two where its heading names two, as 风险点/等级. None: unknown."""

    column: int
    text: str
    holds: tuple[Column, ...]


def find_headings(rows: Sequence[Sequence[str]]) -> tuple[int, tuple[Heading, ...]]:
    """The first row that names steps and posts, by its index, and its columns; -1 without one."""
    for index, row in enumerate(rows[:MOST_HEADING_ROWS]):
        found = tuple(Heading(i, text.strip(), _holds(text)) for i, text in enumerate(row, 1))
        held = {column for heading in found for column in heading.holds}
        if {Column.STEP, Column.POST} <= held:
            return index, found
    return -1, ()


def _holds(text: str) -> tuple[Column, ...]:
    whole = KNOWN.get(_plain(text))
    if whole is not None:
        return (whole,)
    parts = tuple(KNOWN.get(_plain(p)) for p in _BETWEEN.split(text.strip()))
    known = tuple(p for p in parts if p is not None)
    if len(parts) > 1 and len(known) == len(parts) and len(set(known)) == len(known):
        return known
    return (Column.STEP,) if _plain(text).removeprefix("#") in _STEPS else ()


_STEPS = frozenset(_WORDS[Column.STEP].split())
"""After `#`: number and name stand in one cell, as they may in any case."""


def _plain(text: str) -> str:
    return re.sub(r"[\s　:：*（）()._-]", "", text).lower()


def cells_of(
    row: int, texts: Sequence[str], headings: Sequence[Heading], told: Said
) -> dict[Column, Cell]:
    """The cells of a row by what they hold. What stands under an unknown heading is kept."""
    found: dict[Column, Cell] = {}
    for heading in headings:
        text = texts[heading.column - 1] if heading.column <= len(texts) else ""
        cell = Cell(row, heading.column, re.sub(r"[ \t　]+", " ", text).strip())
        for column, part in _parts(heading, cell, told):
            if column not in found or found[column].empty:
                found[column] = part
            elif not part.empty:
                told.note("TBL037", part, text=heading.text)
        if heading.holds in _AS_WRITTEN and not cell.empty:
            told.keep(Cell(row, heading.column, f"{heading.text}：{cell.text}"))
    for at, text in enumerate(texts[len(headings) :], len(headings) + 1):
        if text.strip():
            told.note("TBL038", Cell(row, at, text.strip()))
    return found


_AS_WRITTEN = ((), (Column.NOTE,))
"""What a chart has no place of its own for."""


def _parts(heading: Heading, cell: Cell, told: Said) -> Iterator[tuple[Column, Cell]]:
    if len(heading.holds) != 2:  # noqa: PLR2004 - a cell of two things is cut once
        yield from ((column, cell) for column in heading.holds[:1])
        return
    first, second = heading.holds
    cut = (_AT_ARROW if _AT_ARROW.search(heading.text) else _AT_SLASH).search(cell.text)
    if cut is not None:
        yield from (
            (first, cell.part(cell.text[: cut.start()])),
            (second, cell.part(cell.text[cut.end() :])),
        )
    elif second is Column.DOCUMENT:
        if not cell.empty:
            told.note("TBL036", cell, keep=False)
        yield (second, cell)
    else:
        yield (second if cell.text in _LEVEL_WORDS else first, cell)


_AT_ARROW = re.compile(r"(?:->|→)(?!.*(?:->|→))", re.DOTALL)
_AT_SLASH = re.compile(r"\s[/／]\s?(?!.*\s[/／])|[/／](?!.*[/／])", re.DOTALL)
"""The last of a cell: a risk may have a slash of its own."""
_LEVEL_WORDS = frozenset(["H", "M", "L", "高", "中", "低", "A", "B", "C"])
