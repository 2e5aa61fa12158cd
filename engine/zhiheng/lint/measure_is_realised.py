"""LNT040 measure-is-realised."""

from collections.abc import Iterator

from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import listed, name_of
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text
from zhiheng.model.guards import GATES, GUARDS
from zhiheng.model.risk import Measure
from zhiheng.rules.risk import measures, way_of


@rule(
    "LNT040",
    "measure-is-realised",
    Severity.ERROR,
    message=Text(
        "“{task}”的防控措施“{measure}”没有着落：本环节没有落实它的规则，也没写由文书、条件、环节还是签署人落实。",
        "Nothing discharges the measure '{measure}' of '{task}': no gate of the task keeps it, and "
        "no paper, condition, step or signer is named.",
    ),
    cure=Text(
        "加上能落实它的规则（{gates}），或写 document、holds、step、confirm 之一。",
        "Add a gate that keeps it ({gates}), or write one of document, holds, step and confirm.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents a risk point that is only a badge: a measure that nobody and nothing keeps.

    A guard that the catalogue does not have is left to LNT018. Law: none; 003 L103 (53 points,
    each with its measure) and design.md §8. Error: the task could never be completed.
    """
    for task in chart.tasks:
        for _, _, _, measure in measures(task):
            known = measure.guard is None or measure.guard in GUARDS
            if known and way_of(chart, task, measure) is None:
                yield hit(
                    task.path,
                    task=name_of(chart, task.path),
                    measure=measure.text,
                    gates=_gates(measure),
                )


def _gates(measure: Measure) -> Text:
    guard = GUARDS.get(measure.guard or "")
    if guard is None or not guard.gates:
        return Text("目录中此项没有", "the catalogue has none for it")
    told = [GATES[gate] for gate in guard.gates]
    return Text(listed(t.zh for t in told).zh, listed(t.en for t in told).en)
