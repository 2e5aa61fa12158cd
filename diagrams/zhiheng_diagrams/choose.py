"""What a picture of findings shows: which chart, and which finding where only one can be shown."""

from collections.abc import Iterable

from zhiheng.bpmn.importer import import_chart
from zhiheng.check import BLOCKING, Checked
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Finding


def drawable(xml: bytes, checked: Checked, process: str | None = None) -> Chart | None:
    """The chart that was checked; where it may not run, as it is imported for analysis.

    None where the file holds no flow that could be drawn.
    """
    return checked.chart if checked.chart is not None else import_chart(xml, process).chart


def choose(findings: Iterable[Finding], rule: str | None = None) -> Finding | None:
    """The gravest with a way to show, else the gravest with a place; of one rule, if given.

    None where nothing was found, or nothing of that rule.
    """
    fit = [one for one in findings if rule in {None, one.rule}]
    return min(fit, key=_rank, default=None)


def _rank(one: Finding) -> tuple[bool, bool, bool]:
    return (one.severity not in BLOCKING, not one.trace, not one.elements)
