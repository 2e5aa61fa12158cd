"""A complaint (投诉) of the applicant against a step of his case, and the answer to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import select

from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.commands.filed.content import seal_content
from zhiheng.commands.frame.decision import Sealed
from zhiheng.commands.reports.report import Room, said, seen_case
from zhiheng.errors import BadData, NotReady, NotVisible
from zhiheng.model.caller import Role
from zhiheng.model.ids import CaseId
from zhiheng.model.limit import LimitUnit, Roll
from zhiheng.rules.clock import due
from zhiheng.rules.reporting import ANSWER_DAYS, SUPERVISION, office_for
from zhiheng.store import tables as t
from zhiheng.store.duties import lock_scopes


@dataclass(frozen=True, slots=True)
class Complain:
    """task: `path@visit` of a step that is open or was. about: `supervision`, or "" for it."""

    NAME: ClassVar[str] = "complain"
    ROLES: ClassVar = frozenset({Role.APPLICANT})

    case: CaseId
    task: str
    text: str
    about: str = ""

    @property
    def one(self) -> None:
        """Always a new one."""
        return

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"case": self.case, "task": self.task, "text": self.text, "about": self.about}

    def decide(self, room: Room) -> tuple[f.AnyFact, Sealed]:
        """Whose step it is stands in the content, since it decides who may read it for ever."""
        seen_case(room, self.case)
        if self.about not in ("", SUPERVISION):
            raise BadData("report-kind", pointer="/about")
        persons = _persons(room, self.case, self.task)
        against = () if self.about == SUPERVISION else sorted(persons)
        _none_open(room, self.case, self.task)
        content = {
            "case": self.case,
            "task": self.task,
            "about": self.about,
            "text": said(self.text, "/text"),
            "against": list(against),
        }
        sealed = seal_content(content)
        calendar = room.view.calendar
        if calendar is None:
            raise NotReady("agency-not-ready")
        last = due(ANSWER_DAYS, LimitUnit.WORKING_DAY, local_date(room.now), calendar, Roll.NONE)
        accounts = room.view.state.accounts.values()
        supervisors = [a.person for a in accounts if a.role == Role.SUPERVISOR.value]
        fact = f.ComplaintMade(
            office=office_for(self.about, against, supervisors),
            content=sealed.commitment,
            due=last.due.isoformat(),
            provisional=last.provisional,
        )
        return fact, sealed


def _persons(room: Room, case: str, task: str) -> set[str]:
    """Who holds or has signed the step. Raises NotVisible where there has been no such step."""
    path, _, visit = task.partition("@")
    slot = t.slot.c
    query = select(slot.assignee, slot.acting_for).where(
        slot.agency == room.caller.agency, slot.case_id == case, slot.task == path
    )
    number = int(visit) if visit.isascii() and visit.isdigit() and len(visit) < 6 else 0  # noqa: PLR2004 - digits
    rows = list(room.connection.execute(query.where(slot.visit == number)))
    if not rows:
        raise NotVisible("no-such-task", task=task)
    return {x for r in rows for x in (r.assignee, r.acting_for) if x}


def _none_open(room: Room, case: str, task: str) -> None:
    """Prevents one grievance from becoming a heap of them, two sent at once included."""
    # No lock on the account's own row: that would need a right to change it.
    lock_scopes(room.connection, room.caller.agency, [f"complaint/{room.caller.account}"])
    c = t.report.c
    query = select(c.id).where(
        c.agency == room.caller.agency,
        c.account == room.caller.account,
        c.case_id == case,
        c.task == task,
        c.kind == "complaint",
        c.answered_at.is_(None),
    )
    if room.connection.execute(query).first() is not None:
        raise NotReady("complaint-open", task=task)
