"""局务会: convened with notice, quorate, each votes and the chair last, minutes signed by two."""

from datetime import timedelta

import pytest
from support import spending, variants
from support.evidence import chained, count, facts_of, item, refused, replays
from support.office import Office, caller
from support.together import (
    MEMBERS,
    MINUTES,
    attend,
    convene,
    defer,
    meeting,
    minutes,
    sit,
    to_meeting,
    vote,
    voted,
)

from zhiheng import facts as f
from zhiheng.commands.assignment.recusal import AskRecusal
from zhiheng.commands.assignment.unclaim import Unclaim
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.meetings.convene import Convene
from zhiheng.commands.personnel.return_to_work import EndAbsence
from zhiheng.model.ids import CaseId, PersonId
from zhiheng.queries.task import task_view
from zhiheng.store import tables as t


def _resolved(office: Office, case: CaseId) -> f.MeetingResolved:
    return facts_of(office, case, f.MeetingResolved)[-1]


def test_a_meeting_resolves_and_its_minutes_complete_the_step(office: Office) -> None:
    case = to_meeting(office)
    convene(office, case)
    seats = facts_of(office, case, f.MeetingConvened)[0].members
    assert [(m.no, m.person, m.post) for m in seats] == [
        (3, "jz", "JZ"), (4, "dj", "DJ"), (5, "gh-k", "GH-k"), (6, "zh-k", "ZH-k"),
        (7, "jc-k", "JC-k"),
    ]  # fmt: skip
    office.clock.forward(days=1)
    attend(office, case)
    voted(office, case, jc_k="against", zh_k="abstain")
    assert _resolved(office, case) == f.MeetingResolved(
        task="meeting", visit=1, outcome="pass", agree=3, against=1, abstain=1, due=5, of=5,
        dissent=("zh-k", "jc-k"),
    )  # fmt: skip
    minutes(office, case)
    assert item(office, case).open_tasks == ("sign@1",)
    assert facts_of(office, case, f.VariablesSet)[-1].values == {"meeting_result": "pass"}
    replays(office, case)
    chained(office)


def test_exactly_half_blocks(office: Office) -> None:
    case = to_meeting(office)
    sit(office, case, ("jz", "dj", "gh-k", "zh-k"))
    for who in ("dj", "gh-k"):
        vote(office, case, who, "against")
    vote(office, case, "zh-k")
    vote(office, case, "jz")
    assert _resolved(office, case).outcome == "reject"
    minutes(office, case)
    assert facts_of(office, case, f.VariablesSet)[-1].values == {"meeting_result": "reject"}
    replays(office, case)


def test_on_a_tie_the_chair_decides_where_the_chart_says_so(office: Office) -> None:
    case = to_meeting(office, tie="chair")
    sit(office, case, ("jz", "dj", "gh-k", "zh-k"))
    for who in ("dj", "gh-k"):
        vote(office, case, who, "against")
    vote(office, case, "zh-k")
    vote(office, case, "jz")
    assert _resolved(office, case).outcome == "pass"


def test_discipline_inspection_blocks_alone(office: Office) -> None:
    case = to_meeting(office, veto="JC-k")
    sit(office, case)
    voted(office, case, jc_k="against")
    assert _resolved(office, case).outcome == "reject"
    assert _resolved(office, case).vetoed_by == ("jc-k",)


def test_the_majority_may_be_of_all_members_due(office: Office) -> None:
    case = to_meeting(office, majority="all")
    sit(office, case, ("jz", "dj", "gh-k"))
    for who in ("gh-k", "dj"):
        vote(office, case, who, "agree" if who == "gh-k" else "abstain")
    vote(office, case, "jz")
    assert (_resolved(office, case).agree, _resolved(office, case).of) == (2, 5)
    assert _resolved(office, case).outcome == "reject"


def test_topics_are_told_before_the_meeting(office: Office) -> None:
    case = to_meeting(office)
    with refused(office, "notice-short", 409):
        convene(office, case, days=0)
    with refused(office, "topics", 422):
        convene(office, case, topics=())
    with refused(office, "not-a-candidate", 403):
        convene(office, case, who="gh-1")
    convene(office, case)
    with refused(office, "convened-already", 409):
        convene(office, case)


def test_the_members_are_not_chosen_by_who_convenes(office: Office) -> None:
    case = to_meeting(office)
    with refused(office, "members-by-post", 422):
        convene(office, case, members=("gh-1",))


