"""What bounds the decision of a task (裁量), and what decision tables will fill in, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from zhiheng.model.chart import Chart, Task
from zhiheng.state.case import CaseState


@dataclass(frozen=True, slots=True)
class BoundView:
    """Bounds of a value, as far as they are known by now; None: not set, or not yet."""

    title: str
    minimum: str | None
    maximum: str | None
    low: str | None
    high: str | None
    noticed: str | None


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


def _bounds(chart: Chart, task: Task, state: CaseState) -> Iterator[BoundView]:
    known = {**state.parameters, **state.variables}

    def value(name: str | None) -> str | None:
        return str(known[name]) if name is not None and name in known else None

    for bound in task.bounds:
        yield BoundView(
            title=chart.variables[bound.variable].title,
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
