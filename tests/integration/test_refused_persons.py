"""Who may not: each bar on a person, by its rule (不能越权)."""

from typing import Any

import pytest
from sqlalchemy import insert
from support import variants
from support.evidence import officer, refused
from support.office import ACCEPT, VISIT, Office, caller
from support.scenarios import (
    PAPERS,
    Act,
    Scenario,
    absent,
    agency,
    apply,
    check,
    claim,
    claimed,
    intake,
    sign,
    take_back,
    then,
    unclaim,
    until,
    visited_by_chief_of_jc,
    withdraw,
)

from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.bureau.load import LoadRoster
from zhiheng.commands.cases.withdraw import Withdraw
from zhiheng.commands.frame.receipt import Once
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.sign import Sign
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.model.ids import CaseId
from zhiheng.store import tables as t

_VISIT = sign("gh-2", "site_visit", VISIT, "踏勘记录")


def _unconfirmed(who: str, kind: Any, **more: Any) -> Act:
    return lambda o, c: execute(o.rt, caller(who, confirmed=False), kind(c, **more))


def _only_a_b_without_card(o: Office, c: CaseId) -> None:
    variants.load_roster(o, lambda d: variants.person(d, "zh-1").pop("cards"))
    o.walk(c, "site_visit")
    absent("gh-2", by="jz", reason="sick")(o, c)


def _card_ran_out_yesterday(o: Office, c: CaseId) -> None:
    def change(data: dict[str, Any]) -> None:
        variants.person(data, "jc-2")["cards"][0]["until"] = "2026-03-01"

    variants.load_roster(o, change)
    o.walk(c, "site_visit")


def _left_his_post_yesterday(o: Office, _c: CaseId) -> None:
    def change(data: dict[str, Any]) -> None:
        variants.person(data, "gh-2")["holdings"][0]["until"] = "2026-03-01"

    variants.load_roster(o, change)


_BOTH_HANDS_OF_ONE_POST = ('kind="two-person" from="JC"', 'kind="two-person"')
_NO_JOINT_VISIT = ('<zh:measure text="与监察科共同踏勘，双方签名" guard="joint_visit" />', "")
"""The measure that two hands of one section would leave without what realises it."""
_ANYBODY_VISITS = (
    'b="expert_review site_visit notice hearing first_review"',
    'b="expert_review notice hearing first_review"',
)

