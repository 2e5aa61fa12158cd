"""What a system case would change, in words, for those who check and release it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection

from zhiheng.bpmn.reader import read_chart
from zhiheng.check import check_chart
from zhiheng.clock import local_date
from zhiheng.difference import chart_difference, data_difference, roster_difference
from zhiheng.errors import NotReady
from zhiheng.model.caller import Caller
from zhiheng.model.chart import Chart
from zhiheng.model.command import CommandRule, SystemCommand
from zhiheng.model.finding import Severity, Text
from zhiheng.model.person import Roster
from zhiheng.model.roster_file import RosterError, read_roster
from zhiheng.queries.cases import case_file
from zhiheng.queries.disclosure.difference import of_edition
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.runtime.live import rebuild
from zhiheng.state.case import CaseState
from zhiheng.store.artifacts import get_artifact


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """command: what is ordered. paper: digest of what it is made of. against: what is in force.

    lines: each thing that changes; none of a list of relations, which nobody may read back.
    faults: of a chart, what is wrong with it by the roster of today; a release of it would be
    refused, or needs a waiver.
    """

    command: str
    document: str
    paper: str
    against: str | None
    lines: tuple[Text, ...]
    faults: tuple[Text, ...] = ()


def case_difference(
    rt: Runtime, connection: Connection, caller: Caller, case_id: str
) -> DifferenceView:
    """Raises NotVisible; NotReady where nothing was drafted, or the case is none of the system."""
    file = case_file(rt, connection, caller, case_id)
    compiled = rt.chart(connection, caller.agency, file.item.chart)
    state = rebuild(case_id, caller.agency, file.entries, compiled)[0].state
    view = rt.agency(connection, caller.agency)
    found = difference_view(rt, connection, view, compiled.chart, state)
    if found is None:
        raise NotReady("nothing-drafted")
    return found


def difference_view(
    rt: Runtime, connection: Connection, view: AgencyView, chart: Chart, state: CaseState
) -> DifferenceView | None:
    """None where nothing was drafted, or the case is none of the system."""
    rule = chart.command
    paper = state.papers.get(rule.document) if rule is not None else None
    if rule is None or paper is None:
        return None
    content = rt.documents.get(paper)
    if rule.name is SystemCommand.DEPLOY_CHART:
        against, lines = _of_chart(rt, connection, view, content)
        faults = tuple(_faults(rt, view, content))
    elif rule.name is SystemCommand.PUBLISH:
        against, lines, faults = of_edition(rt, connection, view, content)
    else:
        against, lines = _of_data(connection, view, rule, content)
        faults = ()
    return DifferenceView(rule.name.value, rule.document, paper, against, lines, faults)


def _faults(rt: Runtime, view: AgencyView, content: bytes) -> Iterator[Text]:
    """As deployment judges it, without what is only worth knowing."""
    day = local_date(rt.now(view))
    found = check_chart(content, view.roster, day, (), view.parameters, view.calendar).findings
    for x in found:
        if x.severity is not Severity.INFO:
            yield Text(f"{x.rule} {x.message.zh}", f"{x.rule} {x.message.en}")


def _of_chart(
    rt: Runtime, connection: Connection, view: AgencyView, content: bytes
) -> tuple[str | None, tuple[Text, ...]]:
    reading = read_chart(content)
    if reading.chart is None:
        return None, (_UNREADABLE,)
    versions = view.state.charts.get(reading.chart.key)
    if not versions:
        return None, tuple(chart_difference(None, reading.chart))
    against = versions[-1].digest
    old = rt.chart(connection, view.state.id, against).chart
    return against, tuple(chart_difference(old, reading.chart))


def _of_data(
    connection: Connection, view: AgencyView, rule: CommandRule, content: bytes
) -> tuple[str | None, tuple[Text, ...]]:
    """What is a file of JSON is compared with the one in force; other papers are the change."""
    state = view.state
    in_force = {
        SystemCommand.LOAD_CALENDAR: (state.calendar, Text("日历", "the calendar")),
        SystemCommand.LOAD_ROSTER: (state.roster, Text("花名册", "the roster")),
        SystemCommand.SET_PARAMETERS: (state.parameters, Text("参数", "the parameters")),
    }.get(rule.name)
    if in_force is None:
        return None, ()
    against, what = in_force
    try:
        new = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return against or None, (_UNREADABLE,)
    if rule.name is SystemCommand.LOAD_ROSTER and view.roster is not None:
        return against or None, _of_roster(view.roster, new, what)
    old: Any = msgspec.json.decode(get_artifact(connection, state.id, against)) if against else {}
    return against or None, tuple(data_difference(old, new, what))


def _of_roster(old: Roster, new: object, what: Text) -> tuple[Text, ...]:
    try:
        return tuple(roster_difference(old, read_roster(new), what))
    except RosterError as fault:
        at = fault.message
        return (Text(f"{_UNREADABLE.zh}{at.zh}", f"{_UNREADABLE.en} {at.en}"),)


_UNREADABLE = Text(
    "这份文书读不出来，发布时会被拒绝。",
    "The paper cannot be read; a release of it would be refused.",
)
