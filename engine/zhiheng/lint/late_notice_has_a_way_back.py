"""LNT042 late-notice-has-a-way-back."""

from collections.abc import Iterator

from zhiheng.lint.kit.course import course
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import name_of
from zhiheng.lint.kit.ways import before, next_steps
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text


@rule(
    "LNT042",
    "late-notice-has-a-way-back",
    Severity.ERROR,
    message=Text(
        "“{task}”须在“{event}”之前多少日办结，迟了就不能办结；却没有路退回“{writer}”另定日子，"
        "办件会停在这里。",
        "'{task}' must be done so long before '{event}' and cannot be once it is late; no way "
        "leads back to '{writer}' to set another day, so the case would stop.",
    ),
    cure=Text(
        "在“{task}”上加 zh:return，退回“{writer}”。",
        "Put a zh:return to '{writer}' on '{task}'.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents a case that stops for good because a notice was a day late.

    A way back is a zh:return, or a branch that leads straight to the step that sets the day.
    Law: 许可法 48, 处罚法 64 (notice seven days before a hearing). Error: nothing else would help.
    """
    graph = course(chart)
    for task in chart.tasks:
        returned = {x.to for x in chart.returns if x.task == task.path}
        for limit in task.limits:
            if limit.event is None or not limit.backward:
                continue
            event = chart.variables[limit.event]
            straight = event.writer in next_steps(graph, task.path, lambda _: True)
            if not straight and not returned & before(chart, [event.writer]):
                yield hit(
                    task.path,
                    event.writer,
                    task=name_of(chart, task.path),
                    event=event.title,
                    writer=name_of(chart, event.writer),
                )
