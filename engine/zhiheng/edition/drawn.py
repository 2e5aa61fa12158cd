"""The edition as a chart again, so that pictures and proofs see it and nothing beside it.

Its digest is that of the edition. Flows have no conditions, steps no forms, posts no holders.
"""

from collections.abc import Iterable, Iterator

from zhiheng.edition.public_chart import PublicChart, PublicLimit, PublicNode, PublicRisk
from zhiheng.edition.written import edition_digest
from zhiheng.model.chart import (
    Chart,
    DocumentRule,
    Flow,
    Lane,
    Node,
    Outcome,
    Task,
    Variable,
    VariableType,
)
from zhiheng.model.ids import ElementPath, PostId
from zhiheng.model.limit import ClockEffect, ClockRule, Direction, Extension, Limit
from zhiheng.model.power import Power
from zhiheng.model.risk import Measure, Risk
from zhiheng.model.sign_off import SignOff

_NOWHERE = ElementPath("")
_DAY_OF = "day:"


def drawn(edition: PublicChart) -> Chart:
    """A chart with what the edition says."""
    return Chart(
        key=edition.key,
        name=edition.name,
        digest=edition_digest(edition),
        power=_power(edition),
        nodes={ElementPath(n.id): _node(n) for n in edition.nodes},
        flows=tuple(
            Flow(f.id, ElementPath(f.source), ElementPath(f.target), f.name, default=f.default)
            for f in edition.flows
        ),
        lanes=tuple(Lane(lane.id, lane.name) for lane in edition.lanes),
        variables={v.name: v for v in _variables(all_limits(edition))},
        separations=(),
        limits=tuple(map(_limit, edition.limits)),
        bases=edition.bases,
        guide=edition.guide,
    )


def all_limits(edition: PublicChart) -> Iterator[PublicLimit]:
    """Those of the case, of steps and of timers."""
    yield from edition.limits
    for node in edition.nodes:
        if node.wait is not None:
            yield node.wait
        if node.step is not None:
            yield from node.step.limits


def _power(edition: PublicChart) -> Power:
    power = edition.power
    return Power(
        code=power.code,
        category=power.category,
        office=power.office,
        enquiry_phone=power.enquiry_phone,
        complaint_phone=power.complaint_phone,
        fee=power.fee,
        edition="public",
        series="",
    )


def _node(node: PublicNode) -> Node:
    return Node(
        path=ElementPath(node.id),
        kind=node.kind,
        name=node.name,
        lane=node.lane or None,
        task=_task(node),
        parent=ElementPath(node.parent) if node.parent else None,
        trigger=node.trigger,
        attached_to=ElementPath(node.attached_to) if node.attached_to else None,
        interrupting=node.interrupting,
        code=node.code or None,
        wait=_limit(node.wait) if node.wait else None,
    )


def _task(node: PublicNode) -> Task | None:
    step = node.step
    if step is None:
        return None
    return Task(
        path=ElementPath(node.id),
        name=node.name,
        sign_off=SignOff(step.hands) if step.hands else None,
        external=step.external or None,
        limits=tuple(map(_limit, step.limits)),
        clock=ClockRule(ClockEffect.STOP, ground=step.stops) if step.stops else None,
        no_limit=step.unlimited or None,
        risks=tuple(_risk(f"{node.id}-{n}", risk) for n, risk in enumerate(step.risks, start=1)),
        documents=tuple(DocumentRule(p.name, p.direction, p.required) for p in step.papers),
        outcomes=tuple(Outcome(node.id, means.value, means) for means in step.effects),
        bases=step.bases,
    )


def _risk(name: str, risk: PublicRisk) -> Risk:
    return Risk(
        id=name,
        kind=risk.kind,
        manifestation=risk.manifestation,
        inherent=risk.inherent,
        residual=risk.residual,
        post=PostId(risk.post) if risk.post else None,
        measures=tuple(Measure(text) for text in risk.measures),
    )


def _limit(limit: PublicLimit) -> Limit:
    return Limit(
        kind=limit.kind,
        n=limit.n,
        unit=limit.unit,
        start=limit.start,
        end=limit.end,
        variable=limit.said or None,
        basis=limit.basis,
        extension=Extension(limit.extend, "", limit.times, limit.notice) if limit.extend else None,
        direction=Direction.BACKWARD if limit.before else Direction.FORWARD,
        event=f"{_DAY_OF}{limit.before}" if limit.before else None,
    )


def _variables(limits: Iterable[PublicLimit]) -> Iterator[Variable]:
    """What fixes a limit, under its own title."""
    for limit in limits:
        if limit.said:
            yield Variable(limit.said, VariableType.INTEGER, limit.said, _NOWHERE)
        if limit.before:
            name = f"{_DAY_OF}{limit.before}"
            yield Variable(name, VariableType.DATE, limit.before, _NOWHERE)
