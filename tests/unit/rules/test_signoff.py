"""Sign-off: so many distinct hands, in order where it is fixed, one digest, one session each."""

from dataclasses import replace

import pytest
from support.bureau import CARD, CLERK, JC, VISIT, act, roster

from zhiheng.errors import BadData, Forbidden, NotReady
from zhiheng.model.chart import Task
from zhiheng.model.ids import ElementPath, PersonId, PostId
from zhiheng.model.meeting import Collective
from zhiheng.model.sign_off import SignOff, SignOffKind
from zhiheng.model.slot import SlotRule, slots_of
from zhiheng.rules.act import Standing
from zhiheng.rules.signoff import in_order, own_session, same_digest, two_hands
from zhiheng.rules.standing import standing

_PATH = ElementPath("x")
_MEETING = Collective(PostId("JZ"), "result", "pass", "reject")


def _slots(sign_off: SignOff) -> tuple[SlotRule, ...]:
    return slots_of(Task(_PATH, "x", post=CLERK, sign_off=sign_off))


def test_three_hands_are_three_slots_one_of_them_from_the_section_named() -> None:
    hands = SignOff(SignOffKind.TWO_PERSON, from_section=JC, qualification=CARD, hands=3)
    assert _slots(hands) == (
        SlotRule(1, post=CLERK, card=CARD),
        SlotRule(2, section=JC, card=CARD),
        SlotRule(3, post=CLERK, card=CARD),
    )


def test_of_dual_sign_off_the_second_is_of_the_post_named() -> None:
    hands = SignOff(SignOffKind.DUAL, second=PostId("ZH-k"))
    assert _slots(hands) == (SlotRule(1, post=CLERK), SlotRule(2, post=PostId("ZH-k")))


def test_the_minutes_are_for_the_recorder_and_the_chair() -> None:
    hands = SignOff(SignOffKind.COLLECTIVE, collective=_MEETING)
    assert _slots(hands) == (SlotRule(1, post=CLERK), SlotRule(2, post=PostId("JZ")))


@pytest.mark.parametrize(
    ("hands", "out_of_order"),
    [
        (SignOff(SignOffKind.TWO_PERSON), False),
        (SignOff(SignOffKind.TWO_PERSON, fixed=True), True),
        (SignOff(SignOffKind.DUAL, fixed=True), True),
        (SignOff(SignOffKind.COLLECTIVE, collective=_MEETING), True),
    ],
)
def test_the_second_waits_for_the_first_where_the_order_is_fixed(
    hands: SignOff, *, out_of_order: bool
) -> None:
    task = Task(VISIT, "x", post=CLERK, sign_off=hands)
    second = replace(act("gh-1", VISIT), task=task, slot=SlotRule(2, post=CLERK), unsigned=(1,))
    refusal = in_order(second)
    assert isinstance(refusal, NotReady) == out_of_order
    assert in_order(replace(second, unsigned=())) is None
    assert in_order(replace(second, slot=SlotRule(1, post=CLERK), unsigned=(2,))) is None
    assert in_order(replace(second, signing=False)) is None


def test_the_second_of_a_dual_sign_off_names_the_very_digest() -> None:
    assert same_digest("x", "d1", "d1", dual=True) is None
    assert isinstance(same_digest("x", "d1", None, dual=True), BadData)
    assert isinstance(same_digest("x", "d1", "d2", dual=True), NotReady)
    assert same_digest("x", "d1", None, dual=False) is None
    assert isinstance(same_digest("x", "d1", "d2", dual=False), NotReady)


def test_no_session_gives_both_signatures() -> None:
    assert isinstance(own_session("x", "s", ["s"]), Forbidden)
    assert own_session("x", "s", ["t", None]) is None
    assert own_session("x", None, [None]) is None


def test_a_stand_in_who_holds_the_other_slot_makes_way_for_the_next() -> None:
    lists: dict[tuple[str, str], list[tuple[str, str | None]]] = {
        ("GH-c", "gh-1"): [("gh-2", None), ("zh-1", "决议1号")]
    }
    bureau = roster(lists)
    third = act("zh-1", VISIT, bureau=bureau, away=("gh-1",), others=("gh-2",))
    assert standing(third) == Standing(PersonId("gh-1"), "决议1号")
    both = act("gh-2", VISIT, bureau=bureau, away=("gh-1",), others=("gh-2",))
    assert two_hands(both) is not None
