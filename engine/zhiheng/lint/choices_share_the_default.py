"""LNT005 choices-share-the-default."""

from collections.abc import Iterator

from zhiheng.bpmn.elements.graph import Graph
from zhiheng.lint.kit.conditions import truth, values_of
from zhiheng.lint.kit.course import course
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import flow_name, listed, name_of, returns_at, value_name
from zhiheng.lint.kit.ways import conditions, given, next_steps, read_at, splits
from zhiheng.model.chart import Chart, Node, Variable
from zhiheng.model.finding import Severity, Text


@rule(
    "LNT005",
    "choices-share-the-default",
    Severity.WARNING,
    message=Text(
        "网关“{gateway}”没有一条分支提到“{variable}”的{values}；它们一声不响都走默认分支{flow}。",
        "No branch of '{gateway}' mentions {values} of '{variable}'; all of them fall without a "
        "word into the default {flow}.",
    ),
    cure=Text(
        "给这些选项各写一条分支；默认分支只留给其中一个。",
        "Give each of them a branch; leave the default to one of them only.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents a choice that somebody added later from going, unseen, the way of another one.

    A default that leads to a further gateway, or on from a zh:return, is no such thing.
    One choice without a branch is what a default is for; two are a sign that one was forgotten.
    Law: 处罚法 57 (each result of the enquiry has its own decision). Warning: it may be meant.
    """
    graph = course(chart)
    for gateway in splits(graph):
        for name in sorted(read_at(graph, gateway.path) & chart.variables.keys()):
            variable = chart.variables[name]
            values = _in_one_stream(graph, gateway, variable)
            if len(values) > 1 and not any(returns_at(chart, gateway.path)):
                default = next((f for f in graph.leaving[gateway.path] if f.default), None)
                yield hit(
                    gateway.path,
                    gateway=name_of(chart, gateway.path),
                    variable=variable.title,
                    values=listed(value_name(variable, v) for v in values),
                    flow=flow_name(chart, default) if default else Text("", ""),
                )


def _in_one_stream(graph: Graph, gateway: Node, variable: Variable) -> list[object]:
    """The unmentioned values that come to a same step, by way of further gateways or none."""
    steps = {
        value: next_steps(graph, gateway.path, given(graph, {variable.name: value}))
        for value in values_of(variable)
        if _unmentioned(graph, gateway, variable, value)
    }
    return [
        one
        for one, mine in steps.items()
        if any(mine & theirs for other, theirs in steps.items() if other != one)
    ]


def _unmentioned(graph: Graph, gateway: Node, variable: Variable, value: object) -> bool:
    sources = conditions(graph.leaving[gateway.path])
    return all(truth(source, {variable.name: value}) is False for source in sources)
