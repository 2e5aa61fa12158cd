"""Gates of the law on persons: separation, two hands, stand-ins, hearing host, meeting, opinion.

docs/gates.md names each test here beside its gate.
"""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from support import penalty, variants
from support.evidence import facts_of, refused, replays
from support.office import ACCEPT, REPORT, REVIEW, VISIT, Office, caller
from support.scenarios import PAPERS, absent, until
from support.together import attend, convene, minutes, sit, to_meeting, vote, voted

from zhiheng import facts as f
from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.assignment.recusal import AskRecusal
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.personnel.hand_over import HandOver
from zhiheng.model.ids import PersonId, PostId
from zhiheng.store import tables as t

_ASKED = {"objection": "hearing"}
_NOTICE = ("批前公示", "听证时间告知书")
_HEARD = ("听证通知书", "听证笔录")


def test_nobody_completes_two_incompatible_nodes(office: Office) -> None:
    case = office.start()
    office.walk(case, "site_visit")
    with refused(office, "different-person", 403) as caught:
        office.sign(case, "gh-1", "site_visit", VISIT, ("踏勘记录",))
    assert caught.value.facts["conflict"] == "intake"
    replays(office, case)


def test_nobody_completes_two_incompatible_nodes_by_a_claim_from_the_group(office: Office) -> None:
    case = office.start()
    office.walk(case, "first_review")
    with refused(office, "different-person", 403):
        execute(office.rt, caller("gh-1"), Claim(case, "first_review@1"))


def test_nobody_completes_two_incompatible_nodes_as_a_stand_in(office: Office) -> None:
    """zh-1 accepted for an absent clerk; later he stands in for the reviewer who is away."""
    case = office.start()
    office.leave("gh-1")
    absent("gh-2", by="jz", reason="sick", until=0)(office, case)
    office.sign(case, "zh-1", "intake", ACCEPT, PAPERS)
    office.clock.forward(days=1)
    absent("gh-2", by="jz", reason="sick")(office, case)
    with refused(office, "stand-in-separated", 403) as caught:
        office.sign(case, "zh-1", "site_visit", VISIT, ("踏勘记录",))
    assert caught.value.facts["conflict"] == "intake"
    replays(office, case)


def test_nobody_completes_two_incompatible_nodes_by_a_hand_over(office: Office) -> None:
    """What is handed over stays with whom the law lets act: gh-1 accepted, so he reviews not."""
    case = office.start()
    office.walk(case, "first_review")
    sheet = office.paper("交接单")
    command = HandOver(PersonId("gh-1"), PostId("GH-c"), sheet, (case,))
    execute_agency(office.rt, caller("gh-2"), command)
    office.leave("gh-2")
    with refused(office, "different-person", 403):
        office.sign(case, "gh-1", "first_review", REVIEW)


def test_nobody_completes_two_incompatible_nodes_by_an_administrators_edit(office: Office) -> None:
    """Officers of the system touch no case, a new roster changes no history, a row does not fit."""
    case = office.start()
    office.walk(case, "site_visit")
    with refused(office, "role-may-not", 403):
        office.sign(case, "sysadmin", "site_visit", VISIT, ("踏勘记录",))
    variants.load_roster(office, _gh_1_is_of_the_office)
    with refused(office, "different-person", 403):
        office.sign(case, "gh-1", "site_visit", VISIT, ("踏勘记录",))
    row = {"agency": "jingyue", "scope": f"case/{case}", "rule": "intake-review", "person": "gh-1"}
    row |= {"side": "b", "case_id": case, "task": "site_visit", "at": "2026-03-02T01:00:00.000000Z"}
    with office.rt.db.writing() as connection, pytest.raises(IntegrityError):
        connection.execute(insert(t.duty), row)


def _gh_1_is_of_the_office(data: dict[str, Any]) -> None:
    variants.with_a_third_clerk(data)
    held = variants.person(data, "gh-1")["holdings"]
    held.append({"post": "ZH-c", "since": "2026-03-02"})


def test_a_task_of_two_is_not_done_by_one(office: Office) -> None:
    case = office.start()
    office.walk(case, "site_visit")
    office.sign(case, "gh-2", "site_visit", VISIT, ("踏勘记录",))
    with refused(office, "two-hands", 403):
        office.sign(case, "gh-2", "site_visit")


