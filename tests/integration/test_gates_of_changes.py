"""A chart changes by a case of its own (docs/gates.md 19): drafted, checked, released by two."""

from dataclasses import replace

import pytest
from support import system_cases as sc
from support.evidence import entries, facts_of, item, refused, replays
from support.office import AGENCY, Office, caller

from zhiheng import facts as f
from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.assignment.recusal import AskRecusal, DecideRecusal
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.deploy import Deploy
from zhiheng.commands.frame.receipt import Receipt
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.amend import Amend
from zhiheng.commands.signing.sign import Sign
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.model.ids import CaseId, PersonId
from zhiheng.queries.cases import case_file
from zhiheng_api.sample import begin_operation

KEY, PASS, RELEASE = "chart-release", {"check_result": "pass"}, {"release_result": "release"}


def checked(office: Office, xml: bytes | None = None) -> CaseId:
    """An agency in operation, and a changed chart that waits for its release."""
    begin_operation(office.rt)
    case = sc.draft(office, KEY, xml or sc.changed())
    sc.check(office, case)
    return case


def covered(office: Office, case: CaseId, receipt: Receipt) -> str:
    """The paper that the signature of the receipt covers."""
    with office.rt.db.reading() as connection:
        values = case_file(office.rt, connection, caller("jiwei"), case).values
    return str(values[sc.content_of(receipt)]["paper"]["digest"])


def in_force(office: Office) -> str:
    with office.rt.db.reading() as connection:
        versions = office.rt.agency(connection, AGENCY).state.charts["construction-permit"]
    return versions[-1].digest


def test_a_chart_is_drafted_by_one_checked_by_the_legal_post_and_released_by_two(
    office: Office,
) -> None:
    case = checked(office)
    before = in_force(office)
    first = sc.act(office, case, "jz", "release", RELEASE)
    assert in_force(office) == before
    sc.act(office, case, "aq-1", "release", content=sc.content_of(first))
    (done,) = facts_of(office, case, f.CommandCarriedOut)
    assert in_force(office) == done.document != before
    signed = {(x.task, x.person) for x in facts_of(office, case, f.SlotSigned)}
    assert signed == {
        ("draft", "xt-1"), ("check", "fz-1"), ("release", "jz"), ("release", "aq-1"),
    }  # fmt: skip
    replays(office, case)


def test_no_chart_is_released_around_its_case(office: Office) -> None:
    begin_operation(office.rt)
    for who in ("sysadmin", "jz", "jiwei", "yuanda"):
        rule = "needs-system-case" if who == "sysadmin" else "role-may-not"
        with refused(office, rule, 409 if who == "sysadmin" else 403):
            execute_agency(office.rt, caller(who), Deploy(sc.changed()))


@pytest.mark.parametrize(
    ("who", "task", "rule"),
    [
        ("xt-1", "check", "different-person"),
        ("xt-1", "release", "different-person"),
        ("fz-1", "release", "different-person"),
        ("sj-1", "release", "role-may-not"),
        ("dj", "release", "stand-in-while-present"),
        ("gh-1", "release", "not-a-candidate"),
    ],
)
def test_who_drafted_or_checked_a_chart_does_not_release_it(
    office: Office, who: str, task: str, rule: str
) -> None:
    begin_operation(office.rt)
    case = sc.draft(office, KEY, sc.changed())
    if task == "release":
        sc.check(office, case)
    with refused(office, rule, 403):
        sc.act(office, case, who, task, PASS if task == "check" else RELEASE)


def test_one_person_is_not_both_hands_of_a_release(office: Office) -> None:
    case = checked(office)
    first = sc.act(office, case, "jz", "release", RELEASE)
    with refused(office, "two-hands", 403):
        sc.act(office, case, "jz", "release", content=sc.content_of(first))


