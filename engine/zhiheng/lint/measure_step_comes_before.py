"""LNT041 measure-step-comes-before."""

from collections.abc import Iterator

from zhiheng.lint.kit.course import course
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import name_of
from zhiheng.lint.kit.ways import starts, unpassed
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text
from zhiheng.rules.risk import measures


@rule(
    "LNT041",
    "measure-step-comes-before",
    Severity.ERROR,
    message=Text(
        "“{task}”的防控措施“{measure}”要先办完“{step}”，但有的路不经过它就到了“{task}”，会停在那里。",
        "The measure '{measure}' of '{task}' needs '{step}' to be done before, but some way comes "
        "there without it and would stop.",
    ),
    cure=Text(
        "让“{step}”在“{task}”之前必经；只在有的情形下要求的，用 when 写明。",
        "Let '{step}' come before '{task}' on every way; where it is called for only in some "
        "cases, say so with `when`.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents a case that stops for good at a risk point whose earlier step was never on its way.

    A measure with `when` is left out: which ways its condition leaves is not judged here.
    Law: none; 001-1 L151 (不能放弃). Error: the task could not be completed.
    """
    graph = course(chart)
    for task in chart.tasks:
        for _, _, _, measure in measures(task):
            if measure.step is None or measure.when is not None:
                continue
            if task.path in unpassed(graph, starts(chart), [measure.step]):
                yield hit(
                    task.path,
                    measure.step,
                    task=name_of(chart, task.path),
                    measure=measure.text,
                    step=name_of(chart, measure.step),
                )
