"""加签、减签、委派、离职转办: a step is made stricter or handed on, never round a gate."""

import pytest
from support.evidence import entries, facts_of, item, refused, replays
from support.office import PATH, Office, caller

from zhiheng import facts as f
from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.assignment.delegate import Delegate, Recall, ReportBack
from zhiheng.commands.assignment.reassign import Reassign
from zhiheng.commands.assignment.recusal import AskRecusal
from zhiheng.commands.assignment.unclaim import Unclaim
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.add_signer import MOST_ADDED, AddSigner, RemoveSigner
from zhiheng.model.ids import CaseId, PersonId


def add(office: Office, case: CaseId, who: str, person: str, task: str = "check@1") -> None:
    execute(office.rt, caller(who), AddSigner(case, task, PersonId(person), "涉及综合管理"))


def remove(
    office: Office, case: CaseId, who: str, slot: int = 2, *, confirmed: bool = True
) -> None:
    command = RemoveSigner(case, "check@1", slot, "已口头说明")
    execute(office.rt, caller(who, confirmed=confirmed), command)


def check(office: Office, case: CaseId, who: str) -> None:
    _, _, values, papers = next(x for x in PATH if x[0] == "check")
    office.sign(case, who, "check", values if who == "gh-k" else {}, papers)


def open_now(office: Office, case: CaseId) -> set[str]:
    return set(item(office, case).open_tasks)


@pytest.fixture
def checking(office: Office) -> tuple[Office, CaseId]:
    """gh-k holds the check."""
    case = office.start()
    office.walk(case, "check")
    office.claim(case, "gh-k", "check")
    return office, case


def test_the_step_waits_for_who_was_added(checking: tuple[Office, CaseId]) -> None:
    office, case = checking
    add(office, case, "gh-k", "zh-k")
    check(office, case, "gh-k")
    assert open_now(office, case) == {"check@1"}
    replays(office, case)
    office.rt.live.evict(case)
    check(office, case, "zh-k")
    assert open_now(office, case) == {"deputy@1"}
    signed = [x for x in facts_of(office, case, f.SlotSigned) if x.task == "check"]
    assert [x.person for x in signed] == ["gh-k", "zh-k"]
    assert signed[0].content == signed[1].content
    assert "涉及综合管理" not in str(entries(office, f"case/{case}"))
    replays(office, case)


def test_who_was_added_signs_after_the_holder_and_nobody_signs_for_him(
    checking: tuple[Office, CaseId],
) -> None:
    office, case = checking
    add(office, case, "gh-k", "zh-k")
    with refused(office, "content-first", 409):
        check(office, case, "zh-k")
    check(office, case, "gh-k")
    with refused(office, "two-hands", 403):
        office.sign(case, "gh-k", "check", {}, (), slot=2)
    with refused(office, "not-a-candidate", 403):
        office.sign(case, "zh-1", "check", {}, (), slot=2)


@pytest.mark.parametrize(
    ("who", "person", "rule", "status"),
    [
        ("zh-k", "jc-k", "not-yours", 403),  # who has no part in the step
        ("gh-k", "gh-k", "two-hands", 403),
        ("gh-k", "nobody", "no-such-person", 422),
        ("gh-k", "gh-2", "different-person", 403),  # he did the review that is checked here
    ],
)
def test_only_a_lawful_colleague_is_added_by_who_signs_himself(
    checking: tuple[Office, CaseId], who: str, person: str, rule: str, status: int
) -> None:
    office, case = checking
    with refused(office, rule, status):
        add(office, case, who, person)


def test_nobody_is_added_who_is_needed_for_a_later_step(office: Office) -> None:
    """The deputy approves later and nobody else can: as a signer of the review he could not."""
    case = office.start()
    office.walk(case, "first_review")
    office.claim(case, "gh-2", "first_review")
    with refused(office, "would-corner", 409) as caught:
        add(office, case, "gh-2", "dj", "first_review@1")
    assert caught.value.facts["separations"] == ["review-approve"]


def test_who_is_on_leave_is_not_added(checking: tuple[Office, CaseId]) -> None:
    office, case = checking
    office.leave("zh-k")
    with refused(office, "on-leave", 403):
        add(office, case, "gh-k", "zh-k")


