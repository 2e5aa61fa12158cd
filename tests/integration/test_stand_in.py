"""顶岗: B acts for A only while A is on recorded leave, and it is booked for A."""

from datetime import timedelta

import pytest
from support import variants
from support.evidence import entries, facts_of, item, refused, replays
from support.office import ACCEPT, REPORT, REVIEW, Office, caller
from support.scenarios import PAPERS, until

from zhiheng import facts as f
from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.assignment.unclaim import Unclaim
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.personnel.absence import RecordAbsence
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.model.ids import PersonId
from zhiheng.queries.tasks import my_tasks

_RESOLUTION = "净规局纪〔2026〕2号"


def test_b_of_another_section_acts_for_an_absent_clerk_by_resolution(office: Office) -> None:
    case = office.start()
    office.walk(case, "first_review")
    with refused(office, "stand-in-while-present", 403):
        office.sign(case, "zh-1", "first_review", REVIEW)
    office.leave("gh-2", by="jz")
    with refused(office, "on-leave", 403):
        office.sign(case, "gh-2", "first_review", REVIEW)
    office.sign(case, "zh-1", "first_review", REVIEW)
    signed = facts_of(office, case, f.SlotSigned)[-1]
    assert (signed.person, signed.acting_for, signed.resolution) == ("zh-1", "gh-2", _RESOLUTION)
    actor = entries(office, f"case/{case}")[-1].actor
    assert (actor.person, actor.post, actor.section) == ("zh-1", "ZH-c", "ZH")
    assert actor.acting_for == "gh-2"
    replays(office, case)


def test_b_of_the_same_section_needs_no_resolution(office: Office) -> None:
    case = office.start()
    until("archive", "zh-2")(office, case)
    office.sign(case, "zh-1", "archive", {}, ("案卷目录",))
    assert facts_of(office, case, f.SlotSigned)[-1].acting_for is None
    assert item(office, case).status == "closed"


def test_what_b_did_for_a_stays_b_s_own_history(office: Office) -> None:
    case = office.start()
    until("first_review", "gh-2")(office, case)
    office.sign(case, "zh-1", "first_review", REVIEW)
    office.sign(case, "gh-k", "check", {"check_result": "agree"})
    office.sign(case, "dj", "deputy", {"deputy_result": "agree"})
    office.sign(case, "jz", "sign", REPORT, ("初审报告",))
    with refused(office, "different-person", 403) as caught:
        office.sign(case, "zh-1", "decide", {"decision": "grant"}, ("建设工程规划许可证",))
    assert caught.value.facts["conflict"] == "first_review"
    office.sign(case, "zh-2", "decide", {"decision": "grant"}, ("建设工程规划许可证",))


def test_the_head_acts_for_the_deputy_only_on_the_days_of_his_leave(office: Office) -> None:
    case = office.start()
    office.walk(case, "deputy")
    away = RecordAbsence(
        PersonId("dj"), office.today + timedelta(days=1), office.today + timedelta(days=2), "travel"
    )
    execute_agency(office.rt, caller("jz"), away)
    days = []
    for _ in range(4):
        try:
            execute(office.rt, caller("jz"), Claim(case, "deputy@1"))
        except Exception as error:  # noqa: BLE001 - its kind is what is looked at
            days.append(getattr(error, "rule", repr(error)))
        else:
            days.append("claimed")
            execute(office.rt, caller("jz"), Unclaim(case, "deputy@1"))
        office.clock.forward(days=1)
    assert days == ["stand-in-while-present", "claimed", "claimed", "stand-in-while-present"]


def test_the_claim_of_an_officer_who_goes_on_leave_passes_to_his_colleague(
    office: Office,
) -> None:
    case = office.start()
    office.claim(case, "gh-1", "intake")
    office.leave("gh-1")
    office.sign(case, "gh-2", "intake", ACCEPT, PAPERS)
    released = facts_of(office, case, f.SlotReleased)
    assert [(x.person, x.no) for x in released] == [("gh-1", 1)]
    replays(office, case)


def test_a_b_who_may_no_longer_act_does_not_hold_the_step_against_a(office: Office) -> None:
    """Prevents a claim that nobody can sign from stopping a case for good."""
    case = office.start()
    until("first_review", "gh-2")(office, case)
    office.claim(case, "zh-1", "first_review")
    office.clock.forward(days=10)
    with refused(office, "stand-in-while-present", 403):
        office.sign(case, "zh-1", "first_review", REVIEW)
    office.sign(case, "gh-2", "first_review", REVIEW)
    assert facts_of(office, case, f.SlotReleased)[-1].person == "zh-1"
    replays(office, case)


@pytest.mark.parametrize("left", ["post", "bureau"])
def test_the_claim_of_one_who_left_does_not_hold_the_step(office: Office, left: str) -> None:
    case = office.start()
    office.claim(case, "gh-1", "intake")
    if left == "bureau":
        variants.load_roster(office, lambda d: variants.without(d, "gh-1"))
    else:
        variants.load_roster(office, _gh_1_moves_to_the_office)
    office.sign(case, "gh-2", "intake", ACCEPT, PAPERS)
    assert facts_of(office, case, f.SlotReleased)[-1].person == "gh-1"
    replays(office, case)


def _gh_1_moves_to_the_office(data: dict[str, object]) -> None:
    variants.with_a_third_clerk(data)
    record = variants.person(data, "gh-1")
    record["section"], record["holdings"] = "ZH", [{"post": "ZH-c", "since": "2026-03-02"}]
    data["stand_ins"] = [x for x in variants.ROSTER["stand_ins"] if x["holder"] != "gh-1"]


def test_the_claim_of_one_who_may_act_does_hold_it(office: Office) -> None:
    case = office.start()
    until("archive", "gh-1")(office, case)
    office.claim(case, "zh-1", "archive")
    with refused(office, "claimed-by-other", 409):
        office.sign(case, "zh-2", "archive", {}, ("案卷目录",))
    office.leave("zh-1")
    office.sign(case, "zh-2", "archive", {}, ("案卷目录",))


def test_b_sees_the_tasks_of_absent_a_in_his_list_and_not_before(office: Office) -> None:
    case = office.start()
    office.walk(case, "first_review")

    def listed() -> list[str]:
        with office.rt.db.reading() as connection:
            return [x.task for x in my_tasks(office.rt, connection, caller("zh-1"))]

    assert listed() == []
    office.leave("gh-2")
    assert listed() == ["first_review"]


def test_leave_is_approved_by_a_person_just_authenticated_not_by_a_program(
    office: Office,
) -> None:
    """An access token that could record leave would open the way for B by itself."""
    command = RecordAbsence(PersonId("gh-1"), office.today, office.today, "leave")
    with refused(office, "fresh-authentication", 403):
        execute_agency(office.rt, caller("jz", confirmed=False), command)


def test_nobody_on_leave_takes_a_step_back(office: Office) -> None:
    case = office.start()
    until("check", "gh-2")(office, case)
    with refused(office, "on-leave", 403):
        execute(office.rt, caller("gh-2"), TakeBack(case))
