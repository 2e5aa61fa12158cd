"""Whether each condition can be read, and compares what is declared."""

from collections.abc import Iterator, Mapping

from zhiheng.bpmn.elements.draft import Draft
from zhiheng.bpmn.telling.findings import finding
from zhiheng.expr import ExpressionError, compile_condition
from zhiheng.model.chart import Task, VariableType
from zhiheng.model.finding import Finding

MAX_CONDITIONS = 200_000
"""Characters of all conditions of a chart together: some 1,500,000 are read in a second."""


def check_conditions(draft: Draft) -> Iterator[Finding]:
    """Findings on the conditions of flows, papers, measures, amounts, clocks and commands."""
    types = draft.chart.types
    conditions = tuple(_conditions(draft))
    if sum(len(source) for _, source in conditions) > MAX_CONDITIONS:
        yield finding(
            "BPM044", (draft.chart.key,), draft.line(draft.chart.key), limit=MAX_CONDITIONS
        )
        return
    for owner, source in conditions:
        if (error := _fault(source, types)) is not None:
            yield finding(
                "BPM040",
                (owner,),
                draft.line(owner),
                owner=owner,
                column=error.column + 1,
                fault_zh=error.message.zh,
                fault_en=error.message.en,
            )


def _fault(source: str, types: Mapping[str, VariableType]) -> ExpressionError | None:
    try:
        compile_condition(source, types)
    except ExpressionError as error:
        return error
    return None


def _conditions(draft: Draft) -> Iterator[tuple[str, str]]:
    """Each condition with the flow or task that it belongs to."""
    for flow in draft.chart.flows:
        if flow.condition:
            yield flow.id, flow.condition
    for task in draft.chart.tasks:
        yield from ((task.path, paper.when) for paper in task.documents if paper.when is not None)
        if task.amount is not None and task.amount.when is not None:
            yield task.path, task.amount.when
        if task.command is not None:
            yield task.path, task.command.when
        if task.clock is not None and task.clock.when is not None:
            yield task.path, task.clock.when
        yield from ((task.path, source) for source in _of_tables(task))
        yield from ((task.path, x.unless) for x in task.forbids if x.unless is not None)
        for measure in (m for risk in task.risks for m in risk.measures):
            sources = (measure.when, measure.holds)
            yield from ((task.path, source) for source in sources if source is not None)


def _of_tables(task: Task) -> Iterator[str]:
    """Those of decision tables, bounds and a surcharge."""
    sources = [use.when for use in task.decisions]
    sources += [source for b in task.bounds for source in (b.ground, b.when)]
    if task.surcharge is not None:
        sources += [task.surcharge.announced, task.surcharge.when]
    yield from (source for source in sources if source is not None)
