"""Staffing for supervision: which running cases stand still, and on whom each chart hangs."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from zhiheng.clock import local_date
from zhiheng.errors import Forbidden, NotReady
from zhiheng.model.caller import Caller, Role
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Text
from zhiheng.model.ids import ElementPath
from zhiheng.model.person import Roster
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.runtime.running import Stoppage, running, stoppages
from zhiheng.verify.staffed import staffed


@dataclass(frozen=True, slots=True)
class StoppedCase:
    """A running case with a step that nobody may lawfully do from a day on."""

    case: str
    number: str | None
    since: str
    tasks: tuple[str, ...]
    rules: tuple[str, ...]
    whole: bool
    proven: bool
    text: Text


@dataclass(frozen=True, slots=True)
class ChartStaff:
    """What today's roster says of a chart in force. certificate: as at deployment."""

    key: str
    version: int
    findings: tuple[dict[str, Any], ...]
    certificate: dict[str, Any]


@dataclass(frozen=True, slots=True)
class StaffingView:
    """Cases that stand still, today or once recorded leave begins; and the charts in force."""

    cases: tuple[StoppedCase, ...]
    charts: tuple[ChartStaff, ...]


def staffing(rt: Runtime, connection: Connection, caller: Caller) -> StaffingView:
    """For supervisors: it names persons and their leave."""
    if caller.role is not Role.SUPERVISOR:
        raise Forbidden("role-may-not", role=caller.role.value, verb="staffing")
    view = rt.agency(connection, caller.agency)
    if view.roster is None or view.calendar is None:
        raise NotReady("agency-not-ready")
    cases = list(running(rt, connection, view, caller))
    charts = {state.id: world.chart for state, world in cases}
    stopped = tuple(_case(charts[s.case], view, s) for s in stoppages(cases, view))
    return StaffingView(stopped, tuple(_charts(rt, connection, view, view.roster)))


def _case(chart: Chart, view: AgencyView, stop: Stoppage) -> StoppedCase:
    return StoppedCase(
        stop.case,
        stop.number,
        stop.since.isoformat(),
        stop.tasks,
        stop.rules,
        stop.whole,
        not stop.unproven,
        _text(chart, view, stop),
    )


def _text(chart: Chart, view: AgencyView, stop: Stoppage) -> Text:
    case = stop.number or stop.case
    day = stop.since.isoformat()
    if stop.unproven:
        return Text(
            f"办件{case}：能否办完没有证明出来", f"case {case}: not proven that it can be done"
        )
    steps = "、".join(chart.nodes[ElementPath(task)].name for task in stop.tasks)
    persons = view.roster.persons if view.roster is not None else {}
    away = view.state.away(stop.since)
    names = "、".join(person.name for person in persons.values() if person.id in away)
    zh = f"（{names}请假）" if names else ""
    en = f" ({names} on leave)" if names else ""
    return Text(
        f"自{day}起{zh}，办件{case}的“{steps}”没有人可以合法办理",
        f"from {day}{en}, nobody may lawfully do '{steps}' of case {case}",
    )


def _charts(
    rt: Runtime, connection: Connection, view: AgencyView, roster: Roster
) -> list[ChartStaff]:
    found = []
    for key, versions in sorted(view.state.charts.items()):
        chart = rt.chart(connection, view.state.id, versions[-1].digest).chart
        told, certificate = staffed(chart, roster, local_date(rt.now(view)))
        rows = ({"rule": x.rule, "zh": x.message.zh, "en": x.message.en} for x in told)
        found.append(ChartStaff(key, versions[-1].version, tuple(rows), certificate))
    return found
