"""What a step decided in an earlier round does not count in a later one."""

from support.office import ACCEPT, REVIEW, Office


def test_each_round_rests_on_what_is_signed_in_it(office: Office) -> None:
    case = office.start()
    office.walk(case, until="check")
    office.sign(case, "gh-k", "check", {"check_result": "back"})
    live = office.rt.live.get(case)
    assert live is not None
    assert live.state.variables["check_result"] == "back"
    office.sign(case, "gh-2", "first_review", {**REVIEW, "review_result": "fit"})
    assert live.state.written["first_review"] == ("review_result",)
    assert live.state.variables["expert_review"] == ACCEPT["expert_review"]
