"""Meetings: who is due by post, topics in good time, a quorum of those not recused, a chair."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bureau import DAY, roster

from zhiheng.errors import Refusal
from zhiheng.model.ids import PersonId, PostId
from zhiheng.model.meeting import Collective, Seat, Share
from zhiheng.model.person import Holding
from zhiheng.rules.meeting import (
    members_due,
    on_its_day,
    presides,
    quorate,
    still_sits,
    told_in_time,
)

RULES = Collective(PostId("ZH-c"), "result", "pass", "reject", (PostId("GH-c"), PostId("JC-c")))
NAMED = Collective(PostId("ZH-c"), "result", "pass", "reject")
SEATS = tuple(Seat(no, p) for no, p in enumerate(("a", "b", "c", "d", "e"), 3))


def test_the_holders_of_the_posts_are_due_the_chair_first() -> None:
    seats = members_due(RULES, roster(), DAY, (), 3)
    assert [s.person for s in seats] == ["zh-1", "zh-2", "gh-1", "gh-2", "jc-1", "jc-2"]
    assert [s.no for s in seats] == [3, 4, 5, 6, 7, 8]


def test_nobody_is_picked_where_posts_are_due() -> None:
    with pytest.raises(Refusal, match="members-by-post"):
        members_due(RULES, roster(), DAY, ("gh-1",), 3)


def test_named_members_are_of_the_bureau_and_at_least_three_with_the_chair() -> None:
    with pytest.raises(Refusal, match="no-such-person"):
        members_due(NAMED, roster(), DAY, ("nobody",), 3)
    with pytest.raises(Refusal, match="members-few"):
        members_due(NAMED, roster(), DAY, ("zh-1",), 3)
    assert len(members_due(NAMED, roster(), DAY, ("gh-1", "gh-1"), 3)) == 3


def test_without_a_chair_nobody_meets() -> None:
    with pytest.raises(Refusal, match="chair-missing"):
        members_due(RULES, roster(), date(2025, 12, 31), (), 3)


@given(st.integers(-3, 9), st.integers(0, 7))
def test_topics_are_told_so_many_days_before(ahead: int, notice: int) -> None:
    rules = Collective(PostId("ZH-c"), "r", "p", "q", notice=notice)
    on = DAY + timedelta(days=ahead)
    if ahead >= notice:
        told_in_time(rules, DAY, on, ("议题",))
    else:
        with pytest.raises(Refusal, match="notice-short"):
            told_in_time(rules, DAY, on, ("议题",))


@pytest.mark.parametrize("topics", [(), ("",), ("长" * 201,), ("x",) * 31])
def test_topics_are_some_and_short(topics: tuple[str, ...]) -> None:
    with pytest.raises(Refusal, match="topics"):
        told_in_time(RULES, DAY, DAY + timedelta(days=9), topics)


def test_a_meeting_is_held_on_its_day() -> None:
    on_its_day(DAY.isoformat(), DAY)
    for days in (-1, 1):
        with pytest.raises(Refusal, match="not-the-day"):
            on_its_day(DAY.isoformat(), DAY + timedelta(days=days))


@given(st.sets(st.sampled_from("abcde")), st.sets(st.sampled_from("abcde")))
def test_a_quorum_is_more_than_half_of_the_members_not_struck_out(
    present: set[str], struck: set[str]
) -> None:
    present -= struck
    due = 5 - len(struck)
    if due >= 3 and 2 * len(present) > due:
        quorate(RULES, SEATS, struck, (), present)
    else:
        # Two who are left could not outvote each other.
        with pytest.raises(Refusal, match="no-quorum" if due >= 3 else "members-few"):
            quorate(RULES, SEATS, struck, (), present)


def test_a_name_written_twice_is_one_person() -> None:
    with pytest.raises(Refusal, match="no-quorum"):
        quorate(RULES, SEATS, (), (), ("a", "a", "a"))


@pytest.mark.parametrize(
    ("present", "rule"), [("x", "not-a-member"), ("b", "member-recused"), ("c", "member-away")]
)
def test_only_members_who_may_be_there_are_there(present: str, rule: str) -> None:
    with pytest.raises(Refusal, match=rule):
        quorate(RULES, SEATS, ("b",), ("c",), ("a", "d", "e", present))


def test_all_may_have_to_be_there() -> None:
    rules = Collective(PostId("ZH-c"), "r", "p", "q", quorum=Share.ALL)
    with pytest.raises(Refusal, match="no-quorum"):
        quorate(rules, SEATS, (), (), ("a", "b", "c", "d"))


def test_the_head_presides_or_while_he_is_away_the_first_present_of_his_stand_ins() -> None:
    bureau = roster({("ZH-c", "zh-1"): [("gh-1", "决议1号"), ("gh-2", "决议1号")]})
    assert presides(RULES, bureau, DAY, ("gh-1", "zh-1"), ()) == PersonId("zh-1")
    assert presides(RULES, bureau, DAY, ("gh-2", "gh-1"), ("zh-1",)) == PersonId("gh-1")
    with pytest.raises(Refusal, match="chair-missing"):
        presides(RULES, bureau, DAY, ("jc-1",), ("zh-1",))


def test_no_stand_in_presides_while_the_head_is_in_the_house() -> None:
    """Found by the model check (tests/model): B acted while A was present."""
    bureau = roster({("ZH-c", "zh-1"): [("gh-1", "决议1号")]})
    with pytest.raises(Refusal, match="chair-missing"):
        presides(RULES, bureau, DAY, ("gh-1",), ())


def test_who_presides_from_another_section_needs_a_resolution() -> None:
    bureau = roster({("ZH-c", "zh-1"): [("gh-1", None), ("zh-2", None)]})
    assert presides(RULES, bureau, DAY, ("gh-1", "zh-2"), ("zh-1",)) == PersonId("zh-2")


def test_a_meeting_whose_chair_stands_aside_resolves_nothing() -> None:
    with pytest.raises(Refusal, match="chair-missing"):
        still_sits(RULES, SEATS, ("a",), ("b", "c", "d"), "a", DAY)


def test_a_meeting_that_too_many_have_left_resolves_nothing() -> None:
    with pytest.raises(Refusal, match="no-quorum"):
        still_sits(RULES, SEATS, ("c",), ("a", "b"), "a", DAY)
    still_sits(RULES, SEATS, ("c",), ("a", "b", "d"), "a", DAY)


def test_who_holds_two_posts_due_sits_once_and_keeps_the_veto_of_either() -> None:
    bureau = roster()
    both = bureau.persons[PersonId("zh-1")]
    more = replace(both, holdings=(*both.holdings, Holding(PostId("JC-c"), date(2026, 1, 1))))
    bureau = replace(bureau, persons={**bureau.persons, both.id: more})
    for veto in ("JC-c", "ZH-c"):
        seats = members_due(replace(RULES, veto=frozenset({PostId(veto)})), bureau, DAY, (), 3)
        assert [s.post for s in seats if s.person == "zh-1"] == [veto]
