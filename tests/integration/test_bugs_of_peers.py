"""What users of other engines report, each tried here; the thread stands beside it."""

from typing import Any

import pytest
from support import variants
from support.evidence import entries, facts_of, item, replays, rule_of_refusal
from support.joint import JOINT, REVIEWERS, deploy_joint, review, start_joint
from support.office import PATH, Office, caller

from zhiheng import facts as f
from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.assignment.delegate import Delegate, ReportBack
from zhiheng.commands.assignment.transfer import Transfer
from zhiheng.commands.cases.acknowledge import Acknowledge
from zhiheng.commands.cases.copy_to import CopyTo
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.sign import Sign
from zhiheng.model.ids import CaseId, PersonId
from zhiheng.queries.copies import copies
from zhiheng.queries.tasks import my_tasks


def open_now(office: Office, case: CaseId) -> set[str]:
    return set(item(office, case).open_tasks)


def at_review(office: Office) -> CaseId:
    deploy_joint(office)
    case = start_joint(office)
    office.sign(case, "gh-1", "draft", {})
    return case


# -- Return, countersign, substitution ----------------------------------------------------


def test_no_join_waits_for_ever_after_a_return_out_of_a_parallel_block(office: Office) -> None:
    """flowable-engine#1641, #3864: after moving back inside a branch the join never fires."""
    case = at_review(office)
    review(office, case, "planning", "pass")
    review(office, case, "office", "back")
    office.sign(case, "gh-1", "draft", {})
    for name in REVIEWERS:
        review(office, case, name, "pass")
    assert open_now(office, case) == {"file@1"}
    office.sign(case, "zh-1", "file", {})
    assert item(office, case).status == "closed"
    replays(office, case)


@pytest.mark.parametrize("who", sorted(REVIEWERS))
def test_one_refusal_in_a_countersign_neither_hangs_the_case_nor_loses_its_copies(
    office: Office, who: str
) -> None:
    """loonflow#426, steedos-platform#6985."""
    case = at_review(office)
    execute(office.rt, caller("gh-1"), CopyTo(case, (PersonId("jc-k"),), "circulate"))
    review(office, case, who, "back")
    assert open_now(office, case) == {"draft@2"}
    with office.rt.db.reading() as connection:
        (sent,) = copies(office.rt, connection, caller("jiwei"), case)
    assert [(r.person, r.read_at) for r in sent.receivers] == [("jc-k", None)]
    execute(office.rt, caller("jc-k"), Acknowledge(case, 1))
    replays(office, case)


def test_a_returned_step_goes_back_to_who_may_do_it_and_says_so(office: Office) -> None:
    """flowable-engine#1222: return to the person before, asked for since 2018."""
    case = office.start()
    office.walk(case, "check")
    office.sign(case, "gh-k", "check", {"check_result": "back"})
    with office.rt.db.reading() as connection:
        waiting = my_tasks(office.rt, connection, caller("gh-2"))
        told = connection.exec_driver_sql(
            "SELECT kind FROM notice WHERE recipient = 'person:gh-2'"
        ).scalars()
        assert "task-returned" in set(told)
    assert [t.task for t in waiting] == ["first_review"]


def test_a_substitute_signs_with_both_names_and_only_while_the_other_is_away(
    office: Office,
) -> None:
    """viewflow#373, documenso#3087, pneumaticworkflow#193, bonita-doc#3367."""
    case = office.start()
    office.walk(case, "deputy")
    values = {"deputy_result": "agree"}
    with rule_of_refusal("stand-in-while-present", 403):
        office.sign(case, "jz", "deputy", values)
    office.leave("dj", days=1)
    office.sign(case, "jz", "deputy", values)
    signed = facts_of(office, case, f.SlotSigned)[-1]
    assert (signed.person, signed.acting_for) == ("jz", "dj")


# -- Separation and assignment ------------------------------------------------------------


def test_separation_holds_between_parallel_branches(office: Office) -> None:
    """yawl#464: separation across parallel tasks is not covered."""
    case = office.start()
    office.walk(case, "publish")
    assert open_now(office, case) == {"publish@1", "serve@1"}
    known = '<zh:separation id="intake-review"'
    apart = '<zh:separation id="two-hands" a="publish" b="serve" reason="测试" />'
    variants.deploy(office, (known, apart + known))
    case = office.start("第二件")
    office.walk(case, "publish")
    _, _, values, papers = next(x for x in PATH if x[0] == "publish")
    office.sign(case, "gh-1", "publish", values, papers)
    with rule_of_refusal("different-person", 403):
        office.sign(case, "gh-1", "serve", {}, ("送达回证",))
    office.sign(case, "gh-2", "serve", {}, ("送达回证",))


