"""The report of a risk register: grades, owners, what is missing, and whether the charts agree.

Law: none; the bureau's own measures, part 4 (分级管理): only what is left after measures is graded.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zhiheng.model.chart import Chart
from zhiheng.model.finding import Text
from zhiheng.model.risk import LEVELS, Risk
from zhiheng.model.risk_catalogue import Grade, GradingScheme
from zhiheng.model.risk_register import RiskPoint, RiskRegister


@dataclass(frozen=True, slots=True)
class Fault:
    """point: the id of the risk point that is at fault, or of its chart."""

    point: str
    text: Text


@dataclass(frozen=True, slots=True)
class GradedPoint:
    """A point with its grade, and the posts that manage and watch it; None without a measure.

    alone: manager and supervisor are one post, or the post that the risk is of supervises it.
    """

    point: RiskPoint
    grade: Grade | None
    manager: str | None
    supervisor: str | None
    alone: bool


def graded(register: RiskRegister, scheme: GradingScheme) -> tuple[GradedPoint, ...]:
    """All points. A point without a recorded measure gets no grade, as nothing is left over yet."""
    return tuple(_graded(register, scheme, point) for point in register.points)


def _graded(register: RiskRegister, scheme: GradingScheme, point: RiskPoint) -> GradedPoint:
    grade = scheme.level(point.residual) if point.measures or not scheme.residual else None
    if grade is None:
        return GradedPoint(point, None, None, None, alone=False)
    chief = register.charts[point.chart].chief
    manager = register.leaders.get(grade.direct, chief) if grade.direct else None
    watch = register.leaders.get(grade.supervise, chief) if grade.supervise else None
    alone = watch is not None and watch in (manager, point.post)
    return GradedPoint(point, grade, manager, watch, alone)


def unmeasured(register: RiskRegister) -> Iterator[Fault]:
    """Each point that no measure holds, by its name."""
    for point in register.points:
        if not point.measures:
            said = f"“{point.zh}”没有防控措施，不能评定剩余等级"
            yield Fault(point.id, Text(said, "no measure is recorded, so it has no residual grade"))


def absent(register: RiskRegister, charts: Iterable[str]) -> tuple[str, ...]:
    """The charts of the register that there are not yet."""
    there = frozenset(charts)
    return tuple(name for name in register.charts if name not in there)


def disagreements(
    register: RiskRegister, scheme: GradingScheme, charts: Mapping[str, Chart]
) -> Iterator[Fault]:
    """Where register and charts differ: a mark on one only, a level, a measure not kept."""
    for name in register.charts:
        chart = charts.get(name)
        if chart is None:
            continue
        points = [p for p in register.points if p.chart == name]
        drawn = _drawn(chart)
        told = [(node, code) for p in points for node, codes in p.marks.items() for code in codes]
        for node, code in sorted(drawn.keys() - set(told)):
            text = f"图上“{node}”的 {code} 不在风险库"
            yield Fault(name, Text(text, f"{code} at {node} of the chart is not in the register"))
        for mark in sorted({m for m in told if told.count(m) > 1}):
            text = f"“{mark[0]}”的 {mark[1]} 记在两个风险点"
            yield Fault(name, Text(text, f"{mark[1]} at {mark[0]} stands in two points"))
        for point in points:
            yield from _point(point, scheme, drawn)


def _drawn(chart: Chart) -> dict[tuple[str, str], list[Risk]]:
    """Node and code -> the risks there; what stands in a called chart stands at the call."""
    found: dict[tuple[str, str], list[Risk]] = {}
    for task in chart.tasks:
        node = str(task.path).partition("/")[0]
        for risk in task.risks:
            found.setdefault((node, code_of(risk)), []).append(risk)
    return found


def _point(
    point: RiskPoint, scheme: GradingScheme, drawn: Mapping[tuple[str, str], list[Risk]]
) -> Iterator[Fault]:
    found: list[Risk] = []
    for node, codes in point.marks.items():
        for code in codes:
            shown = drawn.get((node, code))
            if shown is None:
                text = f"风险库记的“{node}”{code} 图上没有"
                yield Fault(point.id, Text(text, f"{code} at {node} is not on the chart"))
            else:
                found += shown
    if not found:
        return
    yield from _level(point, scheme, found)
    kept = {m.guard for risk in found for m in risk.measures}
    for measure in point.measures:
        if measure.guard not in kept:
            text = f"措施“{measure.zh}”的控制 {measure.guard} 图上没有落实"
            said = f"the control {measure.guard} is kept nowhere among its marks"
            yield Fault(point.id, Text(text, said))


def _level(point: RiskPoint, scheme: GradingScheme, found: list[Risk]) -> Iterator[Fault]:
    """A register of three levels is held against the charts, level by level from the gravest."""
    if len(scheme.levels) != len(LEVELS):
        return
    rank = min(LEVELS.index(risk.residual) for risk in found)
    label = scheme.levels[rank].label
    if label != point.residual:
        text = f"风险库评为{point.residual}，图上最高为{label}"
        said = f"graded {scheme.levels[rank].en} on the chart, otherwise in the register"
        yield Fault(point.id, Text(text, said))


def code_of(risk: Risk) -> str:
    """Its code: the id of a risk on a chart is the code, or the code and the node."""
    return risk.id.partition("-")[0]
