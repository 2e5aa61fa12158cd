"""Running cases that some change of the bureau leaves without anybody for a step."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select

from zhiheng.clock import local_date
from zhiheng.errors import NotReady
from zhiheng.model.caller import Caller
from zhiheng.runtime.process import AgencyView, Runtime
from zhiheng.runtime.prospects import ahead_of
from zhiheng.runtime.scopes import elsewhere
from zhiheng.runtime.slots import recused_in
from zhiheng.runtime.world import World, world_of
from zhiheng.state.case import CaseState, CaseStatus
from zhiheng.store import tables as t
from zhiheng.store.log import read_stream
from zhiheng.store.project import project_case
from zhiheng.verify.assignment import OutOfBudgetError
from zhiheng.verify.outlook import impossible

HORIZON = 92
"""Days ahead for which recorded leave is looked at."""


@dataclass(frozen=True, slots=True)
class Stoppage:
    """A case in which some step has nobody from a day on.

    tasks: which cannot be staffed together. rules: the separations that say so. whole: no way to
    its end is left. unproven: the search was given up.
    """

    case: str
    chart: str
    number: str | None
    since: date
    tasks: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    whole: bool = False
    unproven: bool = False


Running = tuple[CaseState, World]


def running(
    rt: Runtime, connection: Connection, view: AgencyView, caller: Caller
) -> Iterator[Running]:
    """The running cases of an agency, each with its world."""
    c = t.case_file.c
    query = select(c.id, c.chart).where(
        c.agency == view.state.id, c.status == CaseStatus.RUNNING.value
    )
    for row in connection.execute(query.order_by(c.id)).all():
        chart = rt.chart(connection, view.state.id, row.chart)
        entries = read_stream(connection, view.state.id, f"case/{row.id}")
        state, _ = project_case(row.id, view.state.id, entries, chart.chart.separations)
        world = world_of(rt, view, chart, caller)
        past = elsewhere(connection, state, chart.chart, None, world.today, lock=False)
        yield state, replace(world, elsewhere=past)


def stoppages(cases: Iterable[Running], view: AgencyView) -> tuple[Stoppage, ...]:
    """What stands still, today or once recorded leave begins, by the bureau of that view.

    Cases that stand alike are asked about once.
    """
    if view.roster is None:
        raise NotReady("agency-not-ready")
    known: dict[object, Stoppage | None] = {}
    found = []
    for state, world in cases:
        for day in _days(view, world.today):
            at = replace(
                world,
                agency=view.state,
                roster=view.roster,
                relations=view.relations,
                now=_on(world, day),
            )
            key = (day, world.chart.digest, _likeness(state, at))
            if key not in known:
                known[key] = _stoppage(state, at, day)
            stop = known[key]
            if stop is not None:
                found.append(replace(stop, case=state.id, number=state.number))
                break
    return tuple(found)


def _stoppage(state: CaseState, world: World, day: date) -> Stoppage | None:
    stop = Stoppage(state.id, world.chart.digest, state.number, day)
    try:
        lost = impossible(ahead_of(state, world))
    except OutOfBudgetError:
        return replace(stop, unproven=True)
    if lost is None:
        return None
    return replace(stop, tasks=lost[0], rules=lost[1], whole=lost[2])


def _likeness(state: CaseState, world: World) -> object:
    """What the answer depends on."""
    held = tuple(
        (task.path, s.opened.no, s.signed.person if s.signed else s.assignee, s.delegate)
        for task in state.open.values()
        for s in task.slots
    )
    acted = tuple((path, *sorted(state.acted[path], key=str)) for path in sorted(state.acted))
    past = tuple(world.elsewhere.items())
    return state.marking, acted, held, recused_in(state, world), past, state.decided is not None


def _days(view: AgencyView, today: date) -> list[date]:
    """Today, and each day on which recorded leave begins."""
    last = today + timedelta(days=HORIZON)
    coming = {a.since for a in view.state.absences if today < a.since <= last}
    return [today, *sorted(coming)]


def _on(world: World, day: date) -> datetime:
    return world.now + (day - local_date(world.now))
