"""LNT029 demolition-is-announced."""

from collections.abc import Iterator

from zhiheng.lint.kit.course import course
from zhiheng.lint.kit.roles import COERCION, announces, demolishes, is_a, paths, tasks
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import name_of
from zhiheng.lint.kit.ways import starts, unpassed
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text


@rule(
    "LNT029",
    "demolition-is-announced",
    Severity.WARNING,
    message=Text(
        "有一条路不经过公告就走到“{task}”；强制拆除前应当公告，限期自行拆除（强制法 44）。",
        "Some way leads to '{task}' without a public notice; before demolition it is announced, "
        "with time to do it oneself (强制法 44).",
    ),
    cure=Text(
        "在拆除之前放一个公告环节，名称里写明“公告”；复议、诉讼期满且不起诉、不复议，才可拆除。",
        "Put a step of public notice, with 公告 in its name, before it; demolition waits until the "
        "time for review and suit has run out unused.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents the demolition of a building that was not announced.

    Law: 强制法 44. Warning: which body announces, and when, is a local matter and disputed under
    规划法 68, and the steps are told by their names.
    """
    if not is_a(chart, COERCION):
        return
    missed = unpassed(course(chart), starts(chart), paths(tasks(chart, announces)))
    for task in tasks(chart, demolishes):
        if task.path in missed:
            yield hit(task.path, task=name_of(chart, task.path))
