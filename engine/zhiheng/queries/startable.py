"""What a case can be started on: the charts in force, and what each will ask for."""

from dataclasses import dataclass

from sqlalchemy import Connection

from zhiheng.errors import Forbidden
from zhiheng.model.caller import BY_POST, Caller, Role
from zhiheng.model.chart import Chart
from zhiheng.model.power import of_its_own_motion
from zhiheng.model.separation import SeparationScope
from zhiheng.runtime import Runtime


@dataclass(frozen=True, slots=True)
class Asked:
    """A variable, and the step whose form asks for it. amount: an approval ladder judges it."""

    title: str
    type: str
    step: str
    amount: bool


@dataclass(frozen=True, slots=True)
class StartableChart:
    """A chart in force. project: whether it must be named. asks: for officers."""

    key: str
    version: int
    name: str
    bases: tuple[str, ...]
    project: bool
    asks: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Startable:
    """parties: applicants with an account."""

    charts: tuple[StartableChart, ...]
    parties: tuple[str, ...]


def startable(rt: Runtime, connection: Connection, caller: Caller) -> Startable:
    """For officers and applicants. Raises Forbidden."""
    if caller.role not in (Role.OFFICER, Role.APPLICANT, Role.SYSTEM):
        raise Forbidden("role-may-not", role=caller.role.value, verb="start")
    state = rt.agency(connection, caller.agency).state
    officer = caller.role in BY_POST
    charts = []
    for key, versions in sorted(state.charts.items()):
        if (versions[-1].command is None) == (caller.role is Role.SYSTEM):
            continue
        chart = rt.chart(connection, state.id, versions[-1].digest).chart
        if caller.role is Role.APPLICANT and of_its_own_motion(chart.power.category):
            continue
        charts.append(
            StartableChart(
                key=key,
                version=versions[-1].version,
                name=chart.name,
                bases=tuple(f"{b.law} {b.article}" for b in chart.bases),
                project=any(s.scope is SeparationScope.PROJECT for s in chart.separations),
                asks=_asks(chart) if officer else (),
            )
        )
    parties = sorted({a.party for a in state.accounts.values() if a.party and officer})
    return Startable(tuple(charts), tuple(parties))


def _asks(chart: Chart) -> tuple[Asked, ...]:
    judged = {t.amount.variable for t in chart.tasks if t.amount is not None}
    return tuple(
        Asked(v.title, v.type.value, chart.nodes[v.writer].name, name in judged)
        for name, v in chart.variables.items()
    )
