"""What a chart says, in one line a step, to be held against the table that it is from."""

from collections.abc import Iterator

from zhiheng.model.chart import Chart, NodeKind, Task
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import Limit

_UNITS = {"working-day": "wd", "day": "nd", "hour": "h", "month": "m"}


def lines(chart: Chart) -> Iterator[str]:
    """Number, name; who; limits; ways out; not same as; risks with their level."""
    for task in chart.tasks:
        parts = (_who(task), _limits(task), _ways(chart, task), _apart(chart, task), _risks(task))
        yield " | ".join((f"{_no(task.path)} {task.name}", *parts))


def _no(path: ElementPath) -> str:
    return str(path).removeprefix("step_")


def _who(task: Task) -> str:
    hands = task.sign_off
    told = [
        f"ext {task.external}" if task.external else "",
        str(task.qualification or ""),
        f"checked by {task.crosscheck}" if task.crosscheck else "",
        " ".join(filter(None, (hands.kind, hands.from_section, hands.second))) if hands else "",
    ]
    return ", ".join(filter(None, told)) or "-"


def _limits(task: Task) -> str:
    return ", ".join(map(_limit, task.limits)) or "-"


def _limit(limit: Limit) -> str:
    more = f" +{limit.extension.n} {limit.extension.approver}" if limit.extension else ""
    return f"{limit.n} {_UNITS[limit.unit]} {limit.kind.value}{more}"


def _ways(chart: Chart, task: Task) -> str:
    (out,) = [f for f in chart.flows if f.source == task.path]
    if chart.nodes[out.target].kind is not NodeKind.EXCLUSIVE:
        return f"> {_to(chart, out.target)}"
    found = [f for f in chart.flows if f.source == out.target]
    return "; ".join(f"{f.name} > {_to(chart, f.target)}{' !' * f.default}" for f in found)


def _to(chart: Chart, target: ElementPath) -> str:
    node = chart.nodes[target]
    return _no(target) if node.task is not None else f"[{node.name}]"


def _apart(chart: Chart, task: Task) -> str:
    other = {x for s in chart.separations for x in _others(s.a, s.b, task.path)}
    return ", ".join(sorted(map(_no, other), key=lambda n: (int(n.rstrip("abc")), n))) or "-"


def _others(
    a: frozenset[ElementPath], b: frozenset[ElementPath], path: ElementPath
) -> frozenset[ElementPath]:
    return b if path in a else a if path in b else frozenset()


def _risks(task: Task) -> str:
    codes = " ".join(r.id.partition("-")[0] for r in task.risks)
    return f"{codes} {task.risks[0].inherent}" if task.risks else "-"
