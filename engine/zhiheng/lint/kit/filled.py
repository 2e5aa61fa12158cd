"""What decision tables fill in as a task is signed: always, or where a condition surely holds."""

from collections.abc import Iterator
from dataclasses import dataclass

from zhiheng.lint.kit.conditions import truth
from zhiheng.model.chart import Task


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