def test_a_card_that_has_run_out_on_the_day_makes_no_second_hand(office: Office) -> None:
    def ran_out(data: dict[str, Any]) -> None:
        for who in ("jc-1", "jc-2"):
            variants.person(data, who)["cards"][0]["until"] = office.today.isoformat()

    variants.load_roster(office, ran_out)
    case = office.start()
    office.walk(case, "site_visit")
    office.sign(case, "gh-2", "site_visit", VISIT, ("踏勘记录",))
    office.claim(case, "jc-1", "site_visit")
    office.clock.forward(days=1)
    with refused(office, "no-valid-card", 403):
        office.sign(case, "jc-1", "site_visit")


def test_a_stand_in_is_refused_while_a_is_present(office: Office) -> None:
    case = office.start()
    office.walk(case, "check")
    with refused(office, "stand-in-while-present", 403):
        office.sign(case, "zh-k", "check", {"check_result": "agree"})


def test_a_stand_in_answers_for_his_own_history_in_the_case(office: Office) -> None:
    case = office.start()
    until("first_review", "gh-2")(office, case)
    office.sign(case, "zh-1", "first_review", REVIEW)
    office.sign(case, "gh-k", "check", {"check_result": "agree"})
    office.sign(case, "dj", "deputy", {"deputy_result": "agree"})
    office.sign(case, "jz", "sign", REPORT, ("初审报告",))
    with refused(office, "different-person", 403):
        office.sign(case, "zh-1", "decide", {"decision": "grant"}, ("建设工程规划许可证",))


def test_a_stand_in_answers_for_the_history_of_a(office: Office) -> None:
    """gh-k visited the site for want of another; whoever stands in for him may not check it."""

    def visitor(data: dict[str, Any]) -> None:
        chief = variants.person(data, "gh-k")
        chief["holdings"].append({"post": "GH-c", "since": "2026-01-01"})
        chief["cards"] = [{"qualification": "enforcement-card", "number": "JY-0300",
                           "since": "2026-01-01", "until": "2028-12-31"}]  # fmt: skip
        data["persons"].append({**variants.person(data, "zh-k"), "id": "gh-k2", "section": "GH",
                                "name": "副科长", "holdings": [{"post": "GH-k",
                                                             "since": "2026-01-01"}]})  # fmt: skip

    variants.load_roster(office, visitor)
    case = office.start()
    office.walk(case, "site_visit")
    office.sign(case, "gh-k", "site_visit", VISIT, ("踏勘记录",))
    office.sign(case, "jc-1", "site_visit")
    office.sign(case, "gh-2", "notice", {"objection": "none"}, _NOTICE)
    office.sign(case, "gh-2", "first_review", REVIEW)
    absent("gh-k", by="jz", reason="sick")(office, case)
    with refused(office, "stand-in-separated", 403) as caught:
        office.sign(case, "zh-k", "check", {"check_result": "agree"})
    assert caught.value.facts["whose"] == "陆明远"
    office.sign(case, "gh-k2", "check", {"check_result": "agree"})


def no_third_clerk(post: str, section: str) -> Callable[[dict[str, Any]], None]:
    """The two clerks of a section stand in for each other, and nobody else does."""

    def change(data: dict[str, Any]) -> None:
        for listed in data["stand_ins"]:
            if listed["post"] == post:
                listed["by"] = [b for b in listed["by"] if b["person"].startswith(section)]

    return change


def test_leave_is_refused_when_both_would_be_absent(office: Office) -> None:
    variants.load_roster(office, no_third_clerk("ZH-c", "zh"))
    office.leave("zh-2")
    with refused(office, "nobody-left", 409):
        office.leave("zh-1")


def test_leave_of_a_person_critical_for_an_open_case_is_refused(office: Office) -> None:
    variants.load_roster(office, no_third_clerk("GH-c", "gh"))
    case = office.start()
    office.sign(case, "gh-1", "intake", ACCEPT, PAPERS)
    with refused(office, "leave-stops-case", 409):
        office.leave("gh-2")


def test_who_decided_on_a_fine_does_not_collect_it_in_any_case(office: Office) -> None:
    """The head decides one fine; in another case he stands in for the deputy, who collects."""
    first = penalty.opened(office)
    penalty.walk(office, first, "impose")
    penalty.decide(office, first, "10000.00")
    absent("dj", by="jz", reason="sick")(office, first)
    with refused(office, "stand-in-separated", 403):
        office.sign(first, "jz", "collect", {}, ("罚没票据",))


