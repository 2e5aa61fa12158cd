"""LNT015 names-are-unique."""

from collections import defaultdict
from collections.abc import Iterator

from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text


@rule(
    "LNT015",
    "names-are-unique",
    Severity.WARNING,
    message=Text(
        "有 {count} 个{kind}都叫“{name}”，提示和统计里分不清是哪一个。",
        "{count} {kind} are all called '{name}', so notices and figures cannot tell them apart.",
    ),
    cure=Text("改成各不相同的名称。", "Give each a name of its own."),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents two steps that people cannot tell apart: messages and the public chart use names.

    Law: 许可法 30, 处罚法 39 (the procedure is published so that people can follow it). Warning:
    the engine goes by ids.
    """
    tasks = [(task.name, str(task.path)) for task in chart.tasks]
    lanes = [(lane.name, lane.id) for lane in chart.lanes]
    for kind, named in ((Text("环节", "steps"), tasks), (Text("泳道", "lanes"), lanes)):
        by_name: defaultdict[str, list[str]] = defaultdict(list)
        for name, element in named:
            by_name[name].append(element)
        for name, elements in by_name.items():
            if len(elements) > 1:
                yield hit(*elements, kind=kind, name=name, count=str(len(elements)))
