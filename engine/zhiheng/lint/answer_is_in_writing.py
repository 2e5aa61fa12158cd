"""LNT014 answer-is-in-writing."""

from collections.abc import Iterator

from zhiheng.bpmn.elements.graph import ENDS, Graph
from zhiheng.lint.kit.conditions import truth
from zhiheng.lint.kit.course import course
from zhiheng.lint.kit.roles import PERMIT, is_a
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import name_of, value_name
from zhiheng.lint.kit.ways import after, given, unpassed
from zhiheng.model.chart import Chart, DocumentRule, Meaning, Outcome, Task
from zhiheng.model.finding import Severity, Text

_WRITTEN = {
    Meaning.ACCEPTANCE: "许可法 32-2",
    Meaning.NON_ACCEPTANCE: "许可法 32-2",
    Meaning.REFUSAL: "许可法 38-2",
}
_RECEIPTS = ("回证", "回执")
"""They prove that a paper was handed over; they are not that paper."""


@rule(
    "LNT014",
    "answer-is-in-writing",
    Severity.ERROR,
    message=Text(
        "“{task}”的结论是“{value}”时，没有必备的发出文书；当事人拿不到书面答复（{law}）。",
        "When '{task}' ends with '{value}', no paper to be given out is required; the person gets "
        "no answer in writing ({law}).",
    ),
    cure=Text(
        '加一份 direction="out" required="true" 的文书，when 写这个结论；'
        "不予的，写明理由和复议、诉讼途径。",
        'Add a paper with direction="out" required="true" and this result in `when`; a refusal '
        "states reasons, review and suit.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents a refusal by word of mouth: without a paper there are no reasons and no remedies.

    The paper may be issued by the step itself or by any step that surely follows. Lint sees that
    a paper must exist; what it says, the reviewer sees. Permits only, for whose answers the law
    asks for writing. Law: 许可法 32-2 (accepted or not: in writing, sealed, dated), 38-2 (refused:
    in writing, with reasons and remedies). Error: the answer would be unlawful.
    """
    if not is_a(chart, PERMIT):
        return
    graph = course(chart)
    for task in chart.tasks:
        for outcome in task.outcomes:
            if outcome.means in _WRITTEN and not _written(graph, task, outcome):
                variable = chart.variables.get(outcome.variable)
                yield hit(
                    task.path,
                    task=name_of(chart, task.path),
                    value=value_name(variable, outcome.value) if variable else outcome.value,
                    law=_WRITTEN[outcome.means],
                )


def _written(graph: Graph, task: Task, outcome: Outcome) -> bool:
    """Whether every way from the outcome to an end gives a paper out."""
    known: dict[str, object] = {outcome.variable: outcome.value}
    if _gives(task, known):
        return True
    takes = given(graph, known)
    issuing = {p for p, node in graph.nodes.items() if node.task and _gives(node.task, known)}
    missed = unpassed(graph, after(graph, task.path, takes), issuing | {task.path}, takes)
    return not any(graph.nodes[path].kind in ENDS for path in missed)


def _gives(task: Task, known: dict[str, object]) -> bool:
    return any(_is_answer(paper, known) for paper in task.documents)


def _is_answer(paper: DocumentRule, known: dict[str, object]) -> bool:
    if paper.direction != "out" or not paper.required or any(r in paper.name for r in _RECEIPTS):
        return False
    return paper.when is None or truth(paper.when, known) is True
