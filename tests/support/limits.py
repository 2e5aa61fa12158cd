"""Small charts with limits: `timed_chart({"a": 3, "b": None}, "a b", statutory=20)`."""

from collections.abc import Mapping
from dataclasses import replace

from support.nets import drawn
from zhiheng.model.chart import Chart, Meaning, NodeKind, Outcome, Variable, VariableType
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import Limit, LimitKind, LimitUnit, Roll

WD, DAY, HOUR, MONTH = LimitUnit.WORKING_DAY, LimitUnit.DAY, LimitUnit.HOUR, LimitUnit.MONTH
K = NodeKind


def limit(
    n: int | None,
    unit: LimitUnit = WD,
    kind: LimitKind = LimitKind.POST,
    roll: Roll = Roll.NONE,
    variable: str | None = None,
) -> Limit:
    """A limit of a step, or of the case when its kind is not the post's."""
    post = kind is LimitKind.POST
    start, end = ("enter", "leave") if post else ("acceptance", "decision")
    return Limit(kind, n, unit, start, end, roll, variable)


def statutory(n: int, unit: LimitUnit = WD) -> Limit:
    """法定时限."""
    return limit(n, unit, LimitKind.STATUTORY)


def promised(n: int | None, unit: LimitUnit = WD, variable: str | None = None) -> Limit:
    """承诺时限."""
    return limit(n, unit, LimitKind.PROMISED, variable=variable)


def timed_chart(
    kinds: Mapping[str, NodeKind],
    *ways: str,
    posts: Mapping[str, Limit | int | None],
    of_case: tuple[Limit, ...],
) -> Chart:
    """From `s` over the task `in`, which accepts, to the task `out`, which decides, and `e`.

    kinds: the other nodes. posts: the limit of a task, or so many working days; None: no limit.
    """
    ends = {"s": K.START, "in": K.TASK, "out": K.TASK, "e": K.END}
    chart = drawn({**ends, **kinds}, "s in", *ways, "out e")
    nodes = dict(chart.nodes)
    effects = {"in": Meaning.ACCEPTANCE, "out": Meaning.GRANT}
    for path, node in chart.nodes.items():
        if node.task is None:
            continue
        given = posts.get(path, 0 if path in effects else None)
        own = limit(given) if isinstance(given, int) and given else given
        limits = (own,) if isinstance(own, Limit) else ()
        outcomes = (Outcome(f"{path}_r", "y", effects[path]),) if path in effects else ()
        if given == 0:
            limits = (limit(0, of_case[0].unit if of_case else WD),)
        task = replace(node.task, limits=limits, outcomes=outcomes)
        nodes[path] = replace(node, task=task)
    variables = {
        f"{p}_r": Variable(
            f"{p}_r", VariableType.CHOICE, p, ElementPath(p), choices=(("y", "是"), ("n", "否"))
        )
        for p in effects
    }
    return replace(chart, nodes=nodes, limits=of_case, variables=variables)


def changed(chart: Chart, path: str, **values: object) -> Chart:
    """The chart with one task changed."""
    node = chart.nodes[ElementPath(path)]
    assert node.task is not None
    task = replace(node.task, **values)  # type: ignore[arg-type]
    return replace(chart, nodes={**chart.nodes, node.path: replace(node, task=task)})
