"""Staffing asked again, over running cases, when the bureau changes (notes/domain.md §11 gate 3).

Leave, a new roster, new relations and the end of a leave are looked at before they are written:
what they newly leave without anybody is part of the entry, and leave that does so is refused,
except sick leave, which cannot be.
"""

import copy
from collections.abc import Iterable, Mapping

import msgspec
from sqlalchemy import Connection

from zhiheng import facts as f
from zhiheng.commands.staffing.corner import rules_in_words, steps_in_words
from zhiheng.errors import NotReady
from zhiheng.model.caller import Caller
from zhiheng.model.chart import Chart
from zhiheng.model.ids import Digest, PersonId
from zhiheng.model.relation_file import read_relations
from zhiheng.model.roster_file import read_roster
from zhiheng.rules.leave import UNREFUSABLE
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.runtime.running import Stoppage, running, stoppages

_ASKED_AGAIN = (f.AbsenceRecorded, f.AbsenceEnded, f.RosterLoaded, f.RelationsLoaded)


def stopped(
    rt: Runtime,
    connection: Connection,
    view: AgencyView,
    caller: Caller,
    said: list[f.AnyFact],
    artifacts: Iterable[tuple[str, bytes]],
) -> list[f.AnyFact]:
    """The cases that these facts stop, as a fact. Raises NotReady for leave that may be refused."""
    if view.roster is None or view.calendar is None:
        return []
    if not any(isinstance(fact, _ASKED_AGAIN) for fact in said):
        return []
    after = _after(view, said, artifacts)
    cases = list(running(rt, connection, view, caller))
    before = {(s.case, s.tasks) for s in stoppages(cases, view)}
    new = [s for s in stoppages(cases, after) if (s.case, s.tasks) not in before]
    charts = {world.chart.digest: world.chart for _, world in cases}
    for fact in said:
        if isinstance(fact, f.AbsenceRecorded) and fact.reason not in UNREFUSABLE:
            _must_go_on(new, fact, view, charts)
    if not new:
        return []
    return [f.CasesStopped(cases=tuple(_told(stop) for stop in new))]


def _after(
    view: AgencyView, said: list[f.AnyFact], artifacts: Iterable[tuple[str, bytes]]
) -> AgencyView:
    """The agency as it will be."""
    state, roster, relations = copy.deepcopy(view.state), view.roster, view.relations
    for fact in said:
        state.apply(fact)
    for kind, body in artifacts:
        if kind == "roster":
            roster = read_roster(msgspec.json.decode(body))
        if kind == "relations":
            relations = read_relations(msgspec.json.decode(body), None)
    return AgencyView(state, roster, view.calendar, relations)


def _must_go_on(
    new: list[Stoppage], leave: f.AbsenceRecorded, view: AgencyView, charts: Mapping[Digest, Chart]
) -> None:
    """Prevents leave that takes from a running case its last lawful person for a step."""
    for stop in new:
        if not stop.unproven and view.roster is not None:
            chart = charts[Digest(stop.chart)]
            raise NotReady(
                "leave-stops-case",
                person=view.roster.persons[PersonId(leave.person)].name,
                day=stop.since.isoformat(),
                case=stop.number or stop.case,
                steps=steps_in_words(chart, stop.tasks),
                why=rules_in_words(chart, stop.rules),
            )


def _told(stop: Stoppage) -> f.Stopped:
    return f.Stopped(
        case=stop.case,
        tasks=stop.tasks,
        rules=stop.rules,
        whole=stop.whole,
        since=stop.since.isoformat(),
    )
