"""回避: asked for, decided, and then kept through every later step."""

from typing import Any

import pytest
from sqlalchemy import select
from support import variants
from support.evidence import facts_of, refused, replays
from support.office import ACCEPT, REVIEW, Office, caller
from support.scenarios import until

from zhiheng import facts as f
from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.assignment.recusal import AskRecusal, DecideRecusal
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.load_relations import LoadRelations
from zhiheng.commands.frame.receipt import Receipt
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.model.ids import CaseId
from zhiheng.store import tables as t

_PAPERS = ("受理通知书", "服务承诺书")


def ask(office: Office, case: CaseId, who: str, by: str, **more: str) -> Receipt:
    told = {"ground": "other", "reason": "曾共同投资", **more}
    return execute(office.rt, caller(by), AskRecusal(case, who, **told))


def decide(office: Office, case: CaseId, by: str, no: int = 1, **more: Any) -> Receipt:
    told: dict[str, Any] = {"granted": True, "reason": "情况属实", **more}
    return execute(office.rt, caller(by), DecideRecusal(case, no, **told))


def related(office: Office, *records: dict[str, str]) -> None:
    """Load a list of relations."""
    execute_agency(office.rt, caller("sysadmin"), LoadRelations({"relations": list(records)}))


def test_who_is_recused_acts_no_more_and_his_b_takes_over(office: Office) -> None:
    case = office.start()
    office.walk(case, "check")
    ask(office, case, "gh-k", by="yuanda")
    office.claim(case, "gh-k", "check")  # a request alone stops nobody (处罚法 43-3)
    decide(office, case, by="jz")
    assert facts_of(office, case, f.SlotReleased)[-1].person == "gh-k"
    with refused(office, "recused", 403):
        office.claim(case, "gh-k", "check")
    office.sign(case, "zh-k", "check", {"check_result": "agree"})
    signed = facts_of(office, case, f.SlotSigned)[-1]
    assert (signed.person, signed.acting_for) == ("zh-k", "gh-k")
    replays(office, case)


def test_it_is_his_case_only(office: Office) -> None:
    case, other = office.start(), office.start()
    ask(office, case, "gh-1", by="gh-1")
    with refused(office, "recused", 403):
        office.claim(case, "gh-1", "intake")
    office.claim(other, "gh-1", "intake")


def test_who_asks_for_himself_stands_aside_at_once_until_it_is_refused(office: Office) -> None:
    case = office.start()
    office.claim(case, "gh-1", "intake")
    ask(office, case, "gh-1", by="gh-1", ground="kin-interest")
    assert facts_of(office, case, f.SlotReleased)[-1].person == "gh-1"
    with refused(office, "recused", 403):
        office.sign(case, "gh-1", "intake", ACCEPT, _PAPERS)
    decide(office, case, by="gh-k", granted=False, reason="无利害关系")
    office.sign(case, "gh-1", "intake", ACCEPT, _PAPERS)
    replays(office, case)


def test_the_applicant_names_whom_he_knows_by_name(office: Office) -> None:
    case = office.start()
    name = variants.person(variants.ROSTER, "gh-1")["name"]
    ask(office, case, name, by="yuanda")
    assert facts_of(office, case, f.RecusalAsked)[0].person == "gh-1"
    with refused(office, "no-such-person", 422):
        ask(office, case, "某人", by="yuanda")


def test_ground_and_reason_stay_out_of_the_log(office: Office) -> None:
    case = office.start()
    receipt = ask(office, case, "gh-1", by="yuanda", ground="kin-interest", reason="是我表弟")
    assert "表弟" not in str(receipt.entry)
    assert "kin-interest" not in str(receipt.entry)


def test_the_recused_stands_in_for_nobody(office: Office) -> None:
    case = office.start()
    until("first_review", "gh-2")(office, case)
    ask(office, case, "zh-1", by="jc-1")
    decide(office, case, by="zh-k")
    with refused(office, "recused", 403):
        office.sign(case, "zh-1", "first_review", REVIEW)
    assert [x.task for x in facts_of(office, case, f.TaskBlocked)] == ["first_review"]
    office.clock.forward(days=6)
    office.sign(case, "gh-2", "first_review", REVIEW)
    assert _incidents(office) == [("first_review", False)]
    replays(office, case)


def test_the_recused_takes_no_step_back(office: Office) -> None:
    case = office.start()
    office.walk(case, "check")
    ask(office, case, "gh-2", by="gh-2")
    with refused(office, "recused", 403):
        execute(office.rt, caller("gh-2"), TakeBack(case))


def test_on_a_clerk_his_chief_decides_and_no_other(office: Office) -> None:
    case = office.start()
    ask(office, case, "gh-1", by="yuanda")
    for who in ("gh-2", "zh-k"):
        with refused(office, "may-not-decide-recusal", 403):
            decide(office, case, by=who)
    with refused(office, "own-recusal", 403):
        decide(office, case, by="gh-1")
    decide(office, case, by="gh-k")
    with refused(office, "recusal-decided", 409):
        decide(office, case, by="gh-k")
    with refused(office, "recusal-known", 409):
        ask(office, case, "gh-1", by="jc-1")


