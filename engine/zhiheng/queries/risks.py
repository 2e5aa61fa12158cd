"""The risks of an open task (风险点), each measure with its state, as its page shows them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from zhiheng.model.chart import Chart, Task
from zhiheng.model.guards import GATES, GUARDS, Gate
from zhiheng.model.ids import ElementPath
from zhiheng.model.risk import Measure
from zhiheng.rules import risk
from zhiheng.runtime.risks import found_by
from zhiheng.state.case import CaseState
from zhiheng.state.task import OpenTask


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure. how and by: what discharges it, in words; note: as confirmed.

    state: `kept` by a gate of the task, `discharged`, `open`, or `not-called-for`. confirm: a
    signer must confirm it, under `key`.
    """

    key: str
    text: str
    guard: str | None
    how: str
    by: str
    state: str
    confirm: bool
    note: str | None


@dataclass(frozen=True, slots=True)
class RiskView:
    """A risk point with its measures."""

    id: str
    kind: str
    manifestation: str
    level: str
    residual: str
    measures: tuple[MeasureView, ...]


def risk_views(
    chart: Chart,
    task: Task,
    state: CaseState,
    waiting: OpenTask,
    contents: Mapping[str, Any],
    told: Callable[[str], str],
) -> tuple[RiskView, ...]:
    """The risks of the task. contents: by commitment; told: a condition in words."""
    found = found_by(state, waiting)
    views: dict[str, list[MeasureView]] = {}
    for key, of, _, measure in risk.measures(task):
        way = risk.way_of(chart, task, measure)
        given = waiting.confirmed.get(key)
        views.setdefault(of.id, []).append(
            MeasureView(
                key=key,
                text=measure.text,
                guard=_guard(measure),
                how=way.how if way else "",
                by=_by(chart, way, told) if way else "",
                state=_state(risk.discharged(chart, task, measure, key, found)),
                confirm=measure.confirm,
                note=_note(contents, given.note if given else None),
            )
        )
    return tuple(
        RiskView(r.id, r.kind, r.manifestation, r.inherent, r.residual, tuple(views[r.id]))
        for r in task.risks
    )


def _guard(measure: Measure) -> str | None:
    guard = GUARDS.get(measure.guard or "")
    return guard.name if guard else measure.guard


_MARKUP = re.compile(r"（[!-~ ]+）$")
"""What a gate is called in a chart file: a word for modellers, not for officers."""


def _by(chart: Chart, way: risk.Way, told: Callable[[str], str]) -> str:
    if way.by is None:
        return ""
    if way.how == risk.GATE:
        return _MARKUP.sub("", GATES[Gate(way.by)].zh)
    if way.how == risk.RULE:
        return told(way.by)
    return chart.nodes[ElementPath(way.by)].name if way.how == risk.STEP else way.by


def _state(way: risk.Way | None) -> str:
    if way is None:
        return "open"
    return {risk.GATE: "kept", risk.NOT_CALLED_FOR: way.how}.get(way.how, "discharged")


def _note(contents: Mapping[str, Any], commitment: str | None) -> str | None:
    content = contents.get(commitment or "")
    return content["note"] if content else None