def test_adding_is_no_way_to_put_a_decision_off_for_ever(checking: tuple[Office, CaseId]) -> None:
    office, case = checking
    for no in range(MOST_ADDED):
        add(office, case, "gh-k", "zh-k")
        remove(office, case, "gh-k", slot=2 + no)
    with refused(office, "signers-enough", 409):
        add(office, case, "gh-k", "zh-k")
    replays(office, case)


def test_taking_the_last_one_away_completes_the_step_under_all_its_gates(
    checking: tuple[Office, CaseId],
) -> None:
    office, case = checking
    add(office, case, "gh-k", "zh-k")
    check(office, case, "gh-k")
    with refused(office, "fresh-authentication", 403):
        remove(office, case, "gh-k", confirmed=False)
    remove(office, case, "gh-k")
    assert open_now(office, case) == {"deputy@1"}
    replays(office, case)


def test_no_slot_of_the_chart_is_taken_away_nor_one_that_is_signed(
    checking: tuple[Office, CaseId],
) -> None:
    office, case = checking
    add(office, case, "gh-k", "zh-k")
    add(office, case, "gh-k", "jc-k")
    with refused(office, "signer-of-the-chart", 403):
        remove(office, case, "gh-k", slot=1)
    with refused(office, "not-yours", 403):
        remove(office, case, "zh-k")
    check(office, case, "gh-k")
    check(office, case, "zh-k")
    with refused(office, "slot-signed", 409):
        remove(office, case, "gh-k", slot=2)


def test_who_was_added_does_not_slip_out_of_it(checking: tuple[Office, CaseId]) -> None:
    office, case = checking
    add(office, case, "gh-k", "zh-k")
    with refused(office, "not-yours", 403):
        execute(office.rt, caller("zh-k"), Unclaim(case, "check@1"))


def test_an_added_signature_counts_for_separation(checking: tuple[Office, CaseId]) -> None:
    office, case = checking
    add(office, case, "gh-k", "zh-k")
    check(office, case, "gh-k")
    check(office, case, "zh-k")
    state = item(office, case)
    assert state is not None
    acted = facts_of(office, case, f.SlotSigned)
    assert ("check", "zh-k") in {(x.task, x.person) for x in acted}


def test_nobody_is_added_to_an_outside_step(office: Office) -> None:
    case = office.start()
    office.walk(case, "decide")
    office.claim(case, "zh-1", "decide")
    with refused(office, "no-added-signer", 409):
        add(office, case, "zh-1", "zh-k", "decide@1")


# -- 委派 ------------------------------------------------------------------------------


def delegate(office: Office, case: CaseId, who: str, person: str) -> None:
    execute(office.rt, caller(who), Delegate(case, "check@1", PersonId(person), "请先核对图纸"))


def report(office: Office, case: CaseId, who: str, text: str = "已核对，相符") -> None:
    execute(office.rt, caller(who), ReportBack(case, "check@1", text))


def test_a_delegate_reports_and_the_holder_signs(checking: tuple[Office, CaseId]) -> None:
    office, case = checking
    delegate(office, case, "gh-k", "zh-k")
    with refused(office, "delegated-out", 409):
        check(office, case, "gh-k")
    with refused(office, "stand-in-while-present", 403):
        execute(office.rt, caller("zh-k"), Claim(case, "check@1"))
    report(office, case, "zh-k")
    check(office, case, "gh-k")
    assert open_now(office, case) == {"deputy@1"}
    assert "已核对" not in str(entries(office, f"case/{case}"))
    replays(office, case)


def test_a_delegates_work_is_booked_on_both(checking: tuple[Office, CaseId]) -> None:
    """He prepared the check, so the review it checks is closed to him in a later round."""
    office, case = checking
    delegate(office, case, "gh-k", "zh-k")
    report(office, case, "zh-k")
    live = office.rt.live.get(case)
    assert live is not None
    assert set(live.state.acted["check"]) == {"zh-k"}
    check(office, case, "gh-k")
    assert set(live.state.acted["check"]) == {"zh-k", "gh-k"}


def test_who_prepared_a_step_of_two_is_not_its_second_hand(office: Office) -> None:
    """He would sign, as the other of two, what he wrote himself."""
    case = office.start()
    office.walk(case, "site_visit")
    office.claim(case, "gh-2", "site_visit")
    visit = "site_visit@1"
    execute(office.rt, caller("gh-2"), Delegate(case, visit, PersonId("jc-1"), "请先踏勘"))
    execute(office.rt, caller("jc-1"), ReportBack(case, visit, "已踏勘"))
    with refused(office, "two-hands", 403):
        execute(office.rt, caller("jc-1"), Claim(case, visit))
    execute(office.rt, caller("jc-2"), Claim(case, visit))
    replays(office, case)


