"""Whether what a task asks of its decision tables can be asked, and the tables themselves."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from zhiheng.bpmn.checks.bounds import check_bounds
from zhiheng.bpmn.elements.draft import Draft
from zhiheng.decisions.answers import rounded
from zhiheng.decisions.check import check_table
from zhiheng.decisions.match import matches
from zhiheng.model.chart import Task, Variable, VariableType
from zhiheng.model.decision_table import (
    Aggregation,
    DataType,
    DecisionTable,
    DecisionUse,
    Input,
    Output,
    Result,
    Value,
)
from zhiheng.model.finding import Finding, Text

_ASKED = {
    DataType.STRING: {VariableType.TEXT, VariableType.CHOICE},
    DataType.NUMBER: {VariableType.DECIMAL, VariableType.INTEGER},
    DataType.INTEGER: {VariableType.INTEGER},
    DataType.BOOLEAN: {VariableType.BOOL},
    DataType.DATE: {VariableType.DATE},
}
_TAKES = {
    **_ASKED,
    DataType.INTEGER: {VariableType.INTEGER, VariableType.DECIMAL},
}
_UNKNOWN = Text("没有声明", "it is not declared")
_TYPE = Text("类型不符", "it is of another type")
_LATER = Text("到这里它还没有值", "it has no value by then")
_OUTSIDE = Text("它有表里不允许的选项", "it has a choice that the table does not allow")
_STRANGE = Text(
    "表里写了它没有的选项，又没有写 inputValues",
    "the table names a choice that it has not, and lists no inputValues",
)
_NOT_OURS = Text("它不由本环节写入，或写了两次", "this task does not write it, or it stands twice")
_NO_INPUT = Text("表里没有这个输入", "the table has no such input")
_NO_OUTPUT = Text("表里没有这个输出", "the table has no such output")
_CHOICES = Text("表的答案不在它的选项里", "an answer of the table is none of its choices")
_DIGITS = Text("位数可能放不下，没有写明怎样取整", "digits may be lost and no `round` is given")


def check_decisions(draft: Draft) -> Iterator[Finding]:
    """Findings on the tables of the file, on what tasks ask them, and on bounds."""
    yield from draft.tables.findings
    for table in draft.chart.tables.values():
        yield from check_table(table, draft.tables.lines[table.id])
    for task in draft.chart.tasks:
        taken: set[str] = set()
        for use in task.decisions:
            yield from _use(draft, task, use, taken)
        for name in sorted(task.by_table & set(task.form.get("properties", {}))):
            yield draft.at("BPM174", task.path, task=task.path, variable=name)
        yield from check_bounds(draft, task)


def _use(draft: Draft, task: Task, use: DecisionUse, taken: set[str]) -> Iterator[Finding]:
    about = {"task": task.path, "table": use.table}
    table = draft.chart.tables.get(use.table)
    if table is None:
        yield draft.at("BPM170", task.path, **about)
        return
    if not table.single:
        yield draft.at("BPM173", task.path, **about)
        return
    for name, variable, wrong in _inputs(draft, task, table, use, taken):
        yield draft.at("BPM171", task.path, **about, input=name, variable=variable, why=wrong)
    for result in use.results:
        why = _untaken(draft, task, table, result, taken)
        if why is not None:
            facts = {**about, "output": result.output, "variable": result.variable}
            yield draft.at("BPM172", task.path, **facts, why=why)
        taken.add(result.variable)


def _inputs(
    draft: Draft, task: Task, table: DecisionTable, use: DecisionUse, taken: set[str]
) -> Iterator[tuple[str, str, Text]]:
    """What of the inputs cannot be asked: the input, the variable, and why."""
    names = {column.name for column in table.inputs}
    yield from ((g.name, g.variable, _NO_INPUT) for g in use.given if g.name not in names)
    for at, column in enumerate(table.inputs):
        name = use.asked_with(column.name)
        why = _unasked(draft, task, column, name, taken)
        why = why or _strange(draft, table, at, name)
        if why is not None:
            yield column.name, name, why


def _unasked(draft: Draft, task: Task, column: Input, name: str, taken: set[str]) -> Text | None:
    kind = draft.chart.types.get(name)
    if kind is None:
        return _UNKNOWN
    if kind not in _ASKED[column.type]:
        return _TYPE
    variable = draft.chart.variables.get(name)
    if variable is not None and name in task.by_table - taken:
        return _LATER
    if variable is not None and kind is VariableType.CHOICE and column.allowed is not None:
        allowed = column.allowed
        if not all(matches(allowed, value) for value, _ in variable.choices):
            return _OUTSIDE
    return None


def _strange(draft: Draft, table: DecisionTable, at: int, name: str) -> Text | None:
    """A choice written wrong in a row would send its cases to another row, without a gap."""
    variable = draft.chart.variables.get(name)
    listed = table.inputs[at].allowed is not None
    if listed or variable is None or variable.type is not VariableType.CHOICE:
        return None
    choices = {value for value, _ in variable.choices}
    named = {i.low for row in table.rules for i in row.cells[at].intervals}
    return None if named <= choices else _STRANGE


def _untaken(
    draft: Draft, task: Task, table: DecisionTable, result: Result, taken: set[str]
) -> Text | None:
    at = next((i for i, o in enumerate(table.outputs) if o.name == result.output), None)
    if at is None:
        return _NO_OUTPUT
    variable = draft.chart.variables.get(result.variable)
    if variable is None or variable.writer != task.path or result.variable in taken:
        return _NOT_OURS
    if table.aggregation is Aggregation.COUNT:
        return None if variable.type is VariableType.INTEGER else _TYPE
    return _fits(table, at, table.outputs[at], variable, result)


def _fits(
    table: DecisionTable, at: int, output: Output, variable: Variable, result: Result
) -> Text | None:
    if variable.type not in _TAKES[output.type]:
        whole = variable.type is VariableType.INTEGER and output.type is DataType.NUMBER
        if not whole:
            return _TYPE
    answers = [row.answers[at] for row in table.rules]
    answers += [table.default[at]] if table.default is not None else []
    values: list[Value | None] = [a.value for a in answers]
    if variable.type is VariableType.CHOICE and not set(values) <= {v for v, _ in variable.choices}:
        return _CHOICES
    if output.type in {DataType.NUMBER, DataType.INTEGER} and result.round is None:
        scale = variable.scale or 0
        if any(_loses(v, scale) for v in values):
            return _DIGITS
    return None


def _loses(value: Value | None, scale: int) -> bool:
    """Whether digits of a number would be lost; of a reckoned one they may be."""
    return not isinstance(value, Decimal) or rounded(Fraction(value), scale, None) is None
