"""How messages name things: by the name that stands in the chart, never longer than a line."""

from collections.abc import Iterable, Iterator

from zhiheng.model.chart import Chart, Flow, Return, Variable
from zhiheng.model.finding import Text
from zhiheng.model.finding_text import short
from zhiheng.model.ids import ElementPath

_MOST = 12
"""Names in one list."""


def name_of(chart: Chart, path: str) -> str:
    """The name of an element; else that of the task it was drawn for, or its id."""
    node = chart.nodes.get(ElementPath(path))
    if node is None or node.name:
        return short(node.name if node else path)
    return next((f"{name_of(chart, r.task)}（退回）" for r in returns_at(chart, path)), short(path))


def returns_at(chart: Chart, gateway: str) -> Iterator[Return]:
    """The returns whose gateway it is: one that the reader drew behind a task."""
    behind = {flow.source: flow.target for flow in chart.flows} if chart.returns else {}
    return (r for r in chart.returns if behind.get(r.task) == gateway)


def flow_name(chart: Chart, flow: Flow) -> Text:
    """The name of a flow; where it has none, from where to where it leads."""
    if flow.name:
        return Text(f"“{short(flow.name)}”", f"'{short(flow.name)}'")
    source, target = name_of(chart, flow.source), name_of(chart, flow.target)
    return Text(f"“{source}”到“{target}”", f"'{source}' to '{target}'")


def value_name(variable: Variable, value: object) -> str:
    """The title of a value of a variable."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return short(dict(variable.choices).get(str(value), value))


def listed(names: Iterable[str]) -> Text:
    """Names in quotation marks, one after the other, each once."""
    each = list(dict.fromkeys(map(short, names)))
    more = len(each) > _MOST
    zh = "、".join(f"“{n}”" for n in each[:_MOST])
    en = ", ".join(f"'{n}'" for n in each[:_MOST])
    return Text(f"{zh}等", f"{en} and others") if more else Text(zh, en)
