"""LNT028 coercion-follows-demand."""

from collections.abc import Iterator

from zhiheng.lint.kit.course import course
from zhiheng.lint.kit.roles import COERCION, demands, enforces, is_a, paths, tasks
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import name_of
from zhiheng.lint.kit.ways import starts, unpassed
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text


@rule(
    "LNT028",
    "coercion-follows-demand",
    Severity.ERROR,
    message=Text(
        "有一条路不经过催告就走到“{task}”；强制执行前应当先催告（强制法 35、54）。",
        "Some way leads to '{task}' without a demand to perform; enforcement comes after one "
        "(强制法 35, 54).",
    ),
    cure=Text(
        "在每一条通向强制执行的路上放一个催告环节，名称里写明“催告”。",
        "Put a step of demand, with 催告 in its name, on every way to the enforcement.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents enforcement on people who were not told to perform, and given time, once more.

    Steps are told by their names; immediate clearing (立即, 强制法 52) needs no demand. Law:
    强制法 35, 37 (written demand, then decision), 54 (also before going to the court). Error: the
    enforcement would be unlawful.
    """
    if not is_a(chart, COERCION):
        return
    missed = unpassed(course(chart), starts(chart), paths(tasks(chart, demands)))
    for task in tasks(chart, enforces):
        if task.path in missed:
            yield hit(task.path, task=name_of(chart, task.path))
