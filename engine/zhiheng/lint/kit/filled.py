"""Who writes a variable, and what decision tables fill in as a task is signed.

That is always, or where a condition surely holds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zhiheng.lint.kit.conditions import truth
from zhiheng.model.chart import Chart, Task, Variable
from zhiheng.model.ids import ElementPath


@dataclass(frozen=True, slots=True)
class Filled:
    """The variables, and when they are filled in; None: always."""

    variables: frozenset[str]
    when: str | None

    def sure(self, name: str, value: object) -> bool:
        """Whether they are filled in for that value of one variable, whatever the others are."""
        if self.when is None or value is None:
            return self.when is None
        return truth(self.when, {name: value}) is True


def filled(task: Task) -> Iterator[Filled]:
    """By each table of the task."""
    for use in task.decisions:
        yield Filled(frozenset(r.variable for r in use.results), use.when)


def by_writer(chart: Chart) -> Mapping[ElementPath, tuple[Variable, ...]]:
    """The variables by the task that writes them."""
    found: dict[ElementPath, list[Variable]] = {}
    for variable in chart.variables.values():
        found.setdefault(variable.writer, []).append(variable)
    return {path: tuple(variables) for path, variables in found.items()}