def test_where_the_chart_names_no_posts_the_convener_names_at_least_three(office: Office) -> None:
    case = to_meeting(office, members=None)
    with refused(office, "no-such-person", 422):
        convene(office, case, members=("gh-1", "nobody"))
    with refused(office, "members-few", 409):
        convene(office, case, members=("dj",))
    convene(office, case, members=("dj", "jc-1"))
    office.clock.forward(days=1)
    attend(office, case, ("jz", "jc-1"))
    vote(office, case, "jc-1")
    vote(office, case, "jz")
    assert _resolved(office, case).outcome == "pass"


def test_it_is_held_on_its_day_with_a_quorum(office: Office) -> None:
    case = to_meeting(office)
    with refused(office, "not-convened", 409):
        attend(office, case)
    convene(office, case, days=2)
    with refused(office, "not-the-day", 409):
        attend(office, case)
    office.clock.forward(days=2)
    with refused(office, "no-quorum", 409):
        attend(office, case, ("jz", "dj"))
    with refused(office, "not-a-member", 422):
        attend(office, case, (*MEMBERS, "gh-1"))
    with refused(office, "presence-first", 409):
        vote(office, case, "dj")
    attend(office, case, ("jz", "dj", "gh-k"))
    with refused(office, "present-already", 409):
        attend(office, case)
    with refused(office, "not-present", 403):
        vote(office, case, "jc-k")
    office.clock.forward(days=1)
    with refused(office, "not-the-day", 409):
        vote(office, case, "dj")


def test_a_member_on_leave_is_not_recorded_as_present(office: Office) -> None:
    case = to_meeting(office)
    convene(office, case)
    office.clock.forward(days=1)
    office.leave("dj")
    with refused(office, "member-away", 422):
        attend(office, case)
    attend(office, case, ("jz", "gh-k", "zh-k", "jc-k"))


def test_without_the_head_his_stand_in_presides_and_signs(office: Office) -> None:
    case = to_meeting(office)
    convene(office, case)
    office.clock.forward(days=1)
    with refused(office, "chair-missing", 409):
        attend(office, case, ("dj", "gh-k", "zh-k", "jc-k"))
    office.leave("jz", by="dj")
    with refused(office, "chair-missing", 409):
        attend(office, case, ("gh-k", "zh-k", "jc-k"))
    attend(office, case, ("dj", "gh-k", "zh-k", "jc-k"))
    with refused(office, "chair-last", 409):
        vote(office, case, "dj")
    for who in ("gh-k", "zh-k", "jc-k", "dj"):
        vote(office, case, who)
    office.sign(case, "zh-1", "meeting", {}, MINUTES)
    execute_agency(office.rt, caller("jz"), EndAbsence(PersonId("jz")))
    with refused(office, "not-who-presided", 403):
        office.sign(case, "jz", "meeting")
    office.sign(case, "dj", "meeting")
    assert item(office, case).open_tasks == ("sign@1",)
    replays(office, case)


def test_a_meeting_whose_chair_stands_aside_resolves_nothing_and_may_be_put_off(
    office: Office,
) -> None:
    case = to_meeting(office)
    sit(office, case)
    execute(office.rt, caller("jz"), AskRecusal(case, "jz", "other", "与申请人相识"))
    with refused(office, "chair-missing", 409):
        vote(office, case, "gh-k")
    with refused(office, "recused", 403):
        defer(office, case, who="jz")
    defer(office, case, who="zh-1")
    convene(office, case)


def test_who_presided_signs_no_minutes_once_he_stands_aside(office: Office) -> None:
    case = to_meeting(office)
    sit(office, case)
    voted(office, case)
    office.sign(case, "zh-1", "meeting", {}, MINUTES)
    execute(office.rt, caller("jz"), AskRecusal(case, "jz", "other", "与申请人相识"))
    with refused(office, "recused", 403):
        office.sign(case, "jz", "meeting")


def test_who_does_not_agree_says_why_and_nobody_votes_twice(office: Office) -> None:
    case = to_meeting(office)
    sit(office, case)
    for what in ("against", "abstain"):
        with refused(office, "reason-required", 422):
            vote(office, case, "dj", what, " ")
    vote(office, case, "dj", "against")
    with refused(office, "voted-already", 409):
        vote(office, case, "dj", "agree")
    with refused(office, "chair-last", 409):
        vote(office, case, "jz")
    with refused(office, "fresh-authentication", 403):
        vote(office, case, "gh-k", by=caller("gh-k", confirmed=False))


