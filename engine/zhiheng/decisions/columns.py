"""The columns of a table: what it is asked with, and what it answers."""

from collections.abc import Iterator

from lxml import etree

from zhiheng.decisions.cells import read_cell
from zhiheng.decisions.dmn import children, found, text_of
from zhiheng.decisions.fault import CellFault
from zhiheng.expr.names import MAX_NAME, is_variable_name
from zhiheng.model.decision_table import Cell, DataType, Input, Output, Value
from zhiheng.model.finding import Finding, Text

MAX_COLUMNS = 30

_MANY = Text(f"超过 {MAX_COLUMNS} 列", f"there are more than {MAX_COLUMNS} columns")
_NONE = Text("没有这样的列", "there is no such column")
_TWICE = Text("名称重复", "the name stands twice")
_NAME = Text("没有可用的名称", "it has no name that can be used")
_TYPE = Text("没有可用的类型", "it has no type that can be used")


def read_inputs(body: etree._Element, table: str) -> tuple[tuple[Input, ...], list[Finding]]:
    """The inputs, or what is wrong with them."""
    columns, faults = [], []
    for element in children(body, "input"):
        column = _input(element)
        if isinstance(column, Input):
            columns.append(column)
        else:
            label = element.get("label") or element.get("id") or "?"
            faults.append(found("DEC004", element, table, table=table, column=label, why=column))
    faults += _crowd(body, table, "input", [c.name for c in columns])
    return tuple(columns), faults


def read_outputs(body: etree._Element, table: str) -> tuple[tuple[Output, ...], list[Finding]]:
    """The outputs, or what is wrong with them."""
    columns, faults = [], []
    for element in children(body, "output"):
        column = _output(element)
        if isinstance(column, Output):
            columns.append(column)
        else:
            label = element.get("name") or element.get("id") or "?"
            faults.append(found("DEC004", element, table, table=table, column=label, why=column))
    faults += _crowd(body, table, "output", [c.name for c in columns])
    return tuple(columns), faults


def _crowd(body: etree._Element, table: str, kind: str, names: list[str]) -> Iterator[Finding]:
    count = sum(1 for _ in children(body, kind))
    why = None
    if not 0 < count <= MAX_COLUMNS:
        why = _MANY if count else _NONE
    elif len(set(names)) < len(names):
        why = _TWICE
    if why is not None:
        yield found("DEC004", body, table, table=table, column=kind, why=why)


def _input(element: etree._Element) -> Input | Text:
    expression = next(children(element, "inputExpression"), None)
    name = text_of(element, "inputExpression") or ""
    if expression is None or not is_variable_name(name):
        return _NAME
    kind = _type(expression.get("typeRef"))
    if kind is None:
        return _TYPE
    allowed: Cell | None = None
    if next(children(element, "inputValues"), None) is not None:
        try:
            allowed = read_cell(text_of(element, "inputValues") or "", kind)
        except CellFault as fault:
            return fault.message
    title = " ".join((element.get("label") or name).split())
    return Input(name, title, kind, allowed)


def _output(element: etree._Element) -> Output | Text:
    name = element.get("name") or ""
    if not 0 < len(name) <= MAX_NAME or name != name.strip() or not name.isprintable():
        return _NAME
    kind = _type(element.get("typeRef"))
    if kind is None:
        return _TYPE
    values: tuple[Value, ...] = ()
    if next(children(element, "outputValues"), None) is not None:
        try:
            values = _listed(read_cell(text_of(element, "outputValues") or "", kind))
        except CellFault as fault:
            return fault.message
    title = " ".join((element.get("label") or name).split())
    return Output(name, title, kind, values)


def _listed(cell: Cell) -> tuple[Value, ...]:
    values = tuple(i.low for i in cell.intervals if i.low is not None and i.low == i.high)
    if cell.negated or not values or len(set(values)) < len(cell.intervals):
        raise CellFault(
            "outputValues 只列定值，不重复", "outputValues lists literals, each of them once"
        )
    return values


def _type(written: str | None) -> DataType | None:
    name = (written or "").rpartition(":")[2]
    return next((t for t in DataType if t.value == name), None)
