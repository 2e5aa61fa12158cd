"""What a step decided in an earlier round does not count in a later one."""

import pytest
from support import variants
from support.evidence import item
from support.office import ACCEPT, REVIEW, VISIT, Office, caller

from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.errors import NotReady


def test_each_round_rests_on_what_is_signed_in_it(office: Office) -> None:
    case = office.start()
    office.walk(case, until="check")
    office.sign(case, "gh-k", "check", {"check_result": "back"})
    live = office.rt.live.get(case)
    assert live is not None
    assert live.state.variables["check_result"] == "back"
    office.sign(case, "gh-2", "first_review", {**REVIEW, "review_result": "fit"})
    assert "review_result" in live.state.written["first_review"]
    assert live.state.variables["expert_review"] == ACCEPT["expert_review"]


def test_a_case_is_not_sent_round_and_round(office: Office) -> None:
    variants.deploy(office, ('withdrawal="decision"', 'withdrawal="decision" rounds="3"'))
    case = office.start()
    office.walk(case, until="check")
    for _ in range(2):
        office.sign(case, "gh-k", "check", {"check_result": "back"})
        office.sign(case, "gh-2", "first_review", REVIEW)
    with pytest.raises(NotReady) as refused:
        office.sign(case, "gh-k", "check", {"check_result": "back"})
    assert refused.value.rule == "rounds-used"
    office.sign(case, "gh-k", "check", {"check_result": "agree"})


def test_a_step_taken_back_was_no_round(office: Office) -> None:
    """Else one officer could use up the rounds of a step that nobody ever did."""
    case = office.start()
    office.walk(case, "site_visit")
    office.sign(case, "jc-1", "site_visit", VISIT, ("踏勘记录",))
    for _ in range(52):
        office.sign(case, "gh-2", "site_visit", {}, ())
        execute(office.rt, caller("gh-2"), TakeBack(case))
    office.sign(case, "gh-2", "site_visit", {}, ())
    assert item(office, case).open_tasks == ("notice@53",)
