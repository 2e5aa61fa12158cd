"""Cards (黄牌、红牌): small cases of their own, from frozen evidence to their end."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select
from support.cards import LATE, agrees, answered, disposed, do, facts, late_visit, of_section, rows
from support.evidence import agency_verdict, entries, officer, refused, replays
from support.office import AGENCY, VISIT, Office, caller

from zhiheng import facts as f
from zhiheng.audit.canonical import canonical
from zhiheng.commands.cards.answer import AnswerCard
from zhiheng.commands.cards.appeal import AppealCard
from zhiheng.commands.cards.card import execute_card
from zhiheng.commands.cards.close import CloseCard
from zhiheng.commands.cards.dispose import DisposeOfCard
from zhiheng.commands.cards.issue import IssueCard
from zhiheng.commands.cards.uphold import UpholdCard
from zhiheng.commands.cards.withdraw import WithdrawCard
from zhiheng.commands.frame.receipt import Once
from zhiheng.commands.sweeps.sweep_warnings import sweep_warnings
from zhiheng.errors import Refusal
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import AccountId
from zhiheng.store import tables as t

SECOND = Caller(AGENCY, AccountId("jiwei-2"), Role.SUPERVISOR, confirmed=True)


def test_a_step_that_is_late_brings_a_card_for_its_section_though_the_case_is_in_time(
    office: Office,
) -> None:
    case = late_visit(office)
    cards = {r.section: r for r in rows(office)}
    assert set(cards) == {"GH", "JC"}, "both hold the visit up"
    assert {r.trigger for r in cards.values()} == {"over-step"}
    assert (cards["GH"].persons, cards["JC"].persons) == (",gh-2,", ",")
    assert {(r.colour, r.issuer, r.case_id) for r in cards.values()} == {("yellow", "law", case)}
    assert "post:GH-k" in cards["GH"].told
    agrees(office)
    replays(office, case)


def test_when_one_hand_has_signed_only_the_other_section_gets_a_card(office: Office) -> None:
    case = office.start()
    office.walk(case, "site_visit")
    office.sign(case, "gh-2", "site_visit", VISIT, ("踏勘记录",))
    office.clock.forward(days=4)
    sweep_warnings(office.rt)
    assert [r.section for r in rows(office)] == ["JC"]


def test_the_evidence_is_frozen_and_names_the_entry_that_said_red(office: Office) -> None:
    case = late_visit(office)
    one = of_section(office)
    (issued,) = facts(office, one)
    proof = issued.evidence
    said = entries(office, f"case/{case}")[proof.n - 1]
    assert f.ClockWarned(clock=LATE, rung="red") in said.facts
    assert (proof.stream, proof.case, proof.clock) == (f"case/{case}", case, LATE)
    assert (proof.due, proof.rule) == ("2026-03-05", "limit/post")
    stands = {k: v for k, v in msgspec.to_builtins(proof).items() if k != "facts"}
    assert proof.facts == hashlib.sha256(canonical(stands)).hexdigest()
    office.sign(case, "gh-2", "site_visit", VISIT, ("踏勘记录",))
    assert facts(office, one) == [issued]


def test_a_limit_of_the_whole_case_brings_a_red_card_told_upward(office: Office) -> None:
    case = office.start()
    office.walk(case, "site_visit")
    office.clock.forward(days=40)
    sweep_warnings(office.rt)
    whole = rows(office, trigger="over-whole", section="GH")
    assert {r.colour for r in whole} == {"red"}
    assert len(whole) == 2, "the promise, and the statute"
    for row in whole:
        assert {"role:supervisor", "grade:deputy-head"} <= set(row.told.split(","))
    replays(office, case)


def test_what_waits_with_the_party_brings_no_card_for_the_office(office: Office) -> None:
    case = office.start()
    office.walk(case, "decide")
    office.clock.forward(days=60)
    sweep_warnings(office.rt)
    assert [r for r in rows(office) if "decide" in (r.task or "")] == []


def test_the_answer_comes_within_five_working_days_from_him_or_for_the_section(
    office: Office,
) -> None:
    late_visit(office)
    one = of_section(office)
    (row,) = rows(office, id=one)
    assert (row.until, row.days) == ("2026-03-13", 5)
    with refused(office, "no-such-card", 404):
        do(office, "zh-1", AnswerCard(one, "与我无关"))
    with refused(office, "card-not-yours", 403):
        do(office, "jz", AnswerCard(one, "我替他说"))
    do(office, "gh-k", AnswerCard(one, "人手不足，已调整"))
    (row,) = rows(office, id=one)
    assert (row.state, row.until) == ("answered", None)
    assert facts(office, one)[-1].late is False
    agrees(office)


def test_an_answer_after_the_last_day_is_taken_and_late(office: Office) -> None:
    late_visit(office)
    one = of_section(office)
    office.clock.forward(days=14)
    do(office, "gh-2", AnswerCard(one, "迟了"))
    assert facts(office, one)[-1].late is True


def test_an_appeal_is_made_once_and_what_is_upheld_gives_five_days_anew(office: Office) -> None:
    late_visit(office)
    one = of_section(office)
    do(office, "gh-2", AppealCard(one, "申请人约定改期"))
    with refused(office, "card-not-open", 409):
        do(office, "gh-2", AnswerCard(one, "再说一遍"))
    with refused(office, "card-not-open", 409):
        do(office, "jiwei", DisposeOfCard(one, "remind", "提醒"))
    do(office, "jiwei", UpholdCard(one, "改期没有书面材料"))
    (row,) = rows(office, id=one)
    assert (row.state, row.until) == ("issued", "2026-03-13")
    with refused(office, "card-not-open", 409):
        do(office, "gh-2", AppealCard(one, "再申诉"))
    agrees(office)


def test_an_appeal_that_is_right_ends_in_withdrawal_with_the_reason(office: Office) -> None:
    late_visit(office)
    one = of_section(office)
    do(office, "gh-2", AppealCard(one, "当日停电"))
    do(office, "jiwei", WithdrawCard(one, "停电属实"))
    assert rows(office, id=one)[0].state == "withdrawn"
    with refused(office, "card-not-open", 409):
        do(office, "jiwei", CloseCard(one, "销号"))
    agrees(office)


def test_nobody_is_disposed_of_before_he_was_heard(office: Office) -> None:
    late_visit(office)
    one = of_section(office)
    with refused(office, "card-not-open", 409):
        do(office, "jiwei", DisposeOfCard(one, "admonish", "诫勉"))


def test_the_ladder_goes_up_and_its_steps_have_their_days(office: Office) -> None:
    one = answered(office)
    bad: list[tuple[str, Any]] = [("talk", None), ("rectify", None), ("rectify", office.today)]
    for step, until in bad:
        with refused(office, "card-fault", 422):
            do(office, "jiwei", DisposeOfCard(one, step, "理由", until))
    until = office.today + timedelta(days=7)
    do(office, "jiwei", DisposeOfCard(one, "rectify", "限期整改", until))
    with refused(office, "card-not-open", 409):
        do(office, "jiwei", CloseCard(one, "还没有整改"))
    for step in ("remind", "rectify"):
        with refused(office, "card-fault", 422):
            do(office, "jiwei", DisposeOfCard(one, step, "往下", until))
    do(office, "gh-k", AnswerCard(one, "已整改"))
    do(office, "jiwei", DisposeOfCard(one, "admonish", "诫勉谈话"))
    do(office, "jiwei", CloseCard(one, "整改到位"))
    assert rows(office, id=one)[0].state == "closed"
    agrees(office)


def test_a_refused_attempt_becomes_a_card_by_hand_once(office: Office) -> None:
    case = office.start()
    office.walk(case, "site_visit")
    with pytest.raises(Refusal):
        office.sign(case, "gh-1", "site_visit", VISIT, ("踏勘记录",))
    with office.rt.db.reading() as connection:
        signal = connection.execute(select(t.breach)).one()
    command = IssueCard("yellow", "办过收件又要踏勘", signal=(signal.stream, signal.n))
    do(office, "jiwei", command)
    (row,) = rows(office)
    assert (row.family, row.trigger, row.persons) == ("breach", "separation", ",gh-1,")
    (issued,) = facts(office, row.id)
    assert (issued.evidence.stream, issued.evidence.n) == (signal.stream, signal.n)
    with refused(office, "card-known", 409):
        do(office, "jiwei", command)
    with refused(office, "card-fault", 422):
        do(office, "jiwei", IssueCard("yellow", "没有的", signal=(signal.stream, 99)))
    agrees(office)


def test_what_the_engine_cannot_see_is_found_out_by_a_supervisor(office: Office) -> None:
    case = office.start()
    found: dict[str, Any] = {"trigger": "off-line", "person": "gh-1", "case": case}
    do(office, "jiwei", IssueCard("red", "纸质先办，后来补录", **found, level="high"))
    (row,) = rows(office)
    assert {"post:GH-k", "grade:deputy-head", "grade:head"} <= set(row.told.split(","))
    bad: list[dict[str, Any]] = [
        found | {"trigger": "over-step"},
        found | {"person": "nobody"},
        found | {"level": "huge"},
    ]
    for given in bad:
        with refused(office, "card-fault", 422):
            do(office, "jiwei", IssueCard("red", "理由", **given))
    with refused(office, "no-such-case", 404):
        do(office, "jiwei", IssueCard("red", "理由", **found | {"case": "0" * 36}))
    agrees(office)


def test_who_issued_a_card_does_not_withdraw_it(office: Office) -> None:
    do(office, "jiwei", IssueCard("red", "收了费", trigger="unlawful-fee", person="gh-1"))
    one = rows(office)[0].id
    with refused(office, "own-card", 403):
        do(office, "jiwei", WithdrawCard(one, "算了"))
    with refused(office, "role-may-not", 403):
        do(office, "gh-k", WithdrawCard(one, "算了"))
    execute_card(office.rt, SECOND, WithdrawCard(one, "查无此事"))
    do(office, "jiwei", IssueCard("red", "又收了费", trigger="unlawful-fee", person="gh-1"))
    (other,) = rows(office, state="issued")
    do(office, "jz", WithdrawCard(other.id, "查无此事"))
    agrees(office)


def test_the_head_does_not_withdraw_what_the_law_has_issued(office: Office) -> None:
    late_visit(office)
    with refused(office, "role-may-not", 403):
        do(office, "jz", WithdrawCard(of_section(office), "算了"))


@pytest.mark.parametrize("who", ["gh-1", "jz", "yuanda", "sysadmin"])
def test_only_supervision_issues_by_hand(sqlite_office: Office, who: str) -> None:
    with refused(sqlite_office, "role-may-not", 403):
        do(sqlite_office, who, IssueCard("red", "理由", trigger="other", person="gh-1"))


def test_decisions_need_the_password_just_entered(sqlite_office: Office) -> None:
    one = answered(sqlite_office)
    stale = caller("jiwei", confirmed=False)
    for command in (
        WithdrawCard(one, "理由"),
        DisposeOfCard(one, "remind", "理由"),
        CloseCard(one, "理由"),
        IssueCard("red", "理由", trigger="other", person="gh-1"),
    ):
        with refused(sqlite_office, "fresh-authentication", 403):
            execute_card(sqlite_office.rt, stale, command)


@pytest.mark.parametrize("text", ["", " \n", "长" * 5_001])
def test_every_word_on_a_card_says_something(sqlite_office: Office, text: str) -> None:
    late_visit(sqlite_office)
    with refused(sqlite_office, "card-text", 422):
        do(sqlite_office, "gh-2", AnswerCard(of_section(sqlite_office), text))


def test_the_same_key_answers_once(office: Office) -> None:
    late_visit(office)
    command = AnswerCard(of_section(office), "已去")
    first = execute_card(office.rt, caller("gh-2"), command, Once("key-of-an-answer"))
    again = execute_card(office.rt, caller("gh-2"), command, Once("key-of-an-answer"))
    assert (again.repeated, again.hash) == (True, first.hash)


def test_texts_stand_behind_commitments_and_streams_verify_offline(
    office: Office, tmp_path: Path
) -> None:
    one = disposed(office)
    told = str([entries(office, f"card/{AGENCY}/{one}")])
    assert "道路不通" not in told
    assert "补齐" not in told
    assert agency_verdict(office, tmp_path).ok


def test_a_row_changed_by_hand_is_found(office: Office) -> None:
    one = answered(office)
    with office.rt.db.writing() as connection:
        connection.execute(t.card.update().where(t.card.c.id == one).values(state="closed"))
        connection.commit()
    with pytest.raises(AssertionError):
        agrees(office)


def test_a_stranger_of_the_house_learns_of_no_card(office: Office) -> None:
    late_visit(office)
    with refused(office, "no-such-card", 404):
        execute_card(office.rt, officer("nobody"), AnswerCard(of_section(office), "谁"))
