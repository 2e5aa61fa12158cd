"""Rows of a table as steps; a row such as `6 副局长 -> 7 局务会` is two."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from zhiheng.model.limit import Basis, LimitKind
from zhiheng.tables.actors import Actor, actor_of, names_a_meeting
from zhiheng.tables.branches import Branch, branches_of
from zhiheng.tables.cells import Cell, Said
from zhiheng.tables.headings import Column
from zhiheng.tables.limits import TableLimit, limits_of
from zhiheng.tables.numerals import number
from zhiheng.tables.risks import (
    CodeWord,
    TableRisk,
    kind_of,
    level_of,
    measures_of,
    papers_of,
    risks_of,
)
from zhiheng.tables.separations import not_same_as

_NUMBERED = re.compile(r"第?\s*([1-9]\d{0,2}[a-z]?)\s*[步.、．)）:：]?\s*(?![\d.])(.+)", re.DOTALL)
_NO = re.compile(r"[1-9]\d{0,2}[a-z]?")
_NEXT = re.compile(
    r"\s*(?:->|→|/)\s*(?=\d{1,3}[a-z]?\s+(?!(?:wd|nd|h|days?|hours?|个?工作日|日|天)\b))"
)
_BASIS = re.compile(r"《([^《》]{2,40})》\s*(第[^《》;；]{1,40})")


@dataclass(frozen=True, slots=True)
class Head:
    """Number and name of one step of a row. cell: where it stands."""

    no: str
    name: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class TableStep:
    """A step of the table, as far as it was understood."""

    no: str
    name: str
    row: int
    cell: Cell
    actor: Actor
    limits: tuple[TableLimit, ...]
    branches: tuple[Branch, ...]
    not_same: tuple[str, ...]
    risks: tuple[TableRisk, ...]
    level: str
    residual: str
    measures: tuple[str, ...]
    papers: tuple[str, ...]
    bases: tuple[Basis, ...]


def heads_of(rows: Sequence[Mapping[Column, Cell]], told: Said) -> list[tuple[Head, ...]]:
    """The steps of each row, none of a row that is no step; rows without numbers are counted."""
    found = [_heads(row) for row in rows]
    numbered = any(head.no for heads in found for head in heads)
    made: list[tuple[Head, ...]] = []
    count = 0
    for row, heads in zip(rows, found, strict=True):
        count += bool(heads)
        if not heads:
            _no_name(row, told)
            made.append(())
        elif not numbered:
            made.append(tuple(Head(str(count), head.name, head.cell) for head in heads))
        elif all(_NO.fullmatch(head.no) for head in heads):
            made.append(heads)
        else:
            _no_step(row, heads[0], told)
            made.append(())
    return made


def _no_step(row: Mapping[Column, Cell], head: Head, told: Said) -> None:
    """The row is kept whole."""
    if head.no:
        told.note("TBL009", row[Column.NO], text=head.no)
    else:
        told.note("TBL021", head.cell)
    told.keep_all(row.values())


def _no_name(row: Mapping[Column, Cell], told: Said) -> None:
    """What stands in a row without a step, as where one step has two rows, is kept whole."""
    filled = [cell for cell in row.values() if not cell.empty]
    if filled:
        told.note("TBL039", filled[0])
    told.keep_all(filled)


def _heads(row: Mapping[Column, Cell]) -> tuple[Head, ...]:
    cell, given = row.get(Column.STEP), row.get(Column.NO)
    if cell is None or cell.empty:
        return ()
    if given is not None and not given.empty:
        return (Head(_plain_number(given.text), cell.text, cell),)
    heads = []
    for piece in _NEXT.split(cell.text):
        known = _NUMBERED.fullmatch(piece.strip())
        if known is None:
            return (Head("", cell.text, cell),)
        heads.append(Head(known[1].lower(), known[2].strip(), cell))
    return tuple(heads)


def _plain_number(text: str) -> str:
    """`第三步`, `（3）` and `③` are 3."""
    bare = unicodedata.normalize("NFKC", text).lower().strip(" .、()\n")
    bare = bare.removeprefix("第").removesuffix("步").strip()
    return str(number(bare)) if re.fullmatch(r"[一二三四五六七八九十]{1,3}", bare) else bare


def steps_of(
    row: Mapping[Column, Cell],
    heads: Sequence[Head],
    numbers: Collection[str],
    words: Mapping[str, CodeWord],
    told: Said,
) -> tuple[TableStep, ...]:
    """The steps of a row. What one cell says of several: risks of all, branches of the last."""
    if not heads:
        return ()
    count = len(heads)
    actors = _actors(row, heads, told)
    limits = [_limits(row, told, count, i) for i in range(count)] if count > 1 else []
    level, residual, risks = _risks(row, words, told)
    empty = Cell(heads[0].cell.row, 1, "")
    same = not_same_as(row.get(Column.NOT_SAME, empty), numbers, told)
    ways = branches_of(row.get(Column.BRANCHES, empty), numbers, told)
    papers = papers_of(row.get(Column.DOCUMENT))
    bases = _bases(row.get(Column.BASIS), told)
    return tuple(
        TableStep(
            no=head.no,
            name=head.name,
            row=head.cell.row,
            cell=head.cell,
            actor=actors[i],
            limits=limits[i] if limits else _limits(row, told, 1, 0),
            branches=ways if i == count - 1 else (),
            not_same=tuple(no for no in same if no != head.no),
            risks=risks,
            level=level,
            residual=residual,
            measures=measures_of(row.get(Column.MEASURE)),
            papers=papers,
            bases=bases,
        )
        for i, head in enumerate(heads)
    )


def _actors(row: Mapping[Column, Cell], heads: Sequence[Head], told: Said) -> list[Actor]:
    """One for each step where the cell lists as many. A meeting is the step that is called one."""
    post, rule = row.get(Column.POST), row.get(Column.RULE)
    listed = re.split(r"\s*(?:[,，、/]|->|→)\s*", post.text) if post is not None else []
    if len(heads) == 1 or post is None or len(listed) != len(heads):
        return [actor_of(post, rule, told)] * len(heads)
    meetings = [i for i, head in enumerate(heads) if "会" in head.name]
    meeting = meetings[0] if len(meetings) == 1 and names_a_meeting(rule) else None
    if rule is not None and not rule.empty and meeting is None:
        told.note("TBL028", rule, text=rule.text)
    return [
        actor_of(post.part(name), rule if i == meeting else None, told)
        for i, name in enumerate(listed)
    ]


def _limits(row: Mapping[Column, Cell], told: Said, count: int, at: int) -> tuple[TableLimit, ...]:
    kinds = (
        (Column.LIMIT, LimitKind.POST),
        (Column.STATUTORY, LimitKind.STATUTORY),
        (Column.PROMISED, LimitKind.PROMISED),
    )
    quiet = Said() if at else told
    found = [limits_of(row[c], kind, quiet, count)[at] for c, kind in kinds if c in row]
    return tuple({x.kind: x for x in found if x is not None}.values())


def _risks(
    row: Mapping[Column, Cell], words: Mapping[str, CodeWord], told: Said
) -> tuple[str, str, tuple[TableRisk, ...]]:
    cell = row.get(Column.RISK)
    level = level_of(row.get(Column.LEVEL), told)
    if cell is None or cell.empty:
        return level or "low", level or "low", ()
    risks = risks_of(cell, kind_of(row.get(Column.KIND)), words, told)
    if level is None and risks:
        told.note("TBL033", cell, keep=False)
    inherent = level or "high"
    return inherent, level_of(row.get(Column.RESIDUAL), told) or inherent, risks


def _bases(cell: Cell | None, told: Said) -> tuple[Basis, ...]:
    if cell is None or cell.empty:
        return ()
    found = tuple(
        Basis(law, article.strip(" ，,、。")) for law, article in _BASIS.findall(cell.text)
    )
    if not found:
        told.note("TBL034", cell, text=cell.text)
    return found
