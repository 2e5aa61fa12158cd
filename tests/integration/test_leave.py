"""Leave, its end (销假) and the hand-over (交接)."""

from datetime import timedelta

from support import variants
from support.evidence import entries, refused, replays
from support.office import REVIEW, Office, caller
from support.scenarios import absent, asks, until

from zhiheng import facts as f
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.personnel.absence import RecordAbsence
from zhiheng.commands.personnel.hand_over import HandOver
from zhiheng.commands.personnel.leave_request import DecideLeave
from zhiheng.commands.personnel.return_to_work import EndAbsence
from zhiheng.model.ids import CaseId, PersonId, PostId

_NONE = CaseId("")


def back(office: Office, who: str, by: str) -> None:
    execute_agency(office.rt, caller(by), EndAbsence(PersonId(who)))


def test_a_who_is_back_acts_and_b_no_longer_does(office: Office) -> None:
    case = office.start()
    until("first_review", "gh-2")(office, case)
    office.claim(case, "zh-1", "first_review")
    back(office, "gh-2", by="gh-2")
    with refused(office, "stand-in-while-present", 403):
        office.sign(case, "zh-1", "first_review", REVIEW)
    office.sign(case, "gh-2", "first_review", REVIEW)
    replays(office, case)


def test_leave_that_has_not_begun_is_called_off(office: Office) -> None:
    absent("gh-1", by="jz", since=2, until=5)(office, _NONE)
    back(office, "gh-1", by="jz")
    office.clock.forward(days=3)
    case = office.start()
    office.claim(case, "gh-1", "intake")


def test_days_gone_by_stay_days_of_leave(office: Office) -> None:
    office.leave("gh-1")
    office.clock.forward(days=2)
    back(office, "gh-1", by="gh-1")
    with office.rt.db.reading() as connection:
        state = office.rt.agency(connection, caller("jz").agency).state
    yesterday = office.today - timedelta(days=1)
    assert [(a.since, a.until) for a in state.absences] == [
        (yesterday - timedelta(days=1), yesterday)
    ]


def test_only_he_himself_or_who_approves_leave_ends_it(office: Office) -> None:
    office.leave("gh-1")
    for who in ("gh-2", "jiwei", "sysadmin"):
        with refused(office, "may-not-end-leave", 403):
            back(office, "gh-1", by=who)
    with refused(office, "not-away", 409):
        back(office, "gh-2", by="gh-2")
    with refused(office, "no-such-person", 422):
        back(office, "nobody", by="jz")
    back(office, "gh-1", by="gh-1")


def test_a_and_every_b_are_never_all_on_leave(office: Office) -> None:
    bs = [b["person"] for x in variants.ROSTER["stand_ins"] if x["holder"] == "gh-k"
          for b in x["by"]]  # fmt: skip
    assert len(bs) > 1
    for b in bs:
        office.leave(b)
    with refused(office, "nobody-left", 409):
        office.leave("gh-k")
    sick = RecordAbsence(PersonId("gh-k"), office.today, office.today, "sick")
    execute_agency(office.rt, caller("jz"), sick)


def test_a_critical_person_without_a_b_does_not_go(office: Office) -> None:
    variants.load_roster(office, lambda d: d.__setitem__("stand_ins", []))
    execute_agency(office.rt, caller("sysadmin"), variants.deployment(("核发（初审）", "核发")))
    with office.rt.db.reading() as connection:
        charts = office.rt.agency(connection, caller("jz").agency).state.charts
    critical = charts["construction-permit"][-1].critical
    assert "gh-k" in critical
    with refused(office, "critical-without-b", 409):
        office.leave("gh-k")


def test_a_hands_over_to_his_b_and_b_hands_back(office: Office) -> None:
    listed = variants.ROSTER["stand_ins"][0]
    a, b, post = listed["holder"], listed["by"][0]["person"], listed["post"]
    sheet = office.paper("交接单")
    for giver, receiver in ((a, b), (b, a)):
        command = HandOver(PersonId(receiver), PostId(post), sheet)
        execute_agency(office.rt, caller(giver), command)
    told = [x for e in entries(office, "agency/jingyue") for x in e.facts]
    handed = [x for x in told if isinstance(x, f.HandedOver)]
    assert [(x.giver, x.receiver, x.back) for x in handed] == [(a, b, False), (b, a, True)]


def test_b_hands_on_to_nobody(office: Office) -> None:
    listed = variants.ROSTER["stand_ins"][0]
    b, post = listed["by"][0]["person"], listed["post"]
    stranger = next(
        p["id"]
        for p in variants.ROSTER["persons"]
        if p["id"] != b
        and not any(
            x["post"] == post and {x["holder"], *(y["person"] for y in x["by"])} >= {b, p["id"]}
            for x in variants.ROSTER["stand_ins"]
        )
    )
    command = HandOver(PersonId(stranger), PostId(post), office.paper("交接单"))
    with refused(office, "not-his-stand-in", 403):
        execute_agency(office.rt, caller(b), command)


def test_a_hand_over_has_its_sheet_in_the_store(office: Office) -> None:
    listed = variants.ROSTER["stand_ins"][0]
    command = HandOver(PersonId(listed["by"][0]["person"]), PostId(listed["post"]), "0" * 64)
    with refused(office, "document-not-stored", 422):
        execute_agency(office.rt, caller(listed["holder"]), command)


def test_nobody_grants_his_own_request(office: Office) -> None:
    asks("jz")(office, _NONE)
    with refused(office, "own-leave", 403):
        execute_agency(office.rt, caller("jz"), DecideLeave(1, granted=True))
    execute_agency(office.rt, caller("dj"), DecideLeave(1, granted=True))


def test_a_request_is_granted_only_by_the_rules_of_leave(office: Office) -> None:
    for who in ("dj", "jz"):
        asks(who)(office, _NONE)
    execute_agency(office.rt, caller("dj"), DecideLeave(2, granted=True))
    with refused(office, "nobody-left", 409):
        execute_agency(office.rt, caller("jz"), DecideLeave(1, granted=True))
    with refused(office, "may-not-approve-leave", 403):
        execute_agency(office.rt, caller("gh-k"), DecideLeave(1, granted=True))
    with office.rt.db.reading() as connection:
        waiting = office.rt.agency(connection, caller("jz").agency).state.leave_asked
    assert list(waiting) == [1]
