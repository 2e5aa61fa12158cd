"""Whether each measure (防控措施) of a risk names one thing, which is there, to discharge it."""

from collections.abc import Iterator

from zhiheng.bpmn.elements.draft import Draft
from zhiheng.model.chart import Task
from zhiheng.model.finding import Finding
from zhiheng.model.risk import Measure


def check_measures(draft: Draft) -> Iterator[Finding]:
    """Findings on the measures of all risks. Their conditions are checked with the others."""
    for task in draft.chart.tasks:
        for measure in (m for risk in task.risks for m in risk.measures):
            yield from _measure(draft, task, measure)


def _measure(draft: Draft, task: Task, measure: Measure) -> Iterator[Finding]:
    about = {"task": task.path, "measure": measure.text}
    named = (measure.document, measure.holds, measure.step, measure.confirm or None)
    if sum(name is not None for name in named) > 1:
        yield draft.at("BPM120", task.path, **about)
    papers = {paper.name for paper in task.documents}
    if measure.document is not None and measure.document not in papers:
        yield draft.at("BPM121", task.path, **about, document=measure.document)
    if measure.step is not None:
        node = draft.chart.nodes.get(measure.step)
        if node is None or node.task is None or measure.step == task.path:
            yield draft.at("BPM122", task.path, **about, step=measure.step)
