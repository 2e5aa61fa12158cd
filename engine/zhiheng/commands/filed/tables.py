"""Ask the decision tables of a task, once what they are asked with is filled in."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from zhiheng import facts as f
from zhiheng.decisions.answers import Answered, rounded
from zhiheng.decisions.digest import asked_digest, table_digest
from zhiheng.decisions.evaluate import Decided, Unanswered, decide
from zhiheng.errors import BadData, NotReady
from zhiheng.expr import ValueRefused, from_canonical, typed_value
from zhiheng.facts import Scalar
from zhiheng.model.chart import Chart, Task, VariableType
from zhiheng.model.decision_table import DecisionTable, DecisionUse, Result, Value
from zhiheng.rules.conditions import condition_holds


def nobody_fills_in(task: Task, values: Mapping[str, Any]) -> None:
    """Prevents a hand-written answer in place of the table's."""
    by_hand = sorted(task.by_table & values.keys())
    if by_hand:
        raise BadData("filled-by-table", pointer=f"/values/{by_hand[0]}", task=task.path)


def ask_tables(
    chart: Chart, task: Task, visit: int, known: Mapping[str, Scalar]
) -> tuple[dict[str, Scalar], list[f.AnyFact]]:
    """The variables that the tables fill in, and a fact of each answer. Later tables see them."""
    filled: dict[str, Scalar] = {}
    taken: list[f.AnyFact] = []
    for use in task.decisions:
        seen = {**known, **filled}
        if use.when is not None and condition_holds(chart, use.when, seen) is False:
            continue
        table = chart.tables[use.table]
        asked = _asked(chart, table, use, seen)
        decided = _answer(table, asked, task)
        numbers = [row.no for row in decided.rows]
        taken.append(
            f.DecisionTaken(
                task=task.path,
                visit=visit,
                table=table.id,
                digest=table_digest(table),
                asked=asked_digest(asked),
                rows=tuple(numbers),
            )
        )
        for result in use.results:
            at = [o.name for o in table.outputs].index(result.output)
            filled[result.variable] = _taken(chart, result, decided.answers[0][at])
    return filled, taken


def _asked(
    chart: Chart, table: DecisionTable, use: DecisionUse, known: Mapping[str, Scalar]
) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for column in table.inputs:
        name = use.asked_with(column.name)
        if name not in known:
            title = chart.variables[name].title if name in chart.variables else name
            raise BadData(
                "table-input-missing", pointer=f"/values/{name}", table=table.name, title=title
            )
        value = from_canonical(chart.types[name], known[name])
        if isinstance(value, int) and not isinstance(value, bool):
            value = Decimal(value)
        found[column.name] = value
    return found


def _answer(table: DecisionTable, asked: Mapping[str, Value], task: Task) -> Decided:
    try:
        return decide(table, asked)
    except Unanswered as none:
        title = next((i.title for i in table.inputs if i.name == none.column), "")
        raise NotReady(
            "outside-the-table", task=task.path, table=table.name, column=title
        ) from none


def _taken(chart: Chart, result: Result, answer: Answered) -> Scalar:
    """The canonical form of an answer, rounded only as the chart says."""
    variable = chart.variables[result.variable]
    raw: object = answer
    if isinstance(answer, Fraction):
        scale = variable.scale or 0
        number = rounded(answer, scale, result.round)
        whole = number is not None and variable.type is VariableType.INTEGER
        raw = int(number) if whole and number is not None else number
    try:
        return typed_value(variable.type, raw, variable.scale, [v for v, _ in variable.choices])
    except ValueRefused as refused:
        raise BadData(
            "wrong-value",
            pointer=f"/values/{variable.name}",
            title=variable.title,
            why_zh=refused.message.zh,
            why_en=refused.message.en,
        ) from refused
