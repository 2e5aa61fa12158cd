"""LNT025 penalty-decision-follows-notice."""

from collections.abc import Iterator

from zhiheng.lint.kit.course import course
from zhiheng.lint.kit.roles import PENALTY, gives_notice, is_a, paths, penalises, tasks
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import name_of
from zhiheng.lint.kit.ways import starts, unpassed
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text


@rule(
    "LNT025",
    "penalty-decision-follows-notice",
    Severity.ERROR,
    message=Text(
        "有一条路不经过告知就走到“{task}”；没有告知，不得作出处罚决定（处罚法 44、62）。",
        "Some way leads to '{task}' without a step of notice; no penalty may be decided without "
        "it (处罚法 44, 62).",
    ),
    cure=Text(
        "在每一条通向决定的路上放一个告知环节，名称里写明“告知”。",
        "Put a step of notice, with 告知 in its name, on every way to the decision.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents a penalty that the person concerned hears of only when it is decided.

    Notice and decision are told by their names; notices of filing, acceptance or results do not
    count. Law: 处罚法 44 (tell facts, reasons, basis and rights before), 62 (else no decision),
    45, 63. Error: the penalty would be unlawful, and void where it is grave (38-2).
    """
    if not is_a(chart, PENALTY):
        return
    missed = unpassed(course(chart), starts(chart), paths(tasks(chart, gives_notice)))
    for task in tasks(chart, penalises):
        if task.path in missed:
            yield hit(task.path, task=name_of(chart, task.path))