def test_minutes_say_what_was_resolved_and_the_recorder_signs_first(office: Office) -> None:
    case = to_meeting(office)
    with refused(office, "not-resolved", 409):
        office.sign(case, "zh-1", "meeting", {}, MINUTES)
    sit(office, case)
    voted(office, case)
    with refused(office, "resolved-already", 409):
        vote(office, case, "dj")
    with refused(office, "not-the-outcome", 422):
        office.sign(case, "zh-1", "meeting", {"meeting_result": "reject"}, MINUTES)
    with refused(office, "document-missing", 409):
        office.sign(case, "zh-1", "meeting")
    with refused(office, "sign-in-order", 409):
        office.sign(case, "jz", "meeting", {}, MINUTES)
    office.sign(case, "zh-1", "meeting", {"meeting_result": "pass"}, MINUTES)
    office.sign(case, "jz", "meeting")
    assert item(office, case).open_tasks == ("sign@1",)


def test_put_off_to_another_meeting_the_clock_runs_on(office: Office) -> None:
    case = to_meeting(office)
    sit(office, case)
    vote(office, case, "dj")
    with refused(office, "chair-only", 403):
        defer(office, case, "dj")
    clock = count(office, t.clock, t.clock.c.task == "meeting", t.clock.c.running)
    defer(office, case, "jz")
    assert count(office, t.clock, t.clock.c.task == "meeting", t.clock.c.running) == clock == 1
    replays(office, case)
    sit(office, case)
    assert [m.no for m in facts_of(office, case, f.MeetingConvened)[1].members] == [
        8,
        9,
        10,
        11,
        12,
    ]
    voted(office, case)
    minutes(office, case)
    assert item(office, case).open_tasks == ("sign@1",)
    replays(office, case)


def test_a_meeting_that_did_not_come_to_an_end_is_put_off_by_the_recorder_later(
    office: Office,
) -> None:
    case = to_meeting(office)
    convene(office, case)
    defer(office, case, "zh-1")
    sit(office, case)
    with refused(office, "chair-only", 403):
        defer(office, case, "zh-1")
    office.clock.forward(days=1)
    defer(office, case, "zh-1")


def test_the_chair_may_send_the_matter_back_as_the_chart_provides(office: Office) -> None:
    case = to_meeting(office)
    convene(office, case)
    with refused(office, "presence-first", 409):
        defer(office, case, "jz", back=True)
    office.clock.forward(days=1)
    attend(office, case)
    defer(office, case, "jz", back=True)
    minutes(office, case)
    assert item(office, case).open_tasks == ("deputy@2",)
    replays(office, case)


def test_without_a_value_for_it_nothing_is_sent_back(office: Office) -> None:
    case = to_meeting(office, deferred=None)
    sit(office, case)
    with refused(office, "no-way-back", 409):
        defer(office, case, "jz", back=True)


@pytest.mark.parametrize(
    ("against", "opinion", "other"), [(0, "approve", "refuse"), (3, "refuse", "approve")]
)
def test_the_head_reports_what_was_resolved(
    office: Office, against: int, opinion: str, other: str
) -> None:
    case = to_meeting(office)
    sit(office, case)
    voted(office, case, **{who.replace("-", "_"): "against" for who in MEMBERS[1 : against + 1]})
    minutes(office, case)
    with refused(office, "not-as-resolved", 409) as caught:
        office.sign(case, "jz", "sign", {"sign_result": "back"})
    assert caught.value.facts["must"] == "局长签发：上报"
    report = {"sign_result": "report", "report_opinion": other}
    with refused(office, "not-as-resolved", 409):
        office.sign(case, "jz", "sign", report, ("初审报告",))
    office.sign(case, "jz", "sign", {**report, "report_opinion": opinion}, ("初审报告",))
    assert item(office, case).open_tasks == ("decide@1",)
    replays(office, case)


def test_without_a_meeting_the_head_is_bound_by_none(office: Office) -> None:
    case = office.start()
    office.walk(case, "deputy")
    office.sign(case, "dj", "deputy", {"deputy_result": "agree"})
    office.sign(case, "jz", "sign", {"sign_result": "back"})
    assert item(office, case).open_tasks == ("deputy@2",)


def test_where_no_meeting_decides_none_is_convened(office: Office) -> None:
    case = office.start()
    command = Convene(case, "intake@1", office.today + timedelta(1), ("x",))
    with refused(office, "no-meeting-decides", 409):
        execute(office.rt, caller("gh-1"), command)


