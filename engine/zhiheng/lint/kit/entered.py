"""What a task asks for as soon as it opens, before anything is written in it."""

from collections.abc import Iterator

from zhiheng.lint.kit.conditions import names_in
from zhiheng.model.chart import Task


def asked_on_entry(task: Task) -> Iterator[frozenset[str]]:
    """The variables of each: when the law requires it, what is urgent, the day counted from.

    What counts from a day must know it: a hearing is not notified before it is fixed.
    """
    clock = task.clock
    for asked in (clock.when if clock else None, *(x.unless for x in task.forbids)):
        yield names_in(asked)
    yield frozenset(x.event for x in task.limits if x.event is not None)
