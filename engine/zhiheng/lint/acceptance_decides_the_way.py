"""LNT003 acceptance-decides-the-way."""

from collections.abc import Iterator

from zhiheng.bpmn.elements.graph import Graph
from zhiheng.lint.kit.course import course
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import listed, name_of, value_name
from zhiheng.lint.kit.ways import given, next_steps
from zhiheng.model.chart import Chart, Meaning, Outcome, Task
from zhiheng.model.finding import Severity, Text
from zhiheng.model.ids import ElementPath

_OTHERWISE = {Meaning.SUPPLEMENT, Meaning.NON_ACCEPTANCE}


@rule(
    "LNT003",
    "acceptance-decides-the-way",
    Severity.ERROR,
    message=Text(
        "“{task}”的结论是“{accepted}”还是“{other}”，都可能走到{next}；未受理的件会当作受理的办。",
        "Whether '{task}' ends with '{accepted}' or '{other}', {next} may follow; what was not "
        "accepted would be handled as if it were.",
    ),
    cure=Text(
        "在“{task}”之后接排他网关，用这个结论作条件，把两种结论引向不同的环节。",
        "Put an exclusive gateway after '{task}' that turns on this result and leads the two "
        "to different steps.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents an application that was not accepted, or must be supplemented, from going on.

    Law: 许可法 32 (accept, supplement or refuse are three different answers). Error: the case
    would be unlawful.
    """
    graph = course(chart)
    for task in chart.tasks:
        for accepted in task.outcomes:
            if accepted.means is Meaning.ACCEPTANCE:
                yield from _same_way(chart, graph, task, accepted)


def _same_way(chart: Chart, graph: Graph, task: Task, accepted: Outcome) -> Iterator[Hit]:
    for other in task.outcomes:
        if other.means in _OTHERWISE and other.variable == accepted.variable:
            common = _next(graph, task, accepted) & _next(graph, task, other)
            if common:
                yield hit(
                    task.path,
                    *sorted(common),
                    task=name_of(chart, task.path),
                    accepted=_title(chart, accepted),
                    other=_title(chart, other),
                    next=listed(name_of(chart, path) for path in sorted(common)),
                )


def _next(graph: Graph, task: Task, outcome: Outcome) -> set[ElementPath]:
    return next_steps(graph, task.path, given(graph, {outcome.variable: outcome.value}))


def _title(chart: Chart, outcome: Outcome) -> str:
    variable = chart.variables.get(outcome.variable)
    return value_name(variable, outcome.value) if variable else outcome.value
