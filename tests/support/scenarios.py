"""An act that is refused: what was before, who tries what, and by which rule he is stopped."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from support import variants
from support.evidence import refused, replays
from support.office import ACCEPT, CHECKLIST, REVIEW, VISIT, Office, caller
from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.assignment.unclaim import Unclaim
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.cases.withdraw import Withdraw
from zhiheng.commands.frame.receipt import Once
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.handling.start import Start, start
from zhiheng.commands.personnel.absence import RecordAbsence
from zhiheng.commands.personnel.leave_request import AskLeave
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.model.ids import CaseId, PersonId

Act = Callable[[Office, CaseId], object]

PAPERS = ("受理通知书", "服务承诺书")
NOWHERE = CaseId("00000000-0000-7000-8000-000000000000")


def nothing(_office: Office, _case: CaseId) -> None:
    """The case has just come in."""


@dataclass(frozen=True)
class Scenario:
    """chart: places of the permit chart that are put otherwise for this case."""

    status: int
    act: Act
    before: Act = nothing
    chart: tuple[tuple[str, str], ...] = ()


def check(office: Office, rule: str, scenario: Scenario) -> None:
    """The act is refused by the rule, on record, and the log still gives the tables."""
    if scenario.chart:
        variants.deploy(office, *scenario.chart)
    case = office.start()
    scenario.before(office, case)
    with refused(office, rule, scenario.status):
        scenario.act(office, case)
    replays(office, case)


# -- acts ----------------------------------------------------------------------------------


def sign(who: str, task: str, values: Mapping[str, Any], *papers: str, **more: Any) -> Act:
    """Sign a task."""
    return lambda o, c: o.sign(c, who, task, values, papers, **more)


def intake(**changes: Any) -> Act:
    """Accept, with some fields put otherwise; None leaves one out."""
    values = {k: v for k, v in (ACCEPT | changes).items() if v is not None}
    return sign("gh-1", "intake", values, *PAPERS)


def claim(who: str, task: str, slot: int | None = None) -> Act:
    """Claim a slot of `path@visit`."""
    return lambda o, c: execute(o.rt, caller(who), Claim(c, task, slot))


def unclaim(who: str, task: str, once: Once = Once()) -> Act:  # noqa: B008 - frozen
    """Give it back."""
    return lambda o, c: execute(o.rt, caller(who), Unclaim(c, task), once)


def take_back(who: str) -> Act:
    """Take the last step back."""
    return lambda o, c: execute(o.rt, caller(who), TakeBack(c))


def withdraw(who: str = "yuanda") -> Act:
    """Withdraw the application."""
    return lambda o, c: execute(o.rt, caller(who), Withdraw(c))


def agency(who: str, command: Any) -> Act:
    """A command on the agency."""
    return lambda o, _: execute_agency(o.rt, caller(who), command)


def absent(person: str, by: str, since: int = 0, until: int = 5, reason: str = "leave") -> Act:
    """Record an absence; since and until: days from today."""

    def act(office: Office, _case: CaseId) -> object:
        days = (office.today + timedelta(days=since), office.today + timedelta(days=until))
        command = RecordAbsence(PersonId(person), *days, reason)
        return execute_agency(office.rt, caller(by), command)

    return act


def asks(who: str, days: int = 1) -> Act:
    """Ask for leave from today."""

    def act(office: Office, _case: CaseId) -> object:
        command = AskLeave(office.today, office.today + timedelta(days=days), "leave")
        return execute_agency(office.rt, caller(who), command)

    return act


def apply(who: str, applicant: str, title: str = "某项目", **more: Any) -> Act:
    """Hand an application in."""
    key = more.pop("key", "construction-permit")
    return lambda o, _: start(o.rt, caller(who), Start(key, title, applicant, "online", **more))


# -- what was before -----------------------------------------------------------------------


def until(task: str, *away: str) -> Act:
    """The case has come to a task; those named are then on leave."""

    def before(office: Office, case: CaseId) -> None:
        office.walk(case, task)
        for person in away:
            office.leave(person)

    return before


def then(*acts: Act) -> Act:
    """One after the other."""

    def before(office: Office, case: CaseId) -> None:
        for act in acts:
            act(office, case)

    return before


def archived(office: Office, case: CaseId) -> None:
    """The case has gone all the way."""
    office.walk(case)


def claimed(who: str, task: str) -> Act:
    """Somebody has claimed the task."""
    return lambda o, c: o.claim(c, who, task)


def visited_by_clerk(office: Office, case: CaseId) -> None:
    """One of two has signed the site visit."""
    office.walk(case, "site_visit")
    office.sign(case, "gh-2", "site_visit", VISIT, ("踏勘记录",))


def visited_by_chief_of_jc(office: Office, case: CaseId) -> None:
    """The chief of 监察科 went along; then both who come before him as B are away."""
    office.walk(case, "site_visit")
    office.sign(case, "gh-2", "site_visit", VISIT, ("踏勘记录",))
    office.sign(case, "jc-k", "site_visit")
    office.sign(case, "gh-2", "notice", {"objection": "none"}, ("批前公示",))
    office.sign(case, "gh-2", "first_review", REVIEW)
    absent("gh-k", by="jz", reason="sick")(office, case)  # which cannot be refused
    absent("zh-k", by="jz", reason="sick")(office, case)


def supplement_told(office: Office, case: CaseId) -> None:
    """The one supplement notice is out, and papers have come in."""
    values = {"checklist": {**CHECKLIST, "land_papers": False}}
    office.sign(case, "gh-1", "intake", values, ("补正告知书",), supplement=("土地使用证明",))
    office.sign(case, "yuanda", "supplement", opinion=None)
