"""From the cells of a table to the bytes of a chart, with what was and was not understood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhiheng.model.finding import Finding, Severity
from zhiheng.tables.cells import Cell, Said, fit_for_xml, said, told_once
from zhiheng.tables.flow import course_of
from zhiheng.tables.headings import MOST_HEADING_ROWS, Heading, cells_of, find_headings
from zhiheng.tables.outdated import flag_outdated
from zhiheng.tables.risks import CodeWord
from zhiheng.tables.steps import Head, TableStep, heads_of, steps_of
from zhiheng.tables.write import Title, written

MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 400, 40, 2_000


@dataclass(frozen=True, slots=True)
class Imported:
    """xml: the chart, without positions; None where there is no table in it."""

    xml: bytes | None
    findings: tuple[Finding, ...]
    steps: tuple[TableStep, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing was left out as wrong."""
        return all(f.severity is not Severity.ERROR for f in self.findings)


def import_rows(
    texts: Sequence[Sequence[str]],
    title: Title,
    words: Mapping[str, CodeWord],
    posts: Mapping[str, str],
    unread: Sequence[str] = (),
) -> Imported:
    """Never raises for what the cells hold. words: the codes of risks; posts: name -> id.

    unread: the names of other sheets of the file.
    """
    large = _too_large(texts)
    if large is not None:
        return Imported(None, (large,))
    rows = [[fit_for_xml(text) for text in row] for row in texts]
    at, headings = find_headings(rows)
    if at < 0:
        return Imported(None, (said("TBL001", Cell(1, 1, ""), rows=MOST_HEADING_ROWS),))
    told = Said()
    if unread:
        told.note("TBL045", Cell(1, 1, ""), sheets="、".join(unread))
    _keep_above(rows[:at], told)
    for heading in headings:
        if heading.text and not heading.holds:
            told.note("TBL020", Cell(at + 1, heading.column, heading.text), text=heading.text)
    steps = _steps(rows, at, headings, words, told)
    if not steps:
        told.note("TBL003", Cell(at + 1, 1, ""))
        return Imported(None, tuple(told.findings))
    course = course_of(steps, told)
    xml = written(title, steps, course, posts, told)
    return Imported(xml, tuple(told_once(told.findings)), tuple(steps))


def _keep_above(rows: Sequence[Sequence[str]], told: Said) -> None:
    """What stands above the headings, as the title: once, however many cells are merged."""
    for i, row in enumerate(rows, 1):
        first = {text.strip(): j for j, text in reversed([*enumerate(row, 1)])}
        told.keep_all(Cell(i, j, text) for text, j in sorted(first.items(), key=lambda x: x[1]))


def _too_large(rows: Sequence[Sequence[str]]) -> Finding | None:
    long = (
        Cell(i, j, "")
        for i, row in enumerate(rows, 1)
        for j, text in enumerate(row, 1)
        if i > MOST_ROWS or j > MOST_COLUMNS or len(text) > MOST_CHARACTERS
    )
    first = next(long, None)
    facts = {"rows": MOST_ROWS, "columns": MOST_COLUMNS, "characters": MOST_CHARACTERS}
    return said("TBL002", first, **facts) if first is not None else None


def _steps(
    rows: Sequence[Sequence[str]],
    at: int,
    headings: Sequence[Heading],
    words: Mapping[str, CodeWord],
    told: Said,
) -> list[TableStep]:
    cells = [cells_of(i, row, headings, told) for i, row in enumerate(rows[at + 1 :], at + 2)]
    heads = heads_of(cells, told)
    for row in cells:
        flag_outdated(row.values(), told)
    numbers = _distinct(heads, told)
    for row, named in zip(cells, heads, strict=True):
        if any(h not in numbers for h in named):
            told.keep_all(row.values())
    return [
        step
        for row, named in zip(cells, heads, strict=True)
        for step in steps_of(row, [h for h in named if h in numbers], {*_nos(numbers)}, words, told)
    ]


def _distinct(heads: Sequence[Sequence[Head]], told: Said) -> list[Head]:
    """The first step of each number."""
    found: dict[str, Head] = {}
    for head in (h for named in heads for h in named):
        if head.no in found:
            told.note("TBL004", head.cell, no=head.no)
        else:
            found[head.no] = head
    return list(found.values())


def _nos(heads: Sequence[Head]) -> list[str]:
    return [head.no for head in heads]