def test_who_stands_aside_releases_nothing(office: Office) -> None:
    case = checked(office)
    asked = AskRecusal(case, PersonId("aq-1"), "other", "与新图的起草人有利害关系（测试）")
    execute(office.rt, caller("jz"), asked)
    execute(office.rt, caller("jz"), DecideRecusal(case, 1, granted=True, reason="情况属实"))
    first = sc.act(office, case, "jz", "release", RELEASE)
    with refused(office, "recused", 403):
        sc.act(office, case, "aq-1", "release", content=sc.content_of(first))


def test_no_account_of_an_administrator_walks_around_the_hands(office: Office) -> None:
    case = checked(office)
    founder = caller("sysadmin")
    with refused(office, "not-in-roster", 403):
        execute(office.rt, founder, Sign(case, "release@1", opinion="同意", values=RELEASE))
    as_the_head = replace(founder, person=PersonId("xt-1"))
    with refused(office, "different-person", 403):
        execute(office.rt, as_the_head, Claim(case, "release@1"))


def test_what_the_second_signs_is_the_paper_that_the_first_signed(office: Office) -> None:
    case = checked(office)
    first = sc.act(office, case, "jz", "release", RELEASE)
    assert covered(office, case, first) == facts_of(office, case, f.DocumentFiled)[-1].digest
    with refused(office, "digest-unnamed", 422):
        sc.act(office, case, "aq-1", "release")
    with refused(office, "content-is-fixed", 409):
        sc.act(office, case, "aq-1", "release", content="0" * 64)
    amended = Amend(Sign(case, "release@1", opinion="不同意", values={"release_result": "reject"}))
    receipt = execute(office.rt, sc.hand("jz"), amended)
    assert any(isinstance(x, f.SignaturesVoided) for x in receipt.entry.facts)
    sc.act(office, case, "aq-1", "release", content=sc.content_of(receipt))
    assert item(office, case).outcome == "not_released"
    assert facts_of(office, case, f.CommandCarriedOut) == []


def test_a_chart_that_was_sent_back_is_checked_again(office: Office) -> None:
    begin_operation(office.rt)
    case = sc.draft(office, KEY, sc.changed())
    sc.check(office, case, "back")
    sc.draft(office, KEY, sc.changed(("归档", "归档入库")), case)
    sc.check(office, case)
    sc.release(office, case, "back")
    sc.draft(office, KEY, sc.changed(("归档", "归档立卷")), case)
    with refused(office, "task-done", 409):
        sc.act(office, case, "jz", "release", RELEASE)
    sc.check(office, case)
    sc.release(office, case)
    (done,) = facts_of(office, case, f.CommandCarriedOut)
    assert done.document == facts_of(office, case, f.DocumentFiled)[-1].digest == in_force(office)


def test_what_the_engine_refuses_is_not_released(office: Office) -> None:
    """Nobody holds a post of the changed chart; the last signature is refused for that."""
    case = checked(office, sc.changed(('post="ZH-c"', 'post="LEG"')))
    before, first = in_force(office), sc.act(office, case, "jz", "release", RELEASE)
    with refused(office, "unstaffable", 409):
        sc.act(office, case, "aq-1", "release", content=sc.content_of(first))
    assert in_force(office) == before
    assert item(office, case).status == "running"
    replays(office, case)


def test_a_release_is_not_taken_back(office: Office) -> None:
    case = checked(office)
    sc.release(office, case)
    with refused(office, "case-ended", 409):
        execute(office.rt, sc.hand("aq-1"), TakeBack(case))


def test_agency_and_case_name_each_other(office: Office) -> None:
    case = checked(office)
    receipt = sc.release(office, case)
    (done,) = (x for x in receipt.entry.facts if isinstance(x, f.CommandCarriedOut))
    entry = entries(office, f"agency/{AGENCY}")[done.n - 1]
    assert entry.facts[0] == f.CaseOrdered(case=case, n=receipt.entry.n, command="deploy-chart")
    assert entry.actor.person == "aq-1"