def test_what_was_delegated_falls_back_when_the_delegate_stands_aside(
    checking: tuple[Office, CaseId],
) -> None:
    office, case = checking
    delegate(office, case, "gh-k", "zh-k")
    command = AskRecusal(case, "zh-k", "self-interest", "亲属")
    execute(office.rt, caller("zh-k"), command)
    check(office, case, "gh-k")
    assert open_now(office, case) == {"deputy@1"}
    replays(office, case)


def test_the_holder_recalls_and_the_delegate_is_out(checking: tuple[Office, CaseId]) -> None:
    office, case = checking
    with refused(office, "nothing-delegated", 409):
        execute(office.rt, caller("gh-k"), Recall(case, "check@1"))
    delegate(office, case, "gh-k", "zh-k")
    with refused(office, "delegated-out", 409):
        delegate(office, case, "gh-k", "jc-k")
    execute(office.rt, caller("gh-k"), Recall(case, "check@1"))
    with refused(office, "not-delegated", 403):
        report(office, case, "zh-k")
    check(office, case, "gh-k")
    replays(office, case)


@pytest.mark.parametrize("text", ["", "  ", "长" * 2001])
def test_a_report_says_something(checking: tuple[Office, CaseId], text: str) -> None:
    office, case = checking
    delegate(office, case, "gh-k", "zh-k")
    with refused(office, "report-missing", 422):
        report(office, case, "zh-k", text)


def test_nobody_is_delegated_what_he_is_separated_from(checking: tuple[Office, CaseId]) -> None:
    office, case = checking
    with refused(office, "different-person", 403):
        delegate(office, case, "gh-k", "gh-2")
    later = office.start()
    office.walk(later, "first_review")
    office.claim(later, "gh-2", "first_review")
    with refused(office, "would-corner", 409):
        command = Delegate(later, "first_review@1", PersonId("dj"), "请先看")
        execute(office.rt, caller("gh-2"), command)


def test_who_was_added_or_stands_in_delegates_to_nobody(checking: tuple[Office, CaseId]) -> None:
    office, case = checking
    add(office, case, "gh-k", "zh-k")
    with refused(office, "delegation-of-another", 403):
        delegate(office, case, "zh-k", "jc-k")


# -- 离职转办 ---------------------------------------------------------------------------


def reassign(office: Office, case: CaseId, who: str, to: str, slot: int = 1) -> None:
    command = Reassign(case, "intake@1", slot, PersonId(to), "离职，交接")
    execute(office.rt, caller(who), command)


@pytest.fixture
def held(office: Office) -> tuple[Office, CaseId]:
    case = office.start()
    office.claim(case, "gh-1", "intake")
    return office, case


def test_a_superior_hands_on_what_one_holds_who_is_gone(held: tuple[Office, CaseId]) -> None:
    office, case = held
    office.leave("gh-1")
    reassign(office, case, "gh-k", "gh-2")
    moved = facts_of(office, case, f.SlotReassigned)[0]
    assert (moved.giver, moved.receiver, moved.by) == ("gh-1", "gh-2", "gh-k")
    _, _, values, papers = PATH[0]
    office.sign(case, "gh-2", "intake", values, papers)
    replays(office, case)


def test_nothing_is_taken_out_of_the_hands_of_who_is_there(held: tuple[Office, CaseId]) -> None:
    office, case = held
    with refused(office, "holder-is-there", 403):
        reassign(office, case, "gh-k", "gh-2")


@pytest.mark.parametrize(
    ("who", "to", "slot", "rule", "status"),
    [
        ("gh-2", "gh-2", 1, "may-not-reassign", 403),
        ("gh-k", "gh-1", 1, "no-such-person", 422),
        ("gh-k", "gh-k", 1, "not-a-candidate", 403),
        ("gh-k", "gh-2", 9, "not-held", 409),
    ],
)
def test_it_goes_by_a_superior_to_who_could_have_claimed_it(
    held: tuple[Office, CaseId], who: str, to: str, slot: int, rule: str, status: int
) -> None:
    office, case = held
    office.leave("gh-1")
    with refused(office, rule, status):
        reassign(office, case, who, to, slot)