def test_a_seat_is_in_the_members_list_until_he_has_voted(office: Office) -> None:
    case = to_meeting(office)
    sit(office, case, ("jz", "dj", "gh-k"))
    held = (t.slot.c.case_id == case, t.slot.c.task == "meeting", t.slot.c.state == "claimed")
    assert count(office, t.slot, *held) == 3
    vote(office, case, "dj")
    assert count(office, t.slot, *held) == 2
    with refused(office, "not-yours", 403):
        execute(office.rt, caller("gh-k"), Unclaim(case, "meeting@1"))


@pytest.mark.parametrize("who", MEMBERS)
def test_nobody_signs_the_minutes_but_recorder_and_chair(office: Office, who: str) -> None:
    case = to_meeting(office)
    sit(office, case)
    voted(office, case)
    office.sign(case, "zh-1", "meeting", {}, MINUTES)
    if who == "jz":
        office.sign(case, who, "meeting")
        return
    rule = "stand-in-while-present" if who == "dj" else "not-a-candidate"
    with refused(office, rule, 403):
        office.sign(case, who, "meeting")


def test_a_member_who_stands_aside_is_neither_due_nor_present(office: Office) -> None:
    case = to_meeting(office)
    convene(office, case)
    _stands_aside(office, case, "gh-k")
    office.clock.forward(days=1)
    with refused(office, "member-recused", 422):
        attend(office, case)
    attend(office, case, ("jz", "dj", "jc-k"))
    assert facts_of(office, case, f.PresenceRecorded)[0].struck == ("gh-k",)
    for who in ("dj", "jc-k", "jz"):
        vote(office, case, who)
    assert (_resolved(office, case).agree, _resolved(office, case).due) == (3, 4)
    minutes(office, case)
    replays(office, case)


def test_the_vote_of_a_member_who_stands_aside_after_it_counts_no_more(office: Office) -> None:
    case = to_meeting(office)
    sit(office, case)
    vote(office, case, "gh-k", "against")
    vote(office, case, "zh-k", "against")
    _stands_aside(office, case, "gh-k")
    _stands_aside(office, case, "dj")
    with refused(office, "recused", 403):
        vote(office, case, "dj")
    vote(office, case, "jc-k")
    vote(office, case, "jz")
    resolved = _resolved(office, case)
    assert (resolved.agree, resolved.against, resolved.due) == (2, 1, 3)
    assert resolved.outcome == "pass"
    replays(office, case)


def test_a_member_whom_a_separation_bars_is_struck_out(office: Office) -> None:
    apart = ('a="site_visit" b="check" reason', 'a="check" b="meeting" reason')
    variants.deploy(office, apart)
    case = office.start()
    office.walk(case, "meeting")
    convene(office, case)
    office.clock.forward(days=1)
    with refused(office, "member-recused", 422):
        attend(office, case)
    attend(office, case, ("jz", "dj", "zh-k", "jc-k"))
    assert facts_of(office, case, f.PresenceRecorded)[0].struck == ("gh-k",)
    for who in ("dj", "zh-k", "jc-k", "jz"):
        vote(office, case, who)
    minutes(office, case)
    replays(office, case)


def _stands_aside(office: Office, case: CaseId, who: str) -> None:
    execute(office.rt, caller(who), AskRecusal(case, who, "self-interest", "与申请人有利害关系"))


_RULES = {"name": "bureau", "title": "局务会议事规则", "quorum": "all", "notice": 3}
_BY_RULES: dict[str, str | None] = {
    "quorum": None, "majority": None, "tie": None, "notice": None, "rules": "bureau",
}  # fmt: skip


def _in_force(office: Office, **changes: object) -> None:
    rules = {"meetings": [_RULES | changes]}
    spending.bring_into_force(office, spending.parameters(ladders=[], **rules))


def test_quorum_and_notice_go_by_the_rules_that_two_officers_brought_into_force(
    office: Office,
) -> None:
    _in_force(office)
    case = to_meeting(office, **_BY_RULES)
    with refused(office, "notice-short", 409):
        convene(office, case, days=2)
    convene(office, case, days=3)
    office.clock.forward(days=3)
    with refused(office, "no-quorum", 409):
        attend(office, case, MEMBERS[:4])
    _in_force(office, quorum="half")
    attend(office, case, MEMBERS[:4])
    for who in (*MEMBERS[1:4], MEMBERS[0]):
        vote(office, case, who)
    minutes(office, case)
    replays(office, case)


def test_the_majority_goes_by_them_too(office: Office) -> None:
    _in_force(office, quorum="half", majority="all", notice=1)
    case = to_meeting(office, **_BY_RULES)
    sit(office, case, ("jz", "dj", "gh-k"))
    for who in ("gh-k", "dj"):
        vote(office, case, who, "agree" if who == "gh-k" else "abstain")
    vote(office, case, "jz")
    assert (_resolved(office, case).of, _resolved(office, case).outcome) == (5, "reject")


