"""What is not there, or not ready: the state of the case, or a gate (不能放弃、不能越序)."""

import pytest
from support import variants
from support.office import ACCEPT, CHECKLIST, REPORT, VISIT, Office, caller
from support.scenarios import (
    NOWHERE,
    PAPERS,
    Act,
    Scenario,
    agency,
    apply,
    archived,
    asks,
    check,
    claim,
    claimed,
    intake,
    sign,
    supplement_told,
    take_back,
    then,
    unclaim,
    until,
    visited_by_clerk,
    withdraw,
)

from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.frame.receipt import Once
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.personnel.accounts import OpenAccounts
from zhiheng.commands.personnel.declare_relation import DeclareRelation
from zhiheng.commands.personnel.leave_request import DecideLeave
from zhiheng.commands.signing.sign import Sign
from zhiheng.facts import AccountOpened
from zhiheng.model.ids import CaseId


def _with_paper(digest: str) -> Act:
    def act(o: Office, c: CaseId) -> object:
        command = Sign(c, "intake@1", values=ACCEPT, documents={"受理通知书": digest})
        return execute(o.rt, caller("gh-1"), command)

    return act


def _seen(n: int) -> Act:
    once = Once(expected=n)
    return lambda o, c: execute(o.rt, caller("gh-2"), Claim(c, "site_visit@1"), once)


def _content_of_another(o: Office, c: CaseId) -> object:
    return o.sign(c, "jc-1", "site_visit", {}, content="0" * 64)


_KIN = DeclareRelation("collateral", other="gh-2")
_JIWEI_AGAIN = OpenAccounts((AccountOpened(account="jiwei", role="supervisor"),))
_OTHER_NAME = ("核发（初审）", "核发")

CASES: dict[str, list[Scenario]] = {
    "no-such-case": [
        Scenario(404, lambda o, _: execute(o.rt, caller("gh-1"), Claim(NOWHERE, "intake@1"))),
    ],
    "no-such-task": [
        Scenario(404, claim("jz", "sign@1")),
        Scenario(404, sign("jz", "sign@1", REPORT, "初审报告")),
        Scenario(404, claim("gh-1", "intake@2")),
        Scenario(404, claim("gh-1", "start@1")),
        Scenario(404, claim("gh-1", "intake")),
        Scenario(404, claim("gh-1", "intake@1", 7)),
    ],
    "no-such-chart": [
        Scenario(404, apply("yuanda", "yuanda", key="no-such-power")),
        Scenario(404, apply("yuanda", "yuanda", key="penalty")),  # 依职权, not on application
    ],
    "no-such-document": [
        Scenario(404, _with_paper("../../etc/passwd")),
        Scenario(404, _with_paper("A" * 64)),
    ],
    "task-done": [
        Scenario(409, claim("gh-1", "intake@1"), until("notice")),
        Scenario(409, sign("gh-2", "first_review@1", {}), until("check")),
        Scenario(409, sign("jc-1", "site_visit@1", {}), until("notice")),
    ],
    "case-ended": [
        Scenario(409, claim("zh-2", "archive@1"), archived),
        Scenario(409, take_back("zh-2"), archived),
        Scenario(409, withdraw(), archived),
        Scenario(409, intake(), withdraw()),
        Scenario(409, unclaim("gh-1", "intake@1"), withdraw()),
        Scenario(409, withdraw(), withdraw()),
    ],
    "claimed-by-other": [
        Scenario(409, claim("gh-2", "intake@1"), claimed("gh-1", "intake")),
        Scenario(409, sign("gh-2", "intake", ACCEPT, *PAPERS), claimed("gh-1", "intake")),
    ],
    "already-yours": [Scenario(409, claim("gh-1", "intake@1"), claimed("gh-1", "intake"))],
    "slot-signed": [Scenario(409, claim("jc-1", "site_visit@1", 1), visited_by_clerk)],
    "content-is-fixed": [
        Scenario(409, sign("jc-1", "site_visit", VISIT), visited_by_clerk),
        Scenario(409, sign("jc-1", "site_visit", {}, "踏勘记录"), visited_by_clerk),
        Scenario(409, _content_of_another, visited_by_clerk),
    ],
    "document-missing": [
        Scenario(409, sign("gh-1", "intake", ACCEPT, "受理通知书")),
        Scenario(409, sign("gh-1", "intake", {**ACCEPT, "intake_result": "reject"})),
        Scenario(409, sign("gh-2", "notice", {"objection": "none"}), until("notice")),
    ],
    "papers-missing": [
        Scenario(409, intake(checklist={**CHECKLIST, name: False})) for name in CHECKLIST
    ],
    "supplement-once": [
        Scenario(
            409,
            sign("gh-1", "intake", {"checklist": CHECKLIST}, "补正告知书",
                 supplement=("土地使用证明", "消防意见")),
            supplement_told,
        ),
    ],
    "taken-up": [
        Scenario(409, take_back("gh-2"),
                 then(until("check"), claimed("gh-k", "check"))),
        Scenario(409, take_back("gh-1")),
        Scenario(409, take_back("gh-2"),
                 then(until("check"), take_back("gh-2"))),
    ],
    "went-out": [
        Scenario(409, take_back("gh-1"), until("site_visit")),
        Scenario(409, take_back("zh-1"), until("publish")),
        Scenario(
            409,
            take_back("gh-1"),
            sign("gh-1", "intake", {"checklist": CHECKLIST}, "补正告知书", supplement=("图",)),
        ),
    ],
    "too-late-to-withdraw": [
        Scenario(409, withdraw(), until("publish")),
        Scenario(409, withdraw(), until("archive")),
        Scenario(409, withdraw(), chart=(('withdrawal="decision"', 'withdrawal="never"'),)),
    ],
    "no-such-leave-request": [
        Scenario(409, agency("jz", DecideLeave(1, granted=True))),
        Scenario(409, agency("jz", DecideLeave(1, granted=False)),
                 then(asks("gh-1"), agency("jz", DecideLeave(1, granted=True)))),
        Scenario(409, agency("jz", DecideLeave(1, granted=True)),
                 then(asks("gh-1"), asks("gh-1", days=3))),
    ],
    "relation-known": [
        Scenario(409, agency("gh-1", _KIN), agency("gh-1", _KIN)),
    ],
    "account-exists": [Scenario(409, agency("sysadmin", _JIWEI_AGAIN))],
    "already-deployed": [Scenario(409, agency("sysadmin", variants.deployment()))],
    "unstaffable": [
        Scenario(
            409,
            agency("sysadmin", variants.deployment(_OTHER_NAME)),
            lambda o, _: variants.load_roster(o, variants.one_clerk_a_section),
        ),
    ],
    "moved-on": [
        Scenario(412, _seen(1), until("site_visit")),
        Scenario(412, _seen(3), until("site_visit")),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "scenario"),
    [pytest.param(r, s, id=f"{r}-{i}") for r, found in CASES.items() for i, s in enumerate(found)],
)
def test_what_is_not_ready_is_refused_by_rule(
    office: Office, rule: str, scenario: Scenario
) -> None:
    check(office, rule, scenario)
