"""The first gates, as the law and the bureau's rules put them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bureau import CARD, CLERK, INTAKE, JC, PERSONS, REVIEW, VISIT, act, roster

from zhiheng.errors import Refusal
from zhiheng.model.ids import PersonId
from zhiheng.model.person import Roster
from zhiheng.model.slot import SlotRule
from zhiheng.rules.act import Act, Standing
from zhiheng.rules.policy import judge

LISTED = {
    ("GH-c", "gh-1"): [("gh-2", None), ("zh-1", "决议1号"), ("zh-2", "决议1号")],
    ("GH-c", "gh-2"): [("gh-1", None), ("zh-1", "决议1号")],
}
SECOND = SlotRule(2, section=JC, card=CARD)


def refused(it: Act) -> str:
    answer = judge(it)
    assert isinstance(answer, Refusal), answer
    return answer.rule


def test_the_holder_of_the_post_acts_in_his_own_right() -> None:
    assert judge(act("gh-1", INTAKE)) == Standing()


def test_nobody_acts_outside_his_post() -> None:
    assert refused(act("jc-1", INTAKE)) == "not-a-candidate"


def test_who_accepted_an_application_may_not_review_it() -> None:
    answer = judge(act("gh-1", REVIEW, acted={"intake": ("gh-1",)}))
    assert isinstance(answer, Refusal)
    assert answer.rule == "different-person"
    assert answer.facts["conflict"] == "intake"


def test_who_reviewed_may_not_accept_in_a_later_round() -> None:
    assert refused(act("gh-1", INTAKE, acted={"review": ("gh-1", "gh-2")})) == "different-person"


def test_the_other_clerk_may_review() -> None:
    assert judge(act("gh-2", REVIEW, acted={"intake": ("gh-1",)})) == Standing()


def test_separation_is_pairwise_so_one_side_may_share_a_person() -> None:
    assert judge(act("gh-2", REVIEW, acted={"visit": ("gh-2",)})) == Standing()


def test_one_inspector_is_not_two() -> None:
    both = roster()
    slot = SlotRule(2, section=both.persons[PERSONS[0].id].section, card=CARD)
    assert refused(act("gh-1", VISIT, slot=slot, others=("gh-1",))) == "two-hands"


def test_the_second_inspector_comes_from_the_supervision_section() -> None:
    assert judge(act("jc-1", VISIT, slot=SECOND, others=("gh-1",))) == Standing()
    assert refused(act("gh-2", VISIT, slot=SECOND, others=("gh-1",))) == "not-a-candidate"


@pytest.mark.parametrize(("day", "valid"), [(date(2026, 3, 1), True), (date(2026, 3, 2), False)])
def test_a_card_counts_on_the_days_it_is_valid(day: date, valid: bool) -> None:  # noqa: FBT001
    answer = judge(act("jc-2", VISIT, slot=SECOND, others=("gh-1",), day=day))
    assert isinstance(answer, Standing) is valid
    if isinstance(answer, Refusal):
        assert answer.rule == "no-valid-card"


def test_b_may_not_act_while_a_is_present() -> None:
    it = act("zh-1", INTAKE, bureau=roster(LISTED))
    assert refused(it) == "stand-in-while-present"


def test_b_acts_while_a_is_on_recorded_leave_and_it_is_booked_for_a() -> None:
    it = act("zh-1", INTAKE, bureau=roster(LISTED), away=("gh-1", "gh-2"))
    assert judge(it) == Standing(PersonId("gh-1"), "决议1号")


def test_the_list_is_ordered() -> None:
    away = ("gh-1", "gh-2")
    assert refused(act("zh-2", INTAKE, bureau=roster(LISTED), away=away)) == "stand-in-order"
    later = (*away, "zh-1")
    assert judge(act("zh-2", INTAKE, bureau=roster(LISTED), away=later)) == Standing(
        PersonId("gh-1"), "决议1号"
    )


def test_a_stand_in_from_another_section_needs_a_resolution() -> None:
    without: Roster = roster({("GH-c", "gh-1"): [("zh-1", None)]})
    away = ("gh-1", "gh-2")
    assert refused(act("zh-1", INTAKE, bureau=without, away=away)) == "stand-in-not-lawful"


def test_a_stand_in_inherits_what_the_absent_holder_may_not_do() -> None:
    only = roster({("GH-c", "gh-1"): [("zh-1", "决议1号")]})
    it = act("zh-1", REVIEW, bureau=only, away=("gh-1",), acted={"intake": ("gh-1",)})
    assert refused(it) == "stand-in-separated"


def test_a_stand_in_answers_for_his_own_history_too() -> None:
    away = ("gh-2",)
    it = act("zh-1", REVIEW, bureau=roster(LISTED), away=away, acted={"intake": ("zh-1",)})
    assert refused(it) == "stand-in-separated"


def test_with_one_of_two_clerks_away_the_b_of_another_section_reviews() -> None:
    """003: two clerks a section; the intake clerk is the other's first B and must be skipped."""
    it = act("zh-1", REVIEW, bureau=roster(LISTED), away=("gh-2",), acted={"intake": ("gh-1",)})
    assert judge(it) == Standing(PersonId("gh-2"), "决议1号")
    first = act("gh-1", REVIEW, bureau=roster(LISTED), away=("gh-2",), acted={"intake": ("gh-1",)})
    assert refused(first) == "different-person"


def test_who_is_on_leave_does_not_act() -> None:
    assert refused(act("gh-1", INTAKE, away=("gh-1",))) == "on-leave"


def test_a_claimed_slot_is_not_taken_from_one_who_is_present() -> None:
    assert refused(act("gh-2", INTAKE, assignee="gh-1")) == "claimed-by-other"


def test_a_claim_does_not_outlast_the_presence_of_who_made_it() -> None:
    assert judge(act("gh-2", INTAKE, assignee="gh-1", away=("gh-1",))) == Standing()


@pytest.mark.parametrize("opinion", [None, "", "  \n"])
def test_an_approver_writes_an_opinion_not_a_bare_name(opinion: str | None) -> None:
    assert refused(act("gh-1", INTAKE, opinion=opinion)) == "opinion-required"


people = st.sampled_from([p.id for p in PERSONS])
paths = st.sampled_from([INTAKE, VISIT, REVIEW])


@given(
    who=people,
    path=paths,
    away=st.sets(people, max_size=5),
    acted=st.dictionaries(paths, st.sets(people, max_size=4).map(tuple), max_size=3),
)
def test_no_history_and_no_absence_lets_one_person_act_on_both_sides(
    who: str, path: str, away: set[str], acted: dict[str, tuple[str, ...]]
) -> None:
    it = act(who, path, bureau=roster(LISTED), away=tuple(away), acted=acted)  # type: ignore[arg-type]
    answer = judge(it)
    if isinstance(answer, Refusal):
        return
    mine = {p for p, whos in acted.items() if who in whos} | {path}
    assert not ("intake" in mine and mine & {"visit", "review"})
    if answer.acting_for is not None:
        assert answer.acting_for in away
        theirs = {p for p, whos in acted.items() if answer.acting_for in whos} | {path}
        assert not ("intake" in theirs and theirs & {"visit", "review"})
    assert who not in away
    assert it.slot.post == CLERK
