"""What bounds the decision of a task (裁量), and what decision tables answer, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from zhiheng import facts as f
from zhiheng.model.chart import Chart, Task
from zhiheng.state.case import CaseState


@dataclass(frozen=True, slots=True)
class BoundView:
    """Bounds of a value, as far as they are known by now; None: not set, or not yet.

    noticed_kind: the title of the kind that was told, where a choice is bounded.
    """

    title: str
    minimum: str | None
    maximum: str | None
    low: str | None
    high: str | None
    noticed: str | None
    noticed_kind: str | None = None


@dataclass(frozen=True, slots=True)
class TableView:
    """A table that will be asked, and the titles of what it fills in."""

    id: str
    name: str
    fills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DiscretionView:
    """All of them; of a task without any, nothing."""

    bounds: tuple[BoundView, ...]
    tables: tuple[TableView, ...]


def discretion_view(chart: Chart, task: Task, state: CaseState) -> DiscretionView:
    """Before the task is signed."""
    return DiscretionView(tuple(_bounds(chart, task, state)), tuple(_tables(chart, task)))


_STANDING = {
    "off-benchmark": "在裁量基准以外，写明理由，经集体讨论",
    "below-minimum": "低于法定下限，有减轻情形，经集体讨论",
}


def told(chart: Chart, fact: f.AnyFact) -> str | None:
    """What the course of a case says of a table that was asked, and of a value off the benchmark.

    The chart is that of the case now; a table that is not in it any more is told by its id.
    """
    if isinstance(fact, f.DecisionTaken):
        table = chart.tables.get(fact.table)
        rows = "、".join(map(str, fact.rows))
        where = f"第{rows}行" if rows else "没有行命中，取默认值"
        return f"决策表“{table.name if table else fact.table}”：{where}"
    if isinstance(fact, f.BoundKept) and fact.standing in _STANDING:
        variable = chart.variables.get(fact.variable)
        return f"{variable.title if variable else fact.variable}{_STANDING[fact.standing]}"
    return None


def _bounds(chart: Chart, task: Task, state: CaseState) -> Iterator[BoundView]:
    known = {**state.parameters, **state.variables}

    def value(name: str | None) -> str | None:
        return str(known[name]) if name is not None and name in known else None

    for bound in task.bounds:
        variable = chart.variables[bound.variable]
        if bound.kinds:
            kind = dict(variable.choices).get(value(bound.noticed) or "")
            yield BoundView(variable.title, None, None, None, None, None, kind)
            continue
        yield BoundView(
            title=variable.title,
            minimum=value(bound.minimum),
            maximum=value(bound.maximum),
            low=value(bound.low),
            high=value(bound.high),
            noticed=value(bound.noticed),
        )


def _tables(chart: Chart, task: Task) -> Iterator[TableView]:
    for use in task.decisions:
        titles = tuple(chart.variables[r.variable].title for r in use.results)
        yield TableView(use.table, chart.tables[use.table].name, titles)