def test_on_the_head_only_the_meeting_decides_by_its_minutes(office: Office) -> None:
    case = office.start()
    ask(office, case, "jz", by="yuanda")
    with refused(office, "own-recusal", 403):
        decide(office, case, by="jz")
    with refused(office, "recusal-needs-minutes", 409):
        decide(office, case, by="dj")
    with refused(office, "document-not-stored", 422):
        decide(office, case, by="dj", minutes="0" * 64)
    decide(office, case, by="dj", minutes=office.paper("局务会纪要"))
    decided = facts_of(office, case, f.RecusalDecided)[0]
    assert decided.decided_by == "meeting"
    assert decided.minutes is not None


def test_what_is_asked_and_decided_is_checked(office: Office) -> None:
    case = office.start()
    with refused(office, "bad-ground", 422):
        ask(office, case, "gh-1", by="yuanda", ground="dislike")
    with refused(office, "recusal-reason", 422):
        ask(office, case, "gh-1", by="yuanda", reason=" ")
    with refused(office, "no-such-recusal", 409):
        decide(office, case, by="gh-k", no=7)
    ask(office, case, "gh-1", by="yuanda")
    with refused(office, "recusal-reason", 422):
        decide(office, case, by="gh-k", reason="")
    with refused(office, "role-may-not", 403):
        decide(office, case, by="yuanda")


def test_a_relative_of_the_applicant_stands_aside_by_the_list(office: Office) -> None:
    case = office.start()
    office.claim(case, "gh-1", "intake")
    related(office, {"person": "gh-1", "party": "yuanda", "kind": "spouse"})
    with refused(office, "recused", 403):
        office.sign(case, "gh-1", "intake", ACCEPT, _PAPERS)
    office.sign(case, "gh-2", "intake", ACCEPT, _PAPERS)
    replays(office, case)


def test_spouses_do_not_act_on_the_two_sides_where_the_chart_says_so(office: Office) -> None:
    last = '<zh:separation id="review-record"'
    kin = '<zh:separation id="kin" a="intake" b="archive" kind="not-kin" reason="近亲" />'
    variants.deploy(office, (last, f"{kin}\n{last}"))
    related(office, {"person": "gh-1", "other": "zh-2", "kind": "spouse"})
    case = office.start()
    office.walk(case, "archive")
    with refused(office, "not-kin", 403):
        office.sign(case, "zh-2", "archive", {}, ("案卷目录",))
    office.sign(case, "zh-1", "archive", {}, ("案卷目录",))


@pytest.mark.parametrize(
    "record",
    [
        {"person": "nobody", "party": "yuanda", "kind": "spouse"},
        {"person": "gh-1", "party": "yuanda", "kind": "friend"},
        {"person": "gh-1", "other": "gh-1", "kind": "spouse"},
        {"person": "gh-1", "kind": "spouse"},
    ],
)
def test_a_faulty_list_is_not_loaded(office: Office, record: dict[str, str]) -> None:
    with refused(office, "relations-fault", 422):
        related(office, record)


def test_nobody_left_is_an_incident_until_somebody_may_act(office: Office) -> None:
    case = office.start()
    ask(office, case, "gh-1", by="gh-1")
    assert facts_of(office, case, f.TaskBlocked) == []
    ask(office, case, "gh-2", by="gh-2")
    assert facts_of(office, case, f.TaskBlocked) == []  # zh-1 stands in
    for b in ("zh-1", "zh-2"):
        ask(office, case, b, by=b)
    blocked = facts_of(office, case, f.TaskBlocked)
    assert [(x.task, x.visit, x.slots) for x in blocked] == [("intake", 1, (1,))]
    assert _incidents(office) == [("intake", True)]
    replays(office, case)
    decide(office, case, by="gh-k", no=1, granted=False, reason="无利害关系")
    office.claim(case, "gh-1", "intake")
    assert _incidents(office) == [("intake", False)]
    replays(office, case)


def test_a_task_that_opens_with_nobody_left_is_an_incident_at_once(office: Office) -> None:
    case = office.start()
    office.walk(case, "publish")
    ask(office, case, "zh-1", by="zh-1")
    ask(office, case, "zh-2", by="zh-2")
    for who in ("gh-1", "gh-2"):
        if _stands_in_for_archive(who):
            ask(office, case, who, by=who)
    office.sign(case, "gh-1", "publish", {}, ("总平面图公布稿",))
    office.sign(case, "gh-1", "serve", {}, ("送达回证",))
    assert _incidents(office) == [("archive", True)]
    replays(office, case)


def _stands_in_for_archive(who: str) -> bool:
    lists = variants.ROSTER["stand_ins"]
    return any(
        x["holder"] in ("zh-1", "zh-2") and any(b["person"] == who for b in x["by"]) for x in lists
    )


def _incidents(office: Office) -> list[tuple[str, bool]]:
    with office.rt.db.reading() as connection:
        rows = connection.execute(select(t.incident.c.task, t.incident.c.closed_at))
        return [(r.task, r.closed_at is None) for r in rows]


def test_a_supervisor_may_ask_and_that_alone_stops_nobody(office: Office) -> None:
    case = office.start()
    ask(office, case, "gh-1", by="jiwei")
    execute(office.rt, caller("gh-1"), Claim(case, "intake@1"))
    replays(office, case)
