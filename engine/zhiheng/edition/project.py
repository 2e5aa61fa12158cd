"""From the running chart to its public edition: a pure projection by allow-list."""

from zhiheng.edition.holders import called
from zhiheng.edition.public_chart import (
    PublicChart,
    PublicFlow,
    PublicLane,
    PublicLimit,
    PublicNode,
    PublicPaper,
    PublicPower,
    PublicRisk,
    PublicStep,
)
from zhiheng.edition.withhold import internal, without
from zhiheng.model.chart import Chart, Lane, Node, Task
from zhiheng.model.limit import ClockEffect, Limit, LimitKind
from zhiheng.model.risk import Risk

SHOWN = (LimitKind.STATUTORY, LimitKind.PROMISED)
_APPLICANT = "applicant"


def public_edition(chart: Chart) -> PublicChart:
    """What the public is shown of the chart; whether it is true to it is asked by proof.py."""
    hidden = internal(chart)
    nodes, flows = without(chart, hidden)
    lanes = {node.lane for node in nodes.values()}
    return PublicChart(
        key=chart.key,
        name=chart.name,
        power=_power(chart),
        nodes=tuple(_node(chart, node) for node in nodes.values()),
        flows=tuple(PublicFlow(f.id, f.source, f.target, f.name, f.default) for f in flows),
        lanes=tuple(PublicLane(x.id, x.name) for x in chart.lanes if x.id in lanes),
        limits=_limits(chart, chart.limits),
        bases=chart.bases,
        guide=chart.guide,
        left_out=sum(chart.nodes[path].task is not None for path in hidden),
    )


def _power(chart: Chart) -> PublicPower:
    power = chart.power
    return PublicPower(
        code=power.code,
        category=power.category,
        office=power.office,
        enquiry_phone=power.enquiry_phone,
        complaint_phone=power.complaint_phone,
        fee=power.fee,
        internal_chart=power.internal_chart,
        officers=power.officers,
    )


def _node(chart: Chart, node: Node) -> PublicNode:
    lane = next((one for one in chart.lanes if one.id == node.lane), None)
    return PublicNode(
        id=node.path,
        kind=node.kind,
        name=node.name,
        lane=node.lane or "",
        parent=node.parent or "",
        trigger=node.trigger,
        attached_to=node.attached_to or "",
        interrupting=node.interrupting,
        code=node.code or "",
        wait=public_limit(chart, node.wait) if node.wait else None,
        step=None if node.task is None else _step(chart, node.task, lane),
    )


def _step(chart: Chart, task: Task, lane: Lane | None) -> PublicStep:
    clock = task.clock
    whose = _outside(task, lane)
    return PublicStep(
        external=task.external or "",
        hands=str(task.sign_off.kind) if task.sign_off else "",
        limits=_limits(chart, task.limits),
        unlimited=task.no_limit or "",
        stops=clock.ground if clock and clock.effect is ClockEffect.STOP else None,
        effects=tuple(dict.fromkeys(outcome.means for outcome in task.outcomes)),
        papers=tuple(
            PublicPaper(d.name, d.direction, d.required) for d in task.documents if not d.secret
        ),
        bases=task.bases,
        risks=tuple(_risk(chart, risk, lane, whose) for risk in task.risks),
    )


def _outside(task: Task, lane: Lane | None) -> str:
    """Whose a step is that no post of the bureau does: another authority's, a hearing host's."""
    if task.external is not None:
        return "" if task.external == _APPLICANT else task.external
    return lane.name if lane is not None and lane.post is None else ""


def _risk(chart: Chart, risk: Risk, lane: Lane | None, whose: str) -> PublicRisk:
    """whose: who answers for it where it names no post."""
    post = called(chart, lane.id if lane else None, risk.post) if risk.post else whose
    return PublicRisk(
        kind=risk.kind,
        manifestation=risk.manifestation,
        inherent=risk.inherent,
        residual=risk.residual,
        post=post or risk.post or "",
        post_id=risk.post or "",
        measures=tuple(measure.text for measure in risk.measures),
    )


def _limits(chart: Chart, limits: tuple[Limit, ...]) -> tuple[PublicLimit, ...]:
    return tuple(public_limit(chart, limit) for limit in limits if limit.kind in SHOWN)


def public_limit(chart: Chart, limit: Limit) -> PublicLimit:
    """A limit as the public reads it."""
    fixed = chart.variables.get(limit.variable or "")
    event = chart.variables.get(limit.event or "")
    extension = limit.extension
    return PublicLimit(
        kind=limit.kind,
        unit=limit.unit,
        start=limit.start,
        end=limit.end,
        n=limit.n,
        said=fixed.title if fixed else "",
        before=event.title if event and limit.backward else "",
        extend=extension.n if extension else 0,
        times=extension.times if extension else 0,
        notice=extension.document if extension else "",
        basis=limit.basis,
    )
