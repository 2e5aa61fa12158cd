"""Start a case (收件): an application comes in and the chart begins to run."""

import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import uuid_utils
from sqlalchemy import Connection, insert

from zhiheng import facts as f
from zhiheng.audit.entry import GENESIS
from zhiheng.commands.filed.applicant import applicant_of
from zhiheng.commands.filed.clear_text import nothing_personal
from zhiheng.commands.filed.content import seal_content
from zhiheng.commands.frame.envelope import actor_of, digests_of, write_sealed
from zhiheng.commands.frame.on_record import on_record
from zhiheng.commands.frame.receipt import NO_KEY, Once, Receipt, request_of, used_before
from zhiheng.commands.frame.salt import salted
from zhiheng.commands.frame.signed import signed
from zhiheng.commands.frame.stood import stood
from zhiheng.commands.frame.twice import twice
from zhiheng.commands.handling.advance import opening
from zhiheng.commands.limits.warning_days import by_policy
from zhiheng.commands.staffing.blocked import blocked
from zhiheng.errors import BadData, Forbidden, NotVisible, Refusal, unfit
from zhiheng.model.caller import Caller, Role
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Text
from zhiheng.model.power import of_its_own_motion
from zhiheng.model.separation import SeparationScope
from zhiheng.model.wording import reads_as_written, says_something
from zhiheng.runtime import Runtime
from zhiheng.runtime.live import Live
from zhiheng.runtime.world import world_of
from zhiheng.spiff import Executor
from zhiheng.state.case import CaseState
from zhiheng.store import tables as t
from zhiheng.store.apply import insert_case, insert_entry, write_rows
from zhiheng.store.case_rows import case_row
from zhiheng.store.log import seal, stamp
from zhiheng.store.project import project
from zhiheng.store.rows import Rows

_MAX_TITLE = 200
_HIDDEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Kinds of characters that no line of text holds: control, half surrogates, line breaks."""


@dataclass(frozen=True, slots=True)
class Start:
    """An application under a chart.

    applicant: the party; an applicant's account can only name itself. At the window a name, which
    no entry will hold (filed/applicant.py).
    channel: `online` or `window` (窗口代录).
    project: the project that the application belongs to, where separations count by it.
    """

    NAME: ClassVar[str] = "start"

    key: str
    title: str
    applicant: str
    channel: str
    values: Mapping[str, Any] = field(default_factory=dict)
    project: str | None = None

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {
            "key": self.key,
            "title": self.title,
            "applicant": self.applicant,
            "channel": self.channel,
            "values": dict(self.values),
            **({"project": self.project} if self.project is not None else {}),
        }


def start(rt: Runtime, caller: Caller, command: Start, once: Once = NO_KEY) -> Receipt:
    """Start a case on the latest version of its chart. The entry's stream names the case."""
    try:
        return twice(lambda: _attempt(rt, caller, command, once))
    except Refusal as refusal:
        on_record(rt, caller, refusal, command.NAME)
        raise


def may_apply(caller: Caller, command: Start) -> None:
    """Raises Forbidden, or BadData for a title or a name that is not one line."""
    if caller.role not in (Role.OFFICER, Role.APPLICANT, Role.SYSTEM):
        raise Forbidden("role-may-not", role=caller.role.value, verb=command.NAME)
    if caller.role is Role.APPLICANT and caller.party != command.applicant:
        raise Forbidden("not-for-others", account=caller.account)
    if len(command.title.strip()) > _MAX_TITLE or not _plain(command.title):
        raise BadData("title", pointer="/title", limit=_MAX_TITLE)
    named = command.applicant == command.applicant.strip() and _plain(command.applicant)
    if len(command.applicant) > _MAX_TITLE or not named:
        raise unfit("/applicant", Text("申请人不明", "no such applicant"))


def may_start(caller: Caller, command: Start, ends_in: str | None) -> None:
    """The system officer starts system cases and no others; their applicant is the agency itself.

    Prevents a stranger from starting what changes the engine.
    """
    if ends_in is not None and caller.role is Role.APPLICANT:
        raise NotVisible("no-such-chart", key=command.key)
    if (ends_in is None) == (caller.role is Role.SYSTEM):
        raise Forbidden("role-may-not", role=caller.role.value, verb=command.NAME)
    if ends_in is not None and command.applicant != caller.agency:
        raise unfit("/applicant", Text("系统事项由本单位提出", "a system case is the agency's own"))


