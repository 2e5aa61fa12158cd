"""LNT030 hearing-request-has-five-days."""

from collections.abc import Iterator

from zhiheng.lint.kit.roles import PENALTY, hosts_hearing, is_a
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import name_of
from zhiheng.model.chart import Chart, Task
from zhiheng.model.finding import Severity, Text
from zhiheng.model.limit import LimitKind, LimitUnit

_DAYS = 5
_OLD = ("三日", "3日", "三个工作日", "3个工作日")
_SHORTER = (LimitUnit.DAY, LimitUnit.WORKING_DAY)


@rule(
    "LNT030",
    "hearing-request-has-five-days",
    Severity.WARNING,
    message=Text(
        "“{task}”给当事人要求听证的时间少于五个工作日；2021 年修订的处罚法 64(1) 是五日。",
        "'{task}' gives less than five working days to ask for a hearing; since 2021 处罚法 64(1) "
        "gives five.",
    ),
    cure=Text(
        "改为五个工作日（处罚法 64(1)、85）；只为查阅旧案而画的图，保留原样并写明旧法的版本。",
        "Make it five working days (处罚法 64(1), 85); a chart drawn for old cases only stays as "
        "it is and names the old version of the law.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents an old chart from cutting short the right to a hearing: it was three days till 2021.

    Looks at a statutory limit, or one of the person concerned, on a step that tells of or asks for
    a hearing. Law: 处罚法 64(1), 85. Warning: the chart is flagged, not changed, and may still be
    modelled under its old law.
    """
    if not is_a(chart, PENALTY):
        return
    for task in chart.tasks:
        if "听证" in task.name and not hosts_hearing(task) and _too_short(task):
            yield hit(task.path, task=name_of(chart, task.path))


def _too_short(task: Task) -> bool:
    forward = [x for x in task.limits if not x.backward]
    limits = [x for x in forward if x.kind is LimitKind.STATUTORY or task.external]
    short = any(x.n is not None and x.n < _DAYS and x.unit in _SHORTER for x in limits)
    return short or any(words in task.name for words in _OLD)