CASES: dict[str, list[Scenario]] = {
    "not-a-candidate": [
        Scenario(403, claim("zh-2", "intake@1")),
        Scenario(403, sign("gh-k", "intake", ACCEPT, *PAPERS)),
        Scenario(403, sign("zh-2", "site_visit", VISIT, "踏勘记录"), until("site_visit")),
        Scenario(403, claim("zh-2", "check@1"), until("check")),
    ],
    "not-in-roster": [
        Scenario(403, lambda o, c: execute(o.rt, officer("nobody"), Claim(c, "intake@1"))),
    ],
    "on-leave": [
        Scenario(403, claim("gh-1", "intake@1"), until("intake", "gh-1")),
        Scenario(403, intake(), until("intake", "gh-1")),
    ],
    "stand-in-while-present": [
        Scenario(403, claim("zh-1", "intake@1")),
        Scenario(403, claim("dj", "sign@1"), until("sign")),
        Scenario(403, claim("gh-2", "intake@1"), _left_his_post_yesterday),
    ],
    "stand-in-order": [Scenario(403, claim("jc-k", "check@1"), until("check", "gh-k"))],
    "stand-in-separated": [Scenario(403, claim("jc-k", "check@1"), visited_by_chief_of_jc)],
    "stand-in-not-lawful": [Scenario(403, claim("zh-1", "site_visit@1"), _only_a_b_without_card)],
    "different-person": [
        Scenario(403, sign("gh-1", "site_visit", VISIT, "踏勘记录"), until("site_visit")),
        Scenario(403, claim("gh-1", "first_review@1"), until("first_review")),
        Scenario(403, claim("gh-1", "notice@1"), until("notice")),
    ],
    "two-hands": [
        Scenario(
            403,
            sign("gh-2", "site_visit", {}),
            then(until("site_visit"), _VISIT),
            (_BOTH_HANDS_OF_ONE_POST, _NO_JOINT_VISIT, _ANYBODY_VISITS),
        ),
        Scenario(
            403,
            claim("gh-2", "site_visit@1", 2),
            then(until("site_visit"), claimed("gh-2", "site_visit")),
            (_BOTH_HANDS_OF_ONE_POST, _NO_JOINT_VISIT, _ANYBODY_VISITS),
        ),
    ],
    "no-valid-card": [
        Scenario(403, sign("jc-2", "site_visit", VISIT, "踏勘记录"), _card_ran_out_yesterday),
        Scenario(403, claim("jc-2", "site_visit@1"), _card_ran_out_yesterday),
    ],
    "role-may-not": [
        Scenario(403, claim("jiwei", "intake@1")),
        Scenario(403, claim("sysadmin", "intake@1")),
        Scenario(403, claim("yuanda", "intake@1")),
        Scenario(403, take_back("yuanda")),
        Scenario(403, withdraw("gh-1")),
        Scenario(403, apply("jiwei", "yuanda")),
        Scenario(403, apply("sysadmin", "yuanda")),
        Scenario(403, agency("gh-1", LoadRoster(variants.ROSTER))),
        Scenario(403, agency("jz", variants.deployment(("核发（初审）", "核发")))),
    ],
    "fresh-authentication": [
        Scenario(403, _unconfirmed("gh-1", Sign, task="intake@1", values=ACCEPT)),
        Scenario(403, _unconfirmed("gh-2", TakeBack), until("check")),
        Scenario(403, _unconfirmed("yuanda", Withdraw)),
    ],
    "not-yours": [
        Scenario(403, unclaim("gh-2", "intake@1"), claimed("gh-1", "intake")),
        Scenario(403, unclaim("gh-2", "intake@1")),
    ],
    "not-the-applicants-step": [
        Scenario(403, sign("yuanda", "intake", ACCEPT, *PAPERS)),
        Scenario(403, sign("yuanda", "decide", {"decision": "grant"}, "建设工程规划许可证"),
                 until("decide")),
    ],
    "not-for-others": [Scenario(403, apply("yuanda", "somebody-else"))],
    "not-your-step": [
        Scenario(403, take_back("gh-k"), until("check")),
        Scenario(403, take_back("gh-2"), until("deputy")),
    ],
    "may-not-approve-leave": [
        Scenario(403, absent("gh-1", by="gh-k")),
        Scenario(403, absent("gh-1", by="jiwei")),
        Scenario(403, absent("gh-1", by="sysadmin")),
    ],
    "own-leave": [Scenario(403, absent("jz", by="jz"))],
}  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "scenario"),
    [pytest.param(r, s, id=f"{r}-{i}") for r, found in CASES.items() for i, s in enumerate(found)],
)
def test_a_person_who_may_not_is_refused_by_rule(
    office: Office, rule: str, scenario: Scenario
) -> None:
    check(office, rule, scenario)


def test_the_database_refuses_a_second_side_when_the_rules_have_let_it_pass(
    office: Office,
) -> None:
    case = office.start()
    office.walk(case, "site_visit")
    row = {"scope": f"case/{case}", "rule": "intake-review", "person": "gh-2", "side": "a"}
    row |= {"case_id": case, "task": "intake", "at": "2026-03-02T01:00:00.000000Z"}
    with office.rt.db.writing() as connection:
        connection.execute(insert(t.duty), {"agency": "jingyue", **row})
        connection.commit()
    with refused(office, "duty-backstop", 403):
        _VISIT(office, case)
    with refused(office, "duty-backstop", 403):
        office.sign(case, "gh-2", "site_visit", VISIT, ("踏勘记录",), once=Once("a-key-of-mine"))
    office.sign(case, "jc-1", "site_visit", VISIT, ("踏勘记录",))
