"""The risk register (风险库) as a report over the charts in force."""

from dataclasses import dataclass

from sqlalchemy import Connection

from zhiheng.errors import Forbidden
from zhiheng.model.caller import Caller, Role
from zhiheng.model.chart import Chart
from zhiheng.model.risk_catalogue import RiskCatalogue
from zhiheng.model.risk_register import PostRisks, RegisterMeasure, RiskRegister
from zhiheng.rules.risk_register import (
    Fault,
    GradedPoint,
    absent,
    disagreements,
    graded,
    unmeasured,
)
from zhiheng.runtime import Runtime

_READERS = frozenset({Role.OFFICER, Role.SUPERVISOR, Role.AUDIT, Role.SYSTEM})


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a chart shows the risk. zh: the code in words. name: of the step, where it is there."""

    node: str
    code: str
    zh: str
    name: str


@dataclass(frozen=True, slots=True)
class PointView:
    """A risk point in the words of the bureau. grade: none without a measure."""

    id: str
    chart: str
    chart_name: str
    family: str
    post: str
    kind: str
    risk: str
    source: str
    marks: tuple[Mark, ...]
    measures: tuple[RegisterMeasure, ...]
    grade: str | None
    colour: str | None
    manager: str | None
    supervisor: str | None
    alone: bool


@dataclass(frozen=True, slots=True)
class RegisterReport:
    """ok: no fault, and every chart there. missing: charts of the register not in force."""

    agency: str
    scheme: str
    note: str
    ok: bool
    faults: tuple[Fault, ...]
    missing: tuple[str, ...]
    points: tuple[PointView, ...]
    posts: tuple[PostRisks, ...]


def may_read_register(caller: Caller) -> None:
    """Officers, supervisors and auditors do. Raises Forbidden."""
    if caller.role not in _READERS:
        raise Forbidden("role-may-not", role=caller.role.value, verb="risks")


def charts_in_force(rt: Runtime, connection: Connection, caller: Caller) -> dict[str, Chart]:
    """The charts that a case can be started on, by key."""
    state = rt.agency(connection, caller.agency).state
    last = {key: versions[-1] for key, versions in state.charts.items()}
    return {
        key: rt.chart(connection, state.id, version.digest).chart
        for key, version in last.items()
        if version.command is None
    }


def report(
    register: RiskRegister,
    catalogue: RiskCatalogue,
    charts: dict[str, Chart],
    posts: dict[str, str],
) -> RegisterReport:
    """The report. posts: post -> its name."""
    scheme = catalogue.scheme(register.scheme)
    words = {code: item.title.zh for code, item in catalogue.codes.items()}
    words |= {code: own.zh for code, own in register.codes.items()}
    faults = (*unmeasured(register), *disagreements(register, scheme, charts))
    missing = absent(register, charts)
    return RegisterReport(
        agency=register.agency,
        scheme=register.scheme,
        note=register.note,
        ok=not faults and not missing,
        faults=faults,
        missing=missing,
        points=tuple(_view(register, g, words, posts, charts) for g in graded(register, scheme)),
        posts=register.posts,
    )


def _view(
    register: RiskRegister,
    found: GradedPoint,
    words: dict[str, str],
    posts: dict[str, str],
    charts: dict[str, Chart],
) -> PointView:
    point, grade = found.point, found.grade
    chart = register.charts[point.chart]
    drawn = charts.get(point.chart)
    names = {str(k): node.name for k, node in drawn.nodes.items()} if drawn else {}
    marks = ((node, code) for node, codes in point.marks.items() for code in codes)
    named = {p: posts.get(p, p) for p in (found.manager, found.supervisor) if p is not None}
    return PointView(
        id=point.id,
        chart=chart.id,
        chart_name=chart.zh,
        family=chart.family,
        post=posts.get(point.post, point.post),
        kind=point.kind,
        risk=point.zh,
        source=point.source,
        marks=tuple(Mark(node, code, words[code], names.get(node) or node) for node, code in marks),
        measures=point.measures,
        grade=grade.label if grade else None,
        colour=grade.colour if grade else None,
        manager=named.get(found.manager or ""),
        supervisor=named.get(found.supervisor or ""),
        alone=found.alone,
    )
