"""Every verb tried by everybody in every state of a step: the table of docs/verb-matrix.md.

The people are letters: what each is to the step, see `STATES`. A cell holds the letters of those
who may.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from support.office import ACCEPT, CHECKLIST, VISIT, Office, caller
from support.together import AGREE, BACK, DUAL, attend, convene, to_meeting
from support.variants import deploy, load_roster
from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.assignment.delegate import Delegate, Recall, ReportBack
from zhiheng.commands.assignment.reassign import Reassign
from zhiheng.commands.assignment.recusal import AskRecusal, DecideRecusal
from zhiheng.commands.assignment.transfer import Transfer
from zhiheng.commands.assignment.unclaim import Unclaim
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.cases.acknowledge import Acknowledge
from zhiheng.commands.cases.copy_to import CopyTo
from zhiheng.commands.cases.merge import AskMerger, DecideMerger
from zhiheng.commands.cases.suspend import AskSuspension, DecideSuspension, Resume
from zhiheng.commands.cases.urge import Urge
from zhiheng.commands.cases.withdraw import Withdraw
from zhiheng.commands.frame.decision import CaseCommand
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.limits.extend import Extend
from zhiheng.commands.meetings.attend import Attend
from zhiheng.commands.meetings.convene import Convene
from zhiheng.commands.meetings.defer import Defer
from zhiheng.commands.meetings.vote import Vote
from zhiheng.commands.personnel.return_to_work import EndAbsence
from zhiheng.commands.signing.add_signer import AddSigner, RemoveSigner
from zhiheng.commands.signing.amend import Amend
from zhiheng.commands.signing.sign import RecordResult, Sign, SupplementNotice
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.errors import Refusal
from zhiheng.model.caller import Caller
from zhiheng.model.ids import AccountId, CaseId, PartyId, PersonId
from zhiheng.model.meeting import Ballot

PEOPLE: Mapping[str, str] = {
    "甲": "gh-1", "乙": "gh-2", "加": "zh-k", "岗": "gh-k", "分": "dj", "局": "jz",
    "外": "jc-1", "避": "gh-3", "假": "gh-4", "申": "yuanda", "他": "qita", "监": "jiwei",
    "系": "sysadmin",
}  # fmt: skip
"""Letter -> login, where a state does not say otherwise."""


@dataclass(frozen=True, slots=True)
class At:
    """A step in some state. other: a second case, for mergers. slot: one that was added."""

    case: CaseId
    task: str
    other: CaseId
    slot: int = 2


def person(login: str) -> Caller:
    """The account of that login."""
    if login == "qita":
        applicant = caller("yuanda")
        return replace(applicant, account=AccountId(login), party=PartyId(login))
    return caller(login)


def _clerks(data: dict[str, Any]) -> None:
    for number in (3, 4):
        clerk = {"id": f"gh-{number}", "name": f"测试{number}", "section": "GH"}
        held = {"holdings": [{"post": "GH-c", "since": "2026-01-01"}]}
        card = {"qualification": "enforcement-card", "number": f"JY-T10{number}"}
        valid = {"since": "2026-01-01", "until": "2028-12-31"}
        data["persons"].append(clerk | held | {"cards": [card | valid]})


def prepared(office: Office) -> None:
    """Two clerks more: one stands aside from each case, the other is on leave."""
    load_roster(office, _clerks)
    office.leave("gh-4", days=30)


def _do(office: Office, login: str, command: CaseCommand, beside: CaseId | None = None) -> None:
    execute(office.rt, person(login), command, beside=beside)


def _open(office: Office) -> At:
    case, other = office.start(), office.start()
    _do(office, "gh-3", AskRecusal(case, "gh-3", "self-interest", "亲属"))
    return At(case, "intake@1", other)


def _held(office: Office) -> At:
    at = _open(office)
    office.claim(at.case, "gh-1", "intake")
    return at


def _added(office: Office) -> At:
    at = _held(office)
    _do(office, "gh-1", AddSigner(at.case, at.task, PersonId("zh-k"), "理由"))
    office.sign(at.case, "gh-1", "intake", ACCEPT, ("受理通知书", "服务承诺书"))
    return at


def _delegated(office: Office) -> At:
    at = _held(office)
    _do(office, "gh-1", Delegate(at.case, at.task, PersonId("zh-k"), "理由"))
    return at


def _left(office: Office) -> At:
    """The holder has gone on leave since he took it."""
    with suppress(Refusal):  # where nobody had sent him on leave yet
        execute_agency(office.rt, caller("gh-1"), EndAbsence(PersonId("gh-1")))
    at = _open(office)
    office.claim(at.case, "gh-1", "intake")
    office.leave("gh-1", days=30)
    return at


def _asked(office: Office) -> At:
    at = _held(office)
    case = at.case
    _do(office, "gh-1", AskSuspension(case, "party", "理由", office.today + timedelta(days=9)))
    _do(office, "gh-1", AskMerger(case, at.other, "理由"), at.other)
    _do(office, "yuanda", AskRecusal(case, "gh-2", "other", "理由"))
    _do(office, "gh-1", CopyTo(case, (PersonId("jc-1"),)))
    return at


def _suspended(office: Office) -> At:
    at = _asked(office)
    _do(office, "dj", DecideSuspension(at.case, 1, granted=True, reason="理由"))
    return at


def _half(office: Office) -> At:
    """乙 has signed the visit as one of two; 甲 did the intake, which is kept apart from it."""
    at = _open(office)
    office.walk(at.case, "site_visit")
    office.sign(at.case, "gh-2", "site_visit", VISIT, ("踏勘记录",))
    return replace(at, task="site_visit@1", slot=3)


def _outside(office: Office) -> At:
    at = _open(office)
    office.walk(at.case, "decide")
    return replace(at, task="decide@1")


def _moved(office: Office) -> At:
    """乙 has just completed the step; nothing has been done since."""
    at = _open(office)
    office.walk(at.case, "first_review")
    return replace(at, task="notice@1")


def _to_meet(office: Office) -> At:
    case = to_meeting(office)
    return At(case, "meeting@1", case)


def _on_its_day(office: Office) -> At:
    at = _to_meet(office)
    convene(office, at.case)
    office.clock.forward(days=1)
    return at


def _sitting(office: Office) -> At:
    at = _on_its_day(office)
    attend(office, at.case)
    return at


def _dual(office: Office) -> At:
    """岗 has signed as the first of two; 加 is the second."""
    with suppress(Refusal):  # where it is deployed already
        deploy(office, DUAL)
    case = office.start()
    office.walk(case, "check")
    office.sign(case, "gh-k", "check", AGREE)
    return At(case, "check@1", case)


def _ended(office: Office) -> At:
    at = _held(office)
    _do(office, "yuanda", Withdraw(at.case))
    return at


@dataclass(frozen=True, slots=True)
class State:
    """A state of a step: how it comes about, and who its letters are there, where others."""

    zh: str
    en: str
    make: Callable[[Office], At]
    people: Mapping[str, str]


STATES: tuple[State, ...] = (
    State("待签收", "nobody holds it", _open, {}),
    State("甲已签收", "甲 holds it", _held, {}),
    State("甲已签、待加签", "甲 has signed, 加 was added", _added, {}),
    State("甲委派加", "甲 has delegated it to 加", _delegated, {}),
    State("甲签收后请假", "甲 holds it and is on leave", _left, {}),
    State("两人之一已签", "one of two has signed (乙)", _half, {}),
    State("外部环节", "a step done outside", _outside, {"甲": "zh-1", "乙": "zh-2"}),
    State("乙刚办结", "乙 has just completed it", _moved, {}),
    State("双签之一已签", "one of a dual sign-off has signed (岗)", _dual, {}),
    State("会议待召集", "its meeting is to be convened", _to_meet, {"甲": "zh-1", "乙": "zh-2"}),
    State("会议当日", "the day of its meeting", _on_its_day, {"甲": "zh-1", "乙": "zh-2"}),
    State("开会中", "its meeting sits", _sitting, {"甲": "zh-1", "乙": "zh-2"}),
    State("有申请待决定、抄送外", "requests wait for a decision, 外 has a copy", _asked, {}),
    State("暂停", "the case is suspended", _suspended, {}),
    State("撤回", "the case has ended", _ended, {}),
)


def _until(office: Office) -> Any:
    return office.today + timedelta(days=9)


_P = PersonId


def _signs(at: At, office: Office) -> Sign:
    return Sign(at.case, at.task, **_sign(at, office))


def _sign(at: At, office: Office) -> dict[str, Any]:
    """What the first signer of the step fills in; what was filed, where another has."""
    live = office.rt.live.get(at.case)
    task = live.state.open.get(at.task) if live is not None else None
    if task is not None and task.content is not None:
        return {"opinion": "同意", "content": task.content}
    if at.task.startswith("intake"):
        papers = {n: office.paper(n) for n in ("受理通知书", "服务承诺书")}
        return {"values": ACCEPT, "documents": papers, "opinion": "同意"}
    if at.task.startswith("decide"):
        paper = "建设工程规划许可证"
        return {"values": {"decision": "grant"}, "documents": {paper: office.paper(paper)}}
    return {"opinion": "同意"}


def _result(at: At, office: Office) -> RecordResult:
    return RecordResult(at.case, at.task, occurred_on=office.today, **_sign(at, office))


def _supplement(at: At, office: Office) -> SupplementNotice:
    values = {"checklist": CHECKLIST | {"land_papers": False}}
    papers = {"补正告知书": office.paper("补正告知书")}
    return SupplementNotice(
        at.case, at.task, values=values, documents=papers, supplement=("用地材料",)
    )


def _amend(at: At, _office: Office) -> Amend:
    return Amend(Sign(at.case, at.task, values=BACK, opinion="改后同意"))


VERBS: Mapping[str, Callable[[At, Office], CaseCommand]] = {
    "claim": lambda a, _: Claim(a.case, a.task),
    "unclaim": lambda a, _: Unclaim(a.case, a.task),
    "transfer": lambda a, _: Transfer(a.case, a.task, _P("gh-2"), "理由"),
    "add-signer": lambda a, _: AddSigner(a.case, a.task, _P("zh-2"), "理由"),
    "remove-signer": lambda a, _: RemoveSigner(a.case, a.task, a.slot, "理由"),
    "delegate": lambda a, _: Delegate(a.case, a.task, _P("zh-2"), "理由"),
    "report-back": lambda a, _: ReportBack(a.case, a.task, "办好了"),
    "recall": lambda a, _: Recall(a.case, a.task),
    "reassign": lambda a, _: Reassign(a.case, a.task, 1, _P("gh-2"), "理由"),
    "urge": lambda a, _: Urge(a.case, a.task),
    "copy": lambda a, _: CopyTo(a.case, (_P("zh-2"),)),
    "acknowledge": lambda a, _: Acknowledge(a.case, 1),
    "sign": _signs,
    "record-result": _result,
    "supplement": _supplement,
    "amend": _amend,
    "take-back": lambda a, _: TakeBack(a.case),
    "withdraw": lambda a, _: Withdraw(a.case),
    "extend": lambda a, o: Extend(a.case, "statutory", 10, "理由", o.paper("延期告知书")),
    "ask-recusal": lambda a, _: AskRecusal(a.case, "zh-1", "other", "理由"),
    "decide-recusal": lambda a, _: DecideRecusal(a.case, 2, granted=True, reason="理由"),
    "convene": lambda a, o: Convene(a.case, a.task, _until(o), ("议题",)),
    "attend": lambda a, _: Attend(a.case, a.task, ("jz", "dj", "gh-k")),
    "vote": lambda a, _: Vote(a.case, a.task, Ballot.AGREE),
    "defer": lambda a, _: Defer(a.case, a.task, "理由"),
    "ask-suspension": lambda a, o: AskSuspension(a.case, "party", "理由", _until(o)),
    "decide-suspension": lambda a, _: DecideSuspension(a.case, 1, granted=True, reason="理由"),
    "resume": lambda a, _: Resume(a.case, "理由"),
    "ask-merger": lambda a, _: AskMerger(a.case, a.other, "理由"),
    "decide-merger": lambda a, _: DecideMerger(a.case, a.other, 1, granted=True, reason="理由"),
}
"""The most lawful try of each verb in a state."""
BESIDE = frozenset({"ask-merger", "decide-merger"})
_REFUSED = frozenset({403, 404, 409, 422})
NOT_TRIED = frozenset(
    {
        "start",
        "fire-timer",
        "reproject",
        "migrate",
        "record-interference",
        "complain",
        "answer-complaint",
        "warn-clock",
        "issue-card",
        "answer-card",
        "appeal-card",
        "uphold-card",
        "withdraw-card",
        "dispose-card",
        "close-card",
        "escalate-card",
    }
)
"""Of no step: it has none yet, or is nobody's; reports and cards stand beside the case."""


def may(office: Office, state: State) -> dict[str, str]:
    """Verb -> the letters of those who may, in the order of `PEOPLE`."""
    at, found = state.make(office), {}
    for verb, command_of in VERBS.items():
        letters = ""
        for letter, login in (dict(PEOPLE) | dict(state.people)).items():
            command = command_of(at, office)
            try:
                _do(office, login, command, at.other if verb in BESIDE else None)
            except Refusal as refusal:
                if refusal.status not in _REFUSED:
                    raise
                continue
            letters += letter
            at = state.make(office)
        found[verb] = letters
    return found


def table(found: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """The table of the page. found: state -> verb -> letters."""
    yield "| | " + " | ".join(found) + " |"
    yield "|---|" + "---|" * len(found)
    for verb in VERBS:
        cells = (found[state][verb] or "—" for state in found)
        yield f"| `{verb}` | " + " | ".join(cells) + " |"


def read(text: str) -> dict[str, dict[str, str]]:
    """State -> verb -> letters, out of the page."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("|") and ("`" in line or line.startswith("| |"))
    ]
    states = rows[0][1:]
    return {
        state: {row[0].strip("`"): row[n].replace("—", "") for row in rows[1:]}
        for n, state in enumerate(states, 1)
    }