def test_collection_by_the_decider_is_refused_across_cases(office: Office) -> None:
    first = penalty.opened(office)
    penalty.walk(office, first, "impose")
    penalty.decide(office, first, "10000.00")
    variants.load_roster(office, _collectors)
    second = penalty.another(office)
    penalty.walk(office, second, "impose")
    penalty.decide(office, second, "10000.00", who="zh-2")
    with refused(office, "separated-elsewhere", 403):
        office.sign(second, "jz", "collect", {}, ("罚没票据",))
    office.sign(second, "dj", "collect", {}, ("罚没票据",))


def _collectors(data: dict[str, Any]) -> None:
    variants.person(data, "jz")["holdings"].append({"post": "DJ", "since": "2026-01-01"})
    variants.person(data, "zh-2")["holdings"].append({"post": "JZ", "since": "2026-01-01"})


def test_the_hearing_host_is_no_reviewer_of_the_case(office: Office) -> None:
    """许可法 48-1(3): jc-k holds the host's card, and visited the site."""
    case = office.start()
    office.walk(case, "site_visit")
    office.sign(case, "gh-2", "site_visit", VISIT, ("踏勘记录",))
    office.sign(case, "jc-k", "site_visit")
    office.sign(case, "gh-2", "notice", _ASKED, _NOTICE)
    host = {"held_on": office.today.isoformat()}
    with refused(office, "different-person", 403):
        office.sign(case, "jc-k", "hearing", host, _HEARD)
    office.sign(case, "zh-k", "hearing", host, _HEARD)


def test_the_hearing_host_is_no_investigator_of_the_case(office: Office) -> None:
    """处罚法 64(4): jc-k holds the host's card, and investigated."""
    case = penalty.opened(office)
    variants.load_roster(office, _investigates)
    penalty.walk(office, case, "investigate")
    office.sign(case, "jc-1", "investigate", {"grave": "no"}, ("调查终结报告",))
    office.sign(case, "jc-k", "investigate")
    penalty.walk_on(office, case, "notice", "hearing", answer="hearing")
    with refused(office, "different-person", 403):
        office.sign(case, "jc-k", "hearing", {}, ("听证笔录",))
    office.sign(case, "zh-k", "hearing", {}, ("听证笔录",))


def _investigates(data: dict[str, Any]) -> None:
    variants.person(data, "jc-k")["holdings"].append({"post": "JC-c", "since": "2026-01-01"})


def test_a_meeting_without_quorum_decides_nothing(office: Office) -> None:
    case = to_meeting(office)
    convene(office, case)
    office.clock.forward(days=1)
    with refused(office, "no-quorum", 409):
        attend(office, case, ("jz", "dj"))
    with refused(office, "not-resolved", 409):
        minutes(office, case)


def test_a_recused_member_is_neither_counted_nor_heard(office: Office) -> None:
    case = to_meeting(office)
    convene(office, case)
    execute(office.rt, caller("gh-k"), AskRecusal(case, "gh-k", "self-interest", "有利害关系"))
    office.clock.forward(days=1)
    with refused(office, "member-recused", 422):
        attend(office, case)
    attend(office, case, ("jz", "dj", "jc-k"))
    with refused(office, "recused", 403):
        vote(office, case, "gh-k")


def test_each_member_votes_and_dissent_stays_on_record(office: Office) -> None:
    case = to_meeting(office)
    sit(office, case)
    with refused(office, "not-resolved", 409):
        minutes(office, case)
    with refused(office, "chair-last", 409):
        vote(office, case, "jz")
    voted(office, case, jc_k="against")
    assert facts_of(office, case, f.MeetingResolved)[-1].dissent == ("jc-k",)
    with refused(office, "resolved-already", 409):
        vote(office, case, "jc-k")


@pytest.mark.parametrize("opinion", [None, "", " ", "\u3000"])
def test_no_approval_is_a_bare_name(office: Office, opinion: str | None) -> None:
    case = office.start()
    office.walk(case, "check")
    with refused(office, "opinion-required", 422):
        office.sign(case, "gh-k", "check", {"check_result": "agree"}, opinion=opinion)


def test_every_approval_bears_opinion_and_time(office: Office) -> None:
    case = office.start()
    office.walk(case, "check")
    office.clock.forward(days=1)
    entry = office.sign(case, "gh-k", "check", {"check_result": "agree"}).entry
    (signed,) = [x for x in entry.facts if isinstance(x, f.SlotSigned)]
    assert signed.opinion is not None
    assert entry.at[:10] == office.today.isoformat()
