"""The rows of a table, each cell by the type of its column."""

from collections.abc import Iterator, Sequence

from lxml import etree

from zhiheng.decisions.answers import read_answer
from zhiheng.decisions.cells import read_cell
from zhiheng.decisions.dmn import children, found, written
from zhiheng.decisions.fault import CellFault
from zhiheng.decisions.match import matches
from zhiheng.model.decision_table import Answer, Cell, DataType, Input, Output, TableRule
from zhiheng.model.finding import Finding, Text

MAX_ROWS = 500
_NUMBERS = (DataType.NUMBER, DataType.INTEGER)
_COUNT = Text("单元格的个数与列数不符", "the number of cells is not that of the columns")
_MANY = Text(f"行数须为 1 至 {MAX_ROWS}", f"a table has 1 to {MAX_ROWS} rows")


def read_rows(
    body: etree._Element, table: str, inputs: Sequence[Input], outputs: Sequence[Output]
) -> tuple[tuple[TableRule, ...], list[Finding]]:
    """The rows in their order, or what is wrong with them."""
    elements = list(children(body, "rule"))
    if not 0 < len(elements) <= MAX_ROWS:
        return (), [_wrong("DEC002", body, table, 0, "-", "", _MANY)]
    rows, faults = [], []
    for no, element in enumerate(elements, 1):
        row = _row(element, table, no, inputs, outputs)
        if isinstance(row, TableRule):
            rows.append(row)
        else:
            faults.append(row)
    return tuple(rows), faults


def read_default(
    body: etree._Element, table: str, inputs: Sequence[Input], outputs: Sequence[Output]
) -> tuple[tuple[Answer, ...] | None, list[Finding]]:
    """What is answered where no row matches; of all outputs or of none."""
    entries = [
        next(children(output, "defaultOutputEntry"), None) for output in children(body, "output")
    ]
    if not any(e is not None for e in entries):
        return None, []
    answers: list[Answer] = []
    for entry, output in zip(entries, outputs, strict=True):
        text = written(entry) if entry is not None else ""
        try:
            answers.append(_answer(text or "", output, inputs))
        except CellFault as fault:
            at = entry if entry is not None else body
            return None, [_wrong("DEC003", at, table, 0, output.title, text, fault.message)]
    return tuple(answers), []


def _row(
    element: etree._Element,
    table: str,
    no: int,
    inputs: Sequence[Input],
    outputs: Sequence[Output],
) -> TableRule | Finding:
    asked, given = list(children(element, "inputEntry")), list(children(element, "outputEntry"))
    if len(asked) != len(inputs) or len(given) != len(outputs):
        return _wrong("DEC002", element, table, no, "-", "", _COUNT)
    cells: list[Cell] = []
    for entry, column in zip(asked, inputs, strict=True):
        text = written(entry)
        try:
            # An empty entry of the modeller means the same as `-`.
            cell = read_cell("-" if text == "" else text or "?", column.type)
            _allowed(cell, column)
            cells.append(cell)
        except CellFault as fault:
            return _wrong("DEC002", entry, table, no, column.title, text, fault.message)
    answers: list[Answer] = []
    for entry, output in zip(given, outputs, strict=True):
        text = written(entry)
        try:
            answers.append(_answer(text or "", output, inputs))
        except CellFault as fault:
            return _wrong("DEC003", entry, table, no, output.title, text, fault.message)
    ident = element.get("id") or f"row-{no}"
    return TableRule(no, ident, tuple(cells), tuple(answers), " ".join(_notes(element)))


def _allowed(cell: Cell, column: Input) -> None:
    """A text that inputValues lacks is written wrong; its cases would fall to another row."""
    if column.allowed is None or column.type is not DataType.STRING:
        return
    for interval in cell.intervals:
        if interval.low is not None and not matches(column.allowed, interval.low):
            raise CellFault("不在 inputValues 里", "it is not among the inputValues")


def _notes(element: etree._Element) -> Iterator[str]:
    for note in children(element, "description"):
        yield " ".join((note.text or "").split())
    for entry in children(element, "annotationEntry"):
        yield " ".join((written(entry) or "").split())


def _answer(text: str, output: Output, inputs: Sequence[Input]) -> Answer:
    found_answer = read_answer(text, output.type, [i.name for i in inputs if i.type in _NUMBERS])
    if output.values and found_answer.value not in output.values:
        raise CellFault("不在 outputValues 里", "it is not among the outputValues")
    return found_answer


def _wrong(
    rule: str,
    at: etree._Element,
    table: str,
    row: int,
    column: str,
    cell: str | None,
    why: Text,
) -> Finding:
    facts = {"table": table, "row": row, "column": column, "cell": cell or "", "why": why}
    return found(rule, at, table, **facts)