def test_separation_holds_between_a_sub_process_and_what_is_outside(office: Office) -> None:
    """yawl#292: constraints do not reach into sub-nets."""
    inner = JOINT.replace(
        "</extensionElements><startEvent",
        '<zh:separation id="apart" a="draft" b="office" reason="测试" />'
        "</extensionElements><startEvent",
        1,
    ).replace('<zh:post post="GH-c" opinion="none" />', '<zh:post post="ZH-c" opinion="none" />', 1)
    deploy_joint(office, inner)
    case = start_joint(office)
    office.sign(case, "zh-1", "draft", {})
    with rule_of_refusal("different-person", 403):
        office.sign(case, "zh-1", "block/office", {"office_result": "pass"})
    office.sign(case, "zh-2", "block/office", {"office_result": "pass"})


def test_a_separation_nobody_can_satisfy_is_not_deployed(office: Office) -> None:
    """yawl#559: the editor only warns, and at run time the task is offered to nobody."""
    known = '<zh:separation id="review-approve"'
    same = '<zh:separation id="one" a="deputy" b="sign" kind="same-person" reason="测试" />'
    with rule_of_refusal("unstaffable", 409):
        variants.deploy(office, (known, same + known))


def test_the_administrators_account_goes_round_no_second_hand(office: Office) -> None:
    """CUDly#1005: an administrator's wildcard passes four eyes."""
    case = office.start()
    office.walk(case, "site_visit")
    before = len(entries(office, f"case/{case}"))
    for command in (
        Claim(case, "site_visit@1"),
        Sign(case, "site_visit@1", opinion="同意"),
        Transfer(case, "site_visit@1", PersonId("gh-2"), "理由"),
    ):
        with rule_of_refusal("role-may-not", 403):
            execute(office.rt, caller("sysadmin"), command)
    assert len(entries(office, f"case/{case}")) == before


def test_a_post_named_inside_a_sub_process_is_honoured(office: Office) -> None:
    """spiff-arena#1131: the lane of a call activity is not honoured."""
    case = at_review(office)
    for name, lawful in REVIEWERS.items():
        for who in ("gh-1", "jc-1", "jc-2"):
            if who != lawful:
                with rule_of_refusal("not-a-candidate", 403):
                    execute(office.rt, caller(who), Claim(case, f"block/{name}@1"))


def test_who_is_delegated_to_gets_no_power_to_decide(office: Office) -> None:
    """spiff-arena#2844: a dynamic assignment decides in place of the post."""
    case = office.start()
    office.walk(case, "check")
    office.claim(case, "gh-k", "check")
    execute(office.rt, caller("gh-k"), Delegate(case, "check@1", PersonId("zh-1"), "理由"))
    with rule_of_refusal("not-a-candidate", 403):
        office.sign(case, "zh-1", "check", {"check_result": "agree"})
    execute(office.rt, caller("zh-1"), ReportBack(case, "check@1", "相符"))
    with rule_of_refusal("not-a-candidate", 403):
        office.sign(case, "zh-1", "check", {"check_result": "agree"})
    office.sign(case, "gh-k", "check", {"check_result": "agree"})


def test_a_change_of_posts_reaches_running_cases_at_once(office: Office) -> None:
    """spiff-arena#1981: groups changed later do not count for cases that run."""
    case = office.start()
    office.walk(case, "check")

    def swapped(data: dict[str, Any]) -> None:
        for person, post in (("jc-k", "GH-k"), ("gh-k", "JC-k")):
            held = {"post": post, "since": "2026-01-01"}
            variants.person(data, person)["holdings"] = [held]
        data["stand_ins"] = []

    variants.load_roster(office, swapped)
    with rule_of_refusal("not-a-candidate", 403):
        office.sign(case, "gh-k", "check", {"check_result": "agree"})
    office.sign(case, "jc-k", "check", {"check_result": "agree"})


def test_who_took_the_application_in_does_not_approve_it(office: Office) -> None:
    """spiff-arena#1631: the initiator must not approve."""
    case = office.start()
    _, _, values, papers = PATH[0]
    office.sign(case, "gh-1", "intake", values, papers)
    office.claim(case, "gh-2", "site_visit")
    with rule_of_refusal("different-person", 403):
        office.sign(case, "gh-1", "site_visit", {}, (), slot=1)


# -- Migration and change: tests/integration/test_migration.py ----------------------------
# camunda-docs#3178, spiff-arena#1989, viewflow#238; a half-signed meeting goes over whole.
