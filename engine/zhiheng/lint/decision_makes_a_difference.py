"""LNT004 decision-makes-a-difference."""

from collections.abc import Iterator

from zhiheng.bpmn.elements.graph import Graph, reached
from zhiheng.lint.kit.conditions import names_in
from zhiheng.lint.kit.course import course
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import name_of
from zhiheng.lint.kit.ways import is_split, read_at
from zhiheng.model.chart import Chart, Meaning, Task
from zhiheng.model.finding import Severity, Text


@rule(
    "LNT004",
    "decision-makes-a-difference",
    Severity.WARNING,
    message=Text(
        "“{task}”作出准予或不予的决定，但后面没有分支、也没有文书看这个决定。",
        "'{task}' grants or refuses, but no branch and no paper afterwards turns on that.",
    ),
    cure=Text(
        "用这个决定作后面网关的条件，或作文书 when 的条件。",
        "Use the decision in the condition of a gateway that follows, or in the `when` of a paper.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents a decision that changes nothing: the granted and the refused are treated alike.

    Law: 许可法 38 (a permit for the one, reasons and remedies for the other). Warning: the steps
    may be the same, as in service of both kinds of letter.
    """
    graph = course(chart)
    for task in chart.tasks:
        means = {o.means: o.variable for o in task.outcomes}
        if {Meaning.GRANT, Meaning.REFUSAL} <= means.keys():
            variables = {means[Meaning.GRANT], means[Meaning.REFUSAL]}
            if not variables & _asked_from(graph, task):
                yield hit(task.path, task=name_of(chart, task.path))


def _asked_from(graph: Graph, task: Task) -> set[str]:
    """The variables asked for on the task and anywhere after it."""
    asked: set[str] = set()
    for path in reached(graph.onward, (task.path,)):
        if is_split(graph, path):
            asked |= read_at(graph, path)
        step = graph.nodes[path].task
        asked |= {
            name for paper in (step.documents if step else ()) for name in names_in(paper.when)
        }
    return asked