def may_ask_for(caller: Caller, command: Start, chart: Chart) -> None:
    """Prevents a party from opening a case that the agency opens of its own motion (依职权)."""
    if caller.role is Role.APPLICANT and of_its_own_motion(chart.power.category):
        raise NotVisible("no-such-chart", key=command.key)


def project_of(chart: Chart, command: Start) -> str | None:
    """Prevents a case from slipping out of a separation that counts by project."""
    project = (command.project or "").strip() or None
    if project is None and any(s.scope is SeparationScope.PROJECT for s in chart.separations):
        raise BadData("project-missing", pointer="/project", key=command.key)
    if project is not None and (len(project) > _MAX_TITLE or not _plain(project)):
        raise unfit("/project", Text("项目名不合格式", "not one line"))
    nothing_personal({"/project": project})
    return project


def _plain(text: str) -> bool:
    """Whether it is one line of text that says something, in the order it is written."""
    hidden = any(unicodedata.category(c) in _HIDDEN for c in text)
    return says_something(text) and reads_as_written(text) and not hidden


def _attempt(rt: Runtime, caller: Caller, command: Start, once: Once) -> Receipt:
    may_apply(caller, command)
    request = request_of(once, command.NAME, command.request())
    with rt.db.writing() as connection:
        done = used_before(connection, caller, request)
        if done is not None:
            return done
        try:
            own = signed(rt, connection, caller, once, request)
            live, digest, entry = _write(rt, connection, caller, command, request, own)
        except Refusal as refusal:
            view = rt.agency(connection, caller.agency)
            refusal.stood = stood(view, rt.now(view), caller, command.request(), once)
            raise
        connection.commit()
        rt.live.put(live)
        return Receipt(entry, digest)


def _write(
    rt: Runtime,
    connection: Connection,
    caller: Caller,
    command: Start,
    request: f.Request | None,
    signature: f.ActorSignature | None,
) -> tuple[Live, str, f.Entry]:
    view = rt.agency(connection, caller.agency)
    versions = view.state.charts.get(command.key)
    if not versions:
        raise NotVisible("no-such-chart", key=command.key)
    deployed = versions[-1]
    chart = rt.chart(connection, caller.agency, deployed.digest)
    may_start(caller, command, deployed.command)
    may_ask_for(caller, command, chart.chart)
    world = world_of(rt, view, chart, caller)
    case_id = str(uuid_utils.uuid7())
    party, name = applicant_of(connection, view.state, caller, command.applicant)
    named = {"applicant": name} if name is not None else {}
    sealed = seal_content({"title": command.title, "values": dict(command.values), **named})
    request, contents = salted(request, [sealed], signature)
    started = f.CaseStarted(
        key=command.key,
        version=deployed.version,
        chart=deployed.digest,
        applicant=party,
        content=sealed.commitment,
        channel=command.channel,
        project=project_of(chart.chart, command),
        command=deployed.command,
    )
    live = Live(CaseState(case_id, caller.agency), chart, Executor(chart))
    facts: list[f.AnyFact] = [started, *opening(live.state, world, live.executor)]
    facts = by_policy(live.state, world, facts)
    facts += blocked(live.state, world, facts)
    entry = f.Entry(
        v=1,
        agency=caller.agency,
        stream=f"case/{case_id}",
        n=1,
        prev=GENESIS,
        at=stamp(world.now),
        command=command.NAME,
        actor=actor_of(world),
        digests=digests_of(world),
        facts=tuple(facts),
        request=request,
        actor_signature=signature,
    )
    entry, body, digest = seal(entry)
    rows = Rows()
    project(live.state, entry, digest, chart.chart.separations, rows)
    insert_entry(connection, entry, digest, body)
    insert_case(connection, case_row(live.state))
    write_rows(connection, rows)
    write_sealed(connection, caller.agency, case_id, contents)
    connection.execute(
        insert(t.case_label),
        {
            "agency": caller.agency,
            "case_id": case_id,
            "title": command.title.strip(),
            "progress_code": secrets.token_hex(10),
        },
    )
    return live, digest, entry
