"""投入运行: the end of setting up, by two hands; from then on only system cases change anything."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.bureau.agency import AgencyDecision
from zhiheng.errors import Forbidden, NotReady
from zhiheng.model.caller import SYSTEM_HANDS, THREE_OFFICERS, Caller, Role
from zhiheng.model.command import SystemCommand
from zhiheng.model.finding import Text
from zhiheng.runtime import AgencyView

NEEDED = (
    SystemCommand.DEPLOY_CHART,
    SystemCommand.LOAD_CALENDAR,
    SystemCommand.SET_PARAMETERS,
    SystemCommand.LOAD_ROSTER,
    SystemCommand.LOAD_RELATIONS,
)
"""What can be done directly while setting up, and afterwards only where a chart is in force."""


@dataclass(frozen=True, slots=True)
class BeginOperation:
    """Asked by the system officer, done by the security officer."""

    NAME: ClassVar[str] = "begin-operation"

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {}

    def decide(self, view: AgencyView, caller: Caller, _now: datetime) -> AgencyDecision:
        """Prevents an agency from locking itself out: all that it will need must be there."""
        if caller.role not in SYSTEM_HANDS:
            raise Forbidden("role-may-not", role=caller.role.value, verb=self.NAME)
        if view.state.operating:
            raise NotReady("in-operation")
        missing = list(_missing(view))
        if missing:
            zh, en = "、".join(m.zh for m in missing), ", ".join(m.en for m in missing)
            raise NotReady("operation-not-ready", missing_zh=zh, missing_en=en)
        if caller.role is Role.SYSTEM:
            return AgencyDecision([f.OperationAsked(by=caller.account, person=caller.person)])
        asked = view.state.asked
        if asked is None:
            raise NotReady("operation-not-asked")
        return AgencyDecision([f.OperationBegun(asked_by=asked.by, begun_by=caller.account)])


def _missing(view: AgencyView) -> Iterator[Text]:
    if view.roster is None:
        yield Text("花名册", "the roster")
    if view.calendar is None:
        yield Text("日历", "the calendar")
    for command in NEEDED:
        if command not in view.state.system:
            yield Text(f"系统事项图（{command}）", f"the chart of system cases for {command}")
    there = {a.role for a in view.state.accounts.values() if a.person is not None}
    for role in sorted(THREE_OFFICERS - there):
        yield Text(f"账号（{role}）", f"an account of the {role} officer")
