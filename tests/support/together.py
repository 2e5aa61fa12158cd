"""Signing together: charts with a dual sign-off or a meeting, and short ways through them."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from support import variants
from support.office import Office, caller
from zhiheng.commands.frame.receipt import Receipt
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.meetings.attend import Attend
from zhiheng.commands.meetings.convene import Convene
from zhiheng.commands.meetings.defer import Defer
from zhiheng.commands.meetings.vote import Vote
from zhiheng.commands.signing.amend import Amend
from zhiheng.commands.signing.sign import Sign
from zhiheng.model.caller import Caller
from zhiheng.model.ids import CaseId
from zhiheng.model.meeting import Ballot

_CHIEF = '<zh:post post="GH-k" opinion="required" />'
DUAL = (_CHIEF, f'{_CHIEF}<zh:signOff kind="dual" second="ZH-k" />')
"""The check of the section chief is signed by the chief of 综合管理科 too, in free order."""
DUAL_FIXED = (_CHIEF, f'{_CHIEF}<zh:signOff kind="dual" second="ZH-k" order="fixed" />')
AGREE = {"check_result": "agree"}
BACK = {"check_result": "back"}

MEMBERS = ("jz", "dj", "gh-k", "zh-k", "jc-k")
"""Due at 局务会; the head presides."""
TOPICS = ("远达花园1号楼的日照间距",)
MINUTES = ("会议纪要",)


def meeting(**changes: str | None) -> tuple[str, str]:
    """The meeting of the permit chart with some attributes put otherwise; None leaves one out."""
    found = re.search(r'<zh:signOff kind="collective"[^>]*/>', variants.PERMIT)
    assert found is not None
    rules = dict(re.findall(r'(\w+)="([^"]*)"', found[0])) | changes
    text = " ".join(f'{k}="{v}"' for k, v in rules.items() if v is not None)
    return (found[0], f"<zh:signOff {text} />")


def to_check(office: Office, *chart: tuple[str, str]) -> CaseId:
    """A case at the dual sign-off."""
    variants.deploy(office, *(chart or (DUAL,)))
    case = office.start()
    office.walk(case, "check")
    return case


def to_meeting(office: Office, **changes: str | None) -> CaseId:
    """A case that waits for its meeting."""
    if changes:
        variants.deploy(office, meeting(**changes))
    case = office.start()
    office.walk(case, "meeting")
    return case


def amend(
    office: Office, case: CaseId, who: str, values: Mapping[str, Any], opinion: str = "改后同意"
) -> Receipt:
    """Change what the check says."""
    return execute(office.rt, caller(who), Amend(Sign(case, "check@1", None, opinion, values)))


def _open(office: Office, case: CaseId) -> str:
    return f"meeting@{office.visit(case, 'meeting')}"


def convene(
    office: Office,
    case: CaseId,
    who: str = "zh-1",
    days: int = 1,
    topics: tuple[str, ...] = TOPICS,
    members: tuple[str, ...] = (),
) -> Receipt:
    """Tell members and topics."""
    day = office.today + timedelta(days=days)
    return execute(office.rt, caller(who), Convene(case, _open(office, case), day, topics, members))


def attend(
    office: Office, case: CaseId, present: tuple[str, ...] = MEMBERS, who: str = "zh-1"
) -> Receipt:
    """Write down who is there."""
    return execute(office.rt, caller(who), Attend(case, _open(office, case), present))


def vote(
    office: Office,
    case: CaseId,
    who: str,
    what: str = "agree",
    reason: str | None = None,
    by: Caller | None = None,
) -> Receipt:
    """Vote."""
    command = Vote(
        case, _open(office, case), Ballot(what), reason or (None if what == "agree" else "理由")
    )
    return execute(office.rt, by or caller(who), command)


def defer(office: Office, case: CaseId, who: str, *, back: bool = False) -> Receipt:
    """Put the matter off, or send it back."""
    return execute(office.rt, caller(who), Defer(case, _open(office, case), "材料不足", back))


def sit(office: Office, case: CaseId, present: tuple[str, ...] = MEMBERS) -> None:
    """Convene, let a day pass, and record who is there."""
    convene(office, case)
    office.clock.forward(days=1)
    attend(office, case, present)


def voted(office: Office, case: CaseId, **votes: str) -> None:
    """All vote, the chair last; agree unless said otherwise, `-` in a name written `_`."""
    given = {k.replace("_", "-"): v for k, v in votes.items()}
    for who in (*MEMBERS[1:], MEMBERS[0]):
        vote(office, case, who, given.get(who, "agree"))


def minutes(office: Office, case: CaseId, recorder: str = "zh-1", chair: str = "jz") -> Receipt:
    """Recorder and chair sign the minutes."""
    office.sign(case, recorder, "meeting", {}, MINUTES)
    return office.sign(case, chair, "meeting")


def sit_at(office: Office, case: CaseId, task: str, papers: tuple[str, ...]) -> None:
    """Hold the meeting of that task from its notice to its minutes; all agree."""
    open_task = f"{task}@{office.visit(case, task)}"
    day = office.today + timedelta(days=1)
    execute(office.rt, caller("zh-1"), Convene(case, open_task, day, TOPICS))
    office.clock.forward(days=1)
    execute(office.rt, caller("zh-1"), Attend(case, open_task, MEMBERS))
    for who in (*MEMBERS[1:], MEMBERS[0]):
        execute(office.rt, caller(who), Vote(case, open_task, Ballot.AGREE))
    office.sign(case, "zh-1", task, {}, papers)
    office.sign(case, "jz", task)