def test_a_meeting_by_rules_that_are_not_in_force_is_not_deployed(sqlite_office: Office) -> None:
    with refused(sqlite_office, "chart-refused", 422) as caught:
        variants.deploy(sqlite_office, meeting(**_BY_RULES))
    assert {x.rule for x in caught.value.findings} == {"PAR004"}


def test_a_meeting_whose_rules_were_taken_away_waits_and_is_still_shown(office: Office) -> None:
    _in_force(office)
    case = to_meeting(office, **_BY_RULES)
    spending.bring_into_force(office, spending.parameters(ladders=[]))
    with refused(office, "parameter-missing", 409):
        convene(office, case)
    with office.rt.db.reading() as connection:
        assert task_view(office.rt, connection, caller("zh-1"), case, "meeting@1").meeting is None


def test_with_fewer_than_three_left_nobody_decides_as_a_meeting(office: Office) -> None:
    case = to_meeting(office)
    convene(office, case)
    for who in ("dj", "gh-k", "zh-k"):
        _stands_aside(office, case, who)
    office.clock.forward(days=1)
    with refused(office, "members-few", 409):
        attend(office, case, ("jz", "jc-k"))


def test_when_too_many_stand_aside_during_the_vote_nothing_is_resolved(office: Office) -> None:
    case = to_meeting(office)
    sit(office, case)
    vote(office, case, "jc-k")
    for who in ("dj", "gh-k", "zh-k"):
        _stands_aside(office, case, who)
    with refused(office, "members-few", 409):
        vote(office, case, "jz")
    defer(office, case, "jz")


_LAST = '<zh:separation id="review-record"'
_APART = (_LAST, f'<zh:separation id="x" a="site_visit" b="meeting" reason="另一人" />\n{_LAST}')
_AGREED = 'sourceRef="after_deputy" targetRef="sign"'


def _two_stand_aside_before_the_visit(office: Office, *chart: tuple[str, str]) -> CaseId:
    """Three of five members are left; one of them could go along to the site."""
    variants.deploy(office, _APART, *chart)
    case = office.start()
    office.walk(case, "site_visit")
    for who in ("dj", "zh-k"):
        _stands_aside(office, case, who)
    return case


def test_no_claim_leaves_fewer_members_than_the_quorum(office: Office) -> None:
    every_case = (_AGREED, _AGREED.replace('"sign"', '"meeting"'))
    case = _two_stand_aside_before_the_visit(office, every_case)
    with refused(office, "would-corner", 409) as caught:
        office.claim(case, "jc-k", "site_visit")
    assert "局务会" in caught.value.facts["steps"]
    office.claim(case, "jc-1", "site_visit")


def test_where_another_way_is_left_a_lost_quorum_is_warned_of(office: Office) -> None:
    case = _two_stand_aside_before_the_visit(office)
    receipt = office.claim(case, "jc-k", "site_visit")
    (lost,) = [x for x in receipt.entry.facts if isinstance(x, f.BranchNarrowed)]
    assert "meeting" in lost.tasks


_GUARD = ('guard="collective_decision"', 'guard="vote_threshold"')
_VETO = ('guard="collective_decision"', 'guard="discipline_veto"')


def test_a_vote_on_promotion_needs_more_than_half_and_no_discipline_veto(office: Office) -> None:
    """R-151 (001-4 L667): 纪检否决, or votes not above half, and it is not submitted."""
    with refused(office, "chart-refused", 422) as caught:
        variants.deploy(office, _VETO)
    assert "LNT040" in {x.rule for x in caught.value.findings}
    variants.deploy(office, _VETO, meeting(veto="JC-k"))
    vetoed = office.start()
    office.walk(vetoed, "meeting")
    sit(office, vetoed)
    voted(office, vetoed, jc_k="against")
    assert _resolved(office, vetoed).outcome == "reject"
    variants.deploy(office, _GUARD)
    half = office.start()
    office.walk(half, "meeting")
    sit(office, half, ("jz", "dj", "gh-k", "zh-k"))
    for who, what in (("dj", "against"), ("gh-k", "abstain"), ("zh-k", "agree"), ("jz", "agree")):
        vote(office, half, who, what)
    assert (_resolved(office, half).agree, _resolved(office, half).of) == (2, 4)
    assert _resolved(office, half).outcome == "reject"
