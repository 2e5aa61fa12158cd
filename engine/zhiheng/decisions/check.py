"""What is proved of a table before it runs: no overlap, no gap, no row that never counts."""

from collections.abc import Iterator

from zhiheng.decisions.prove import MAX_WORK, Example, Grid, OutOfBudget, gap, never, overlaps
from zhiheng.decisions.texts import TEXTS
from zhiheng.model.decision_table import DecisionTable
from zhiheng.model.finding import Finding, Text

_TITLE = 24
"""Characters of a column's title in an example."""


def check_table(table: DecisionTable, line: int = 0) -> Iterator[Finding]:
    """Findings on a table that was read; none: every situation has one answer."""
    try:
        grid = Grid(table)
        for one, other, where in overlaps(grid):
            facts: dict[str, object] = {"one": one.no, "other": other.no, "where": _said(where)}
            yield _found("DEC006", table, line, facts, one.id, other.id)
        bare = gap(grid)
        idle = never(grid)
    except OutOfBudget:
        yield _found("DEC009", table, line, {"limit": MAX_WORK})
        return
    if bare is not None:
        yield _found("DEC007", table, line, {"where": _said(bare)})
    for row in idle:
        yield _found("DEC008", table, line, {"row": row.no}, row.id)


def _said(where: Example) -> Text:
    if not where:
        return Text("无论输入是什么", "the inputs are whatever they are")
    zh = "，".join(f"“{title[:_TITLE]}”{segment.said.zh}" for title, segment in where)
    en = " and ".join(f"'{title[:_TITLE]}' {segment.said.en}" for title, segment in where)
    return Text(zh, en)


def _found(
    rule: str, table: DecisionTable, line: int, facts: dict[str, object], *rows: str
) -> Finding:
    return TEXTS[rule].about(rule, (table.id, *rows), line, {"table": table.name, **facts})
