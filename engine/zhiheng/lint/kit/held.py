"""What holds a high risk: somebody else's hand."""

from collections.abc import Iterable

from zhiheng.lint.kit.guards import COLLECTIVE
from zhiheng.model.chart import Chart, Task
from zhiheng.model.risk import Risk


def high_risks(task: Task) -> tuple[Risk, ...]:
    """The risks of the task that are high before any measure."""
    return tuple(risk for risk in task.risks if risk.inherent == "high")


def gated(chart: Chart, task: Task) -> bool:
    """Whether the engine keeps a second person on it: by separation, two hands or a check."""
    several = task.sign_off is not None or task.crosscheck is not None
    return several or any(s.hard and s.side(task.path) for s in chart.separations)


def held_by_meeting(risks: Iterable[Risk]) -> bool:
    """Whether a measure of these risks is a meeting."""
    return any(m.guard in COLLECTIVE for risk in risks for m in risk.measures)
