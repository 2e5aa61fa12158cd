"""Whether each condition can be read, and compares what is declared."""

from collections.abc import Iterator

from zhiheng.bpmn.draft import Draft
from zhiheng.bpmn.findings import finding
from zhiheng.bpmn.wording import MAX_TEXT
from zhiheng.expr import ExpressionError, compile_condition
from zhiheng.model.finding import Finding, Text


def check_conditions(draft: Draft) -> Iterator[Finding]:
    """Findings on the conditions of flows and of papers."""
    types = {name: variable.type for name, variable in draft.chart.variables.items()}
    for owner, source in _conditions(draft):
        if len(source) > MAX_TEXT:
            fault, column = Text(f"超过 {MAX_TEXT} 字符", f"over {MAX_TEXT} characters"), MAX_TEXT
        else:
            try:
                compile_condition(source, types)
            except ExpressionError as error:
                fault, column = error.message, error.column
            else:
                continue
        yield finding(
            "BPM040",
            (owner,),
            draft.line(owner),
            owner=owner,
            column=column + 1,
            fault_zh=fault.zh,
            fault_en=fault.en,
        )


def _conditions(draft: Draft) -> Iterator[tuple[str, str]]:
    """Each condition with the flow or task that it belongs to."""
    for flow in draft.chart.flows:
        if flow.condition:
            yield flow.id, flow.condition
    for task in draft.chart.tasks:
        yield from ((task.path, paper.when) for paper in task.documents if paper.when is not None)
